// For `node --import`: V8 compiles WebAssembly without optimizing. Each test file and server loads Prisma's module
// again, and ends before optimizing pays off. A V8 without the flag prints a warning and goes on.
import { setFlagsFromString } from 'node:v8';
import './rarely-optimized.mjs';

setFlagsFromString('--liftoff-only');
