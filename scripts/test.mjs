// `npm test [-- jest arguments]`: at least one case of everything, on a machine that has nothing but Node too.
import { runJest } from './jest.mjs';
import { prepare } from './prepare.mjs';

await prepare(['test']);
process.exitCode = await runJest(process.argv.slice(3));
