import { createRunFolder, removeRunFolder } from './run-folder.mjs';

/** Gives the run its folder, once for all tiers. */
export default function setup() {
  if (globalThis.testRun) return;
  const folder = createRunFolder();
  // This also runs if the run is interrupted and has no teardown.
  process.once('exit', () => removeRunFolder(folder));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  // The cost of composing grows with the pixels. Tests about the size set it themselves.
  process.env.OUTPUT_RESOLUTION ??= '360';
  process.env.TEST_RUN_FOLDER = folder;
  globalThis.testRun = { folder };
}
