import { readTimings, timingKey, writeTimings } from './timings.mjs';

/** With WRITE_TIMINGS=1 (`npm run test:timings`), writes how long the test files of this run took. */
export default class TimingsReporter {
  onRunComplete(_contexts, { testResults }) {
    if (process.env.WRITE_TIMINGS !== '1') return;
    const ran = testResults.filter(({ skipped, perfStats }) => !skipped && perfStats.end > 0);
    const seconds = ({ perfStats }) => Math.round((perfStats.end - perfStats.start) / 100) / 10;
    writeTimings({
      ...readTimings(),
      ...Object.fromEntries(ran.map((result) => [timingKey(result.testFilePath), seconds(result)])),
    });
  }
}
