// `npm run check`: the whole gate. Everything runs, also after a failure.
import { passesGate } from '../kit/gate.mjs';
import { runJest } from '../kit/jest.mjs';
import { prepare } from '../build/prepare.mjs';

await prepare(['test']);
const clean = await passesGate();
const testsExitCode = await runJest(process.argv.slice(3));
process.exitCode = clean ? testsExitCode : 1;
