// Starts the run's database server. Plain JavaScript because jest loads it outside its own transforms.
import '../scripts/typescript.mjs';

export default async function setup() {
  const { startTestCluster } = await import('./cluster.ts');
  globalThis.testCluster = await startTestCluster();
  process.env.TEST_RUN_FOLDER = globalThis.testCluster.folder;
  process.env.TEST_DATABASE_TEMPLATE_URL = globalThis.testCluster.templateUrl;
}
