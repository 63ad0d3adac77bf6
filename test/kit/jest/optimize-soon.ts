import { setFlagsFromString } from 'node:v8';

/**
 * For a test file that runs the same code for a minute: V8 optimizes as early as by default (66 KB), which saves a fourteenth
 * of api/graphql/execution. The next file of the worker begins with rarely-optimized.mjs again.
 */
export function optimizeSoon(): void {
  setFlagsFromString('--interrupt-budget=67584');
}
