import { spawnSync } from 'node:child_process';
import { declareRequiring } from './requirement.js';

/** Things outside npm that some tests cannot do without; each says whether this machine has it. */
const REQUIREMENTS = {
  chromium: () => chromiumPath() !== undefined,
  root: () => process.getuid?.() === 0,
  'system ffmpeg': () => runs('ffmpeg', '-version') && runs('ffprobe', '-version'),
};

export type Requirement = keyof typeof REQUIREMENTS;

/** The browser to drive, for Playwright's `executablePath`: CHROMIUM_PATH, or Debian's. */
export function chromiumPath(): string | undefined {
  const candidates = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  return candidates.find((path) => path !== undefined && runs(path, '--version'));
}

function runs(program: string, flag: string): boolean {
  return spawnSync(program, [flag], { stdio: 'ignore' }).status === 0;
}

/**
 * Declares a test that needs something that a fresh machine may lack. Absent, the test is left out and named
 * at the end of the run; with REQUIRE_ALL=1, as in CI, it fails instead.
 */
export function itRequires(
  requirement: Requirement,
  name: string,
  test: () => Promise<void>,
  timeoutMs?: number,
): void {
  const need = {
    requirement,
    present: REQUIREMENTS[requirement](),
    requireAll: process.env.REQUIRE_ALL === '1',
  };
  declareRequiring(it, need, name, test, timeoutMs);
}
