// V8 optimizes only what a process runs very often: 1 MB of a function's bytecode instead of 66 KB. Each test file loads its
// modules again, and most end before optimizing pays off: an eighth of the CPU of unit tests. Those that run the same code for
// a minute say so (optimize-soon.ts). A V8 without the flag prints a warning and goes on.
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--interrupt-budget=1000000');
