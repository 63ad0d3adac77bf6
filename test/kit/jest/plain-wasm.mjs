// For `node --import`: V8 compiles WebAssembly without optimizing, and validates of it what is called alone (14 ms less). Each
// test file and server loads Prisma's module again, and ends before optimizing pays off. A V8 without the flag prints a warning and goes on.
import { setFlagsFromString } from 'node:v8';
import './rarely-optimized.mjs';

setFlagsFromString('--liftoff-only');
setFlagsFromString('--wasm-lazy-validation');
