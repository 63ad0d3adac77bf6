import { spawnSync } from 'node:child_process';
import { packagePath } from './package-path.js';

/** What a program writes in a pod. */
function inPod(program: string, env: Record<string, string> = {}): { code: number | null; lines: string[] } {
  const { PATH } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [packagePath(`dist/${program}.js`)], {
    env: { PATH, KUBERNETES_SERVICE_HOST: '10.96.0.1', ...env },
    encoding: 'utf8',
  });
  return { code: status, lines: `${stdout}${stderr}`.split('\n').filter((line) => line !== '') };
}

describe('each line is JSON in a pod', () => {
  it.each([
    ['api', {}, 1, /NODE_ENV|DATABASE_URL|PORT/],
    ['runner', {}, 64, /environment is wrong.*DATABASE_URL/s],
    ['migrate', {}, 64, /Set DATABASE_URL/],
    ['migrate', { DATABASE_URL: 'postgresql://127.0.0.1:1/none' }, 1, /could not be applied/],
  ] as [string, Record<string, string>, number, RegExp][])(
    'of %s, with %j, which cannot start',
    (program, env, code, sentence) => {
      const wrong = program === 'api' ? { PORT: 'no port' } : env;
      const ended = inPod(program, wrong);
      expect(ended.code).toBe(code);
      const messages = ended.lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
      expect(messages.join('\n')).toMatch(sentence);
    },
  );
});
