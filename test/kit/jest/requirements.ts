import { chromiumPath, runs } from '../browser/chromium-path.js';
import { declareRequiring } from './requirement.js';

/** Things outside npm that some tests need; each says whether this machine has it. */
const REQUIREMENTS = {
  chromium: () => chromiumPath() !== undefined,
  kubectl: () => runs('kubectl', '--help'),
  pgbouncer: () => runs('pgbouncer', '--version'),
  root: () => process.getuid?.() === 0,
  'system ffmpeg': () => runs('ffmpeg', '-version') && runs('ffprobe', '-version'),
};

export type Requirement = keyof typeof REQUIREMENTS;

/**
 * Declares a test that needs something that a fresh machine may lack. If it is absent, the test is left out and named
 * at the end of the run. With REQUIRE_ALL=1, as in CI, the test fails instead.
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
