import { join } from 'node:path';
import { capture, ROOT } from './step.mjs';

/** The checks that do not run the code: name, program, arguments. */
const CHECKS = [
  ['types and lint', 'oxlint/bin/oxlint', []],
  ['format', 'oxfmt/bin/oxfmt', ['--check', '.']],
  ['spelling', 'cspell/bin.mjs', ['lint', '--no-progress', '--quiet', '.']],
  ['dead code', 'knip/bin/knip.js', []],
  ['import direction', 'dependency-cruiser/bin/dependency-cruise.mjs', ['.']],
];

/** The linter is written in Go: collecting garbage more rarely takes a fifth off its CPU time, and at most 2 GB of memory. */
const COLLECTED_RARELY = { GOGC: '400', GOMEMLIMIT: '2GiB' };

/**
 * Runs every static check, two at a time, and prints the output of failed ones; returns whether all passed.
 *
 * @param beside Runs one at a time, with what the processors have left beside tests.
 */
export async function passesGate({ beside = false } = {}) {
  const queue = [...CHECKS];
  const results = [];
  const lane = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) results.push(await passes(check, beside));
  };
  await Promise.all(beside ? [lane()] : [lane(), lane()]);
  return results.every(Boolean);
}

async function passes([name, program, args], beside) {
  const started = Date.now();
  const { code, output } = await capture([join(ROOT, 'node_modules', program), ...args], {
    env: COLLECTED_RARELY,
    beside,
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(output);
  return code === 0;
}
