// Runs the gate and the audit of packages beside all tests, and prints the result as the last line: `tests: N passed, M failed`.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { passesAudit } from '../kit/audit.mjs';
import { passesGate } from '../kit/gate.mjs';
import { runJest } from '../kit/jest.mjs';
import { prepare } from '../build/prepare.mjs';
import { ROOT } from '../kit/step.mjs';

const RESULTS = join(ROOT, '.cache', 'jest-results.json');

async function run() {
  rmSync(RESULTS, { force: true });
  await prepare(['test']);
  // Tests wait a fifth of their time for processes and leases, in which the checks get through.
  const [testsExitCode, ...clean] = await Promise.all([
    runJest(['--ci', '--json', `--outputFile=${RESULTS}`], { TEST_EFFORT: 'full' }),
    passesGate({ beside: true }),
    passesAudit(),
  ]);
  return clean.every(Boolean) && testsExitCode === 0;
}

/** A test file that could not be loaded counts as one failed test, and so does a run without results. */
function summary() {
  if (!existsSync(RESULTS)) return 'tests: 0 passed, 1 failed';
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(RESULTS, 'utf8'),
  );
  return `tests: ${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`;
}

const passed = await run().catch((error) => console.error(error.message));
console.log(summary());
process.exitCode = passed ? 0 : 1;
