import { readdirSync, readFileSync } from 'node:fs';
import { packagePath } from '../../core/util/package-path.js';

/** Instructions in order, with continued lines joined. */
const instructions = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => ({ name: line.split(' ')[0]!, text: line.slice(line.indexOf(' ') + 1) }));
const textsOf = (name: string): string[] =>
  instructions.filter((one) => one.name === name).map(({ text }) => text);

function read(path: string): string {
  return readFileSync(packagePath(path), 'utf8');
}

/** Whether a file of the repository is sent to the build: the last matching pattern decides. */
function isSent(path: string): boolean {
  const patterns = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return patterns.reduce((sent, line) => {
    const parts = line.replace(/^!/, '').split('/');
    const regular = parts.map((part) =>
      part === '**' ? '(?:.+/)?' : `${part.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}/`,
    );
    return new RegExp(`^${regular.join('')}`).test(`${path}/`) ? line.startsWith('!') : sent;
  }, true);
}

describe('the Dockerfile', () => {
  it('builds from a base that is named once, and can be pinned by digest', () => {
    expect(instructions[0]).toEqual({
      name: 'ARG',
      text: expect.stringMatching(/^BASE_IMAGE=\S+-bookworm-slim(@sha256:[0-9a-f]{64})?$/) as string,
    });
    expect(textsOf('FROM').map((text) => text.split(' ')[0])).toEqual(Array(2).fill('${BASE_IMAGE}'));
  });

  it('brings npm’s packages by the lock file without install scripts, and Debian’s; nothing else', () => {
    const runs = textsOf('RUN');
    const installs = runs.filter((text) => text.includes('npm '));
    expect(installs).toHaveLength(1);
    expect(installs[0]).toMatch(/^npm ci --ignore-scripts /);
    expect(runs.join('\n')).not.toMatch(/\b(curl|wget|git|npx|pip|npm (install|i))\b|https?:/);
    expect([...textsOf('ADD'), ...textsOf('COPY').filter((text) => /https?:/.test(text))]).toEqual([]);
  });

  it('ends in an image that runs without root, checks its health, has labels, and needs no shell', () => {
    const last = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
    const ends = (name: string): string => last.findLast((one) => one.name === name)?.text ?? '';
    expect(ends('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(last.findLastIndex(({ name }) => name === 'USER')).toBeGreaterThan(
      last.findLastIndex(({ name }) => name === 'RUN'),
    );
    expect(JSON.parse(ends('CMD'))).toEqual(['node', 'dist/api.js']);
    expect(JSON.parse(ends('HEALTHCHECK').replace(/^.*?CMD /, ''))).toContain('-e');
    for (const label of ['title', 'description', 'licenses', 'version', 'revision'])
      expect(ends('LABEL')).toContain(`org.opencontainers.image.${label}=`);
    expect(ends('ENV')).toContain('NODE_ENV=production');
    expect(last.map(({ text }) => text).join('\n')).not.toMatch(/SECRET|TOKEN|PASSWORD|DATABASE_URL/);
    const copied = last.filter(({ name }) => name === 'COPY').map(({ text }) => text);
    expect(copied.every((text) => text.startsWith('--from='))).toBe(true);
    expect(copied.filter((text) => text.includes('node_modules'))).toEqual([
      '--from=build /packages/node_modules ./node_modules',
    ]);
  });
});

describe('the build', () => {
  it.each([
    ...[
      '.env',
      '.env.local',
      '.git/config',
      '.npmrc',
      '.data/secrets.json',
      'node_modules/x/index.js',
      '.cache/x',
    ],
    ...[
      'api/.env',
      'api/.env.production',
      'web/node_modules/x.js',
      'k8s/overlays/kind/secrets/api.env',
      'test/x.ts',
    ],
    ...['prisma/demo/job.json', 'artifacts/x.png', 'api/env.test.ts', 'dist/api.js'],
  ])('is not sent %s', (path) => expect(isSent(path)).toBe(false));

  it('contains each program that the documentation runs in the image', () => {
    const pages = ['README.md', 'docs/operations.md', 'k8s/base/api.yaml', 'Dockerfile'].map(read).join('\n');
    const named = [...new Set([...pages.matchAll(/dist\/([\w/-]+)\.js/g)].map(([, name]) => name))];
    expect(named).toEqual(expect.arrayContaining(['api', 'doctor', 'migrate', 'runner']));
    const { server } = JSON.parse(read('scripts/build/programs.json')) as { server: Record<string, string> };
    expect(Object.keys(server)).toEqual(expect.arrayContaining(named));
    expect(Object.values(server).filter((path) => !isSent(path))).toEqual([]);
    const needed = ['package-lock.json', 'schema.graphql', 'tsconfig.json', 'web/vite.config.ts'];
    expect(needed.filter((path) => !isSent(path))).toEqual([]);
    expect(
      readdirSync(packagePath('prisma/migrations')).every((name) => isSent(`prisma/migrations/${name}`)),
    ).toBe(true);
  });
});
