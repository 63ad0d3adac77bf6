import { createRunFolder, removeRunFolder } from './run-folder.mjs';

/** Gives the run its folder, once, however many tiers take part. */
export default function setup() {
  if (globalThis.testRun) return;
  const folder = createRunFolder();
  // Also when the run is broken off, and no teardown comes.
  process.once('exit', () => removeRunFolder(folder));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  // Composing costs by the pixel. Tests of which the size is the point set it themselves.
  process.env.OUTPUT_RESOLUTION ??= '360';
  process.env.TEST_RUN_FOLDER = folder;
  globalThis.testRun = { folder };
}
