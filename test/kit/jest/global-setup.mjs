// Starts the run's database server. Plain JavaScript because jest loads it outside its own transforms.
import '../../../scripts/kit/typescript.mjs';
import createFolder from './unit-setup.mjs';

export default async function setup() {
  createFolder();
  // A run within a run (named-cluster.test.ts) uses the outer one's server.
  if (process.env.TEST_DATABASE_TEMPLATE_URL !== undefined) return;
  const { startTestCluster } = await import('../database/cluster.ts');
  const cluster = await startTestCluster(globalThis.testRun.folder);
  process.env.TEST_DATABASE_TEMPLATE_URL = cluster.templateUrl;
  globalThis.testRun.cluster = cluster;
}
