// `npm run bench -- NAME`: one of the benchmarks.
import { become } from './become.mjs';

await become('bench/main.js', ['bench']);
