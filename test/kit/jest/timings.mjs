import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ROOT } from '../../../scripts/kit/step.mjs';

const FILE = join(ROOT, 'test/timings.json');

/** Seconds that each test file takes at full counts, by its path in the checkout. */
export function readTimings() {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
}

/** Sorts the keys and omits deleted files, so that a new measurement makes a small diff. */
export function writeTimings(timings) {
  const present = Object.entries(timings).filter(([path]) => existsSync(join(ROOT, path)));
  const sorted = Object.fromEntries(present.sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** The key of a test file in the timings. */
export const timingKey = (path) => relative(ROOT, path).split(sep).join('/');
