// `npm run test:timings [-- jest arguments]`: every case, and how long each file took into test/timings.json, by which runs
// are ordered. Only the files that ran change there.
process.env.WRITE_TIMINGS = '1';
await import('./test-all.mjs');
