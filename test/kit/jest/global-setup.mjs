// Starts the run's database server. Plain JavaScript because jest loads it outside its own transforms.
import '../../../scripts/typescript.mjs';
import { createRunFolder, removeRunFolder } from './run-folder.mjs';

export default async function setup() {
  const folder = createRunFolder();
  // Also when the run is broken off, and no teardown comes.
  process.once('exit', () => removeRunFolder(folder));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const { startTestCluster } = await import('../database/cluster.ts');
  const cluster = await startTestCluster(folder);
  process.env.TEST_RUN_FOLDER = folder;
  process.env.TEST_DATABASE_TEMPLATE_URL = cluster.templateUrl;
  globalThis.testRun = { folder, cluster };
}
