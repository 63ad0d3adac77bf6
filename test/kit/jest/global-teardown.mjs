import { removeRunFolder } from './run-folder.mjs';

/** Stops the run's database server; a process, connection or database that a test left behind fails the run. */
export default async function teardown() {
  const { cluster, folder } = globalThis.testRun;
  const leftovers = [...((await cluster?.stop()) ?? []), ...removeRunFolder(folder)];
  if (leftovers.length === 0) return;
  console.error(`\nLeft behind by the tests:\n${leftovers.map((line) => `  ${line}`).join('\n')}`);
  process.exitCode = 1;
}
