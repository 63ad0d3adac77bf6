import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';
import { ROOT } from '../kit/step.mjs';

/**
 * Brings the checkout up to date and runs a bundled program in this process, so that signals have a single
 * receiver.
 *
 * @param program Path below dist/.
 * @param more What to build beside the server (prepare.mjs).
 */
export async function become(program, more) {
  await prepare(more);
  const file = join(ROOT, 'dist', program);
  process.setSourceMapsEnabled(true);
  process.argv.splice(1, 2, file); // [node, run.cjs, NAME, …] as if it had been called directly
  await import(pathToFileURL(file).href);
}
