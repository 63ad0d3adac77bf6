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

/** What was found, per test file: to ask Chromium for its version takes 0.04 s of CPU, and each of its tests requires it. */
const found = new Map<Requirement, boolean>();

function isPresent(requirement: Requirement): boolean {
  const known = found.get(requirement) ?? REQUIREMENTS[requirement]();
  found.set(requirement, known);
  return known;
}

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
    present: isPresent(requirement),
    requireAll: process.env.REQUIRE_ALL === '1',
  };
  declareRequiring(it, need, name, test, timeoutMs);
}
