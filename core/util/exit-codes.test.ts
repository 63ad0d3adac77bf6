import { readFileSync } from 'node:fs';
import { CLI_EXIT, IMPORT_EXIT, RUNNER_EXIT } from './exit-codes.js';
import { packagePath } from './package-path.js';

const { done, failed, misconfigured } = CLI_EXIT;
const PROGRAMS: Record<string, number[]> = {
  runner: Object.values(RUNNER_EXIT),
  import: Object.values(IMPORT_EXIT),
  migrate: [done, failed, misconfigured],
  'storage copy': Object.values(CLI_EXIT),
  doctor: [done, failed],
};

it('docs/protocol.md lists the exit codes of every program', () => {
  const [, section = ''] = readFileSync(packagePath('docs/protocol.md'), 'utf8').split('## Exit codes\n');
  const listed = [...section.matchAll(/^\| ([a-z ]+) \| (\d+) \|/gm)].map(
    ([, program, code]) => `${program} ${code}`,
  );
  const expected = Object.entries(PROGRAMS).flatMap(([program, codes]) =>
    codes.map((code) => `${program} ${code}`),
  );
  expect(listed.toSorted()).toEqual(expected.toSorted());
});
