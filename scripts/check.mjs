// `npm run check`: the whole gate. Everything runs, also after a failure.
import { passesGate } from './gate.mjs';
import { runJest } from './jest.mjs';
import { prepare } from './prepare.mjs';

await prepare(['test']);
const clean = await passesGate();
const testsExitCode = await runJest(process.argv.slice(3));
process.exitCode = clean ? testsExitCode : 1;
