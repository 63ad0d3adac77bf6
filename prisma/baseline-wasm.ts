import { setFlagsFromString } from 'node:v8';

/**
 * For short-lived programs: V8 compiles Prisma's query compiler (WebAssembly) once without optimizing it, which saves
 * 0.5 s of CPU and 45 MB. Call it before the first query.
 */
export function compileWasmPlainly(): void {
  setFlagsFromString('--liftoff-only');
}
