/**
 * `npm test [-- jest arguments]`: at least one case of everything, on a machine that has nothing but Node too.
 * `npm run test:all`: every case, at full counts. `npm run test:timings`: the same, and writes how long each file took into
 * test/timings.json, by which runs are ordered; only the files that ran change there.
 * `npm run test:unit`: what needs neither a database, ffmpeg, a browser nor a build.
 */
import { prepare, prepareSources } from '../build/prepare.mjs';
import { runJest } from '../kit/jest.mjs';

const [, , name, ...args] = process.argv;
const ENVIRONMENT = {
  'test-all': { TEST_EFFORT: 'full' },
  'test-timings': { TEST_EFFORT: 'full', WRITE_TIMINGS: '1' },
};

if (name === 'test-unit') {
  await prepareSources();
  process.exitCode = await runJest([...args, '--selectProjects', 'unit']);
} else {
  await prepare(['test']);
  process.exitCode = await runJest(args, ENVIRONMENT[name]);
}
