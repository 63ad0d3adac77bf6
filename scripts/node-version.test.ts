import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const { oldNodeProblem } = createRequire(import.meta.url)('./node-version.cjs') as {
  oldNodeProblem: (version: string, range: string) => string | undefined;
};

describe('an old Node', () => {
  it.each(['20.19.0', '20.19.1', '20.20.0', '22.0.0', 'v24.1.0'])('lets Node %s pass', (version) => {
    expect(oldNodeProblem(version, '>=20.19.0')).toBeUndefined();
  });

  it.each(['20.18.9', '18.20.8', 'v14.21.3', '8.0.0'])('turns Node %s away in one sentence', (version) => {
    expect(oldNodeProblem(version, '>=20.19.0')).toBe(
      `Clip chatbot needs Node 20.19.0 or newer, and this is Node ${version.replace('v', '')}: get one from nodejs.org.`,
    );
  });
});

it.each(['start', 'test'])('npm run %s on a Node of 18 says that one sentence, and nothing else', (name) => {
  // run.cjs reads the version that the process states; everything else of a Node of 18 never comes into play.
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '18.20.8' });
    process.argv.splice(1, 0, 'run.cjs');
    require('./run.cjs');`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', pretend, name], {
    cwd: import.meta.dirname,
    env: { ...process.env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: 'Clip chatbot needs Node 20.19.0 or newer, and this is Node 18.20.8: get one from nodejs.org.\n',
  });
});
