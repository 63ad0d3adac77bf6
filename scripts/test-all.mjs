// `npm run test:all [-- jest arguments]`: every case, at full counts.
import { runJest } from './jest.mjs';
import { prepare } from './prepare.mjs';

await prepare(['test']);
process.exitCode = await runJest(process.argv.slice(3), { TEST_EFFORT: 'full' });
