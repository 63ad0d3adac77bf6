// For `node --import`: V8 compiles WebAssembly plainly. Each test file and each server of a test loads Prisma's anew, and
// lives too short to be worth optimizing it for. A V8 that has no such flag says so and goes on.
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--liftoff-only');
