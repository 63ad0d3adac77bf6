import { packagePath } from '../../../core/util/package-path.js';
import type { DemoWorld } from '../server/demo-fixture.js';
import { asRunner } from '../database/postgres.js';
import { startKubernetes, type KubernetesOptions, type TestKubernetes } from './start.js';

const IMAGE = 'clip-chatbot-runner:test';
const SECRET = 'clip-chatbot-runner';
const CLAIM = 'media';

/** A cluster whose pods run the compiled runner on a world, and the settings of an api that launches there. */
export interface DemoCluster {
  kubernetes: TestKubernetes;
  /** For startServer. */
  environment: Record<string, string>;
}

/** Starts a cluster for a world. What the api and the pods share is the database, and the claim with the media. */
export async function startDemoCluster(
  world: DemoWorld,
  options: Pick<KubernetesOptions, 'secondMs' | 'permissions'> = {},
): Promise<DemoCluster> {
  const kubernetes = await startKubernetes({
    ...options,
    images: { [IMAGE]: { folder: packagePath('.') } },
    secrets: { [SECRET]: { DATABASE_URL: asRunner(world.databaseUrl) } },
    claims: { [CLAIM]: world.dataDir },
  });
  const environment = {
    DATABASE_URL: world.databaseUrl,
    DATA_DIR: world.dataDir,
    LAUNCHER: 'kubernetes',
    KUBECONFIG: kubernetes.kubeconfigPath,
    RUNNER_IMAGE: IMAGE,
    RUNNER_SECRET: SECRET,
    RUNNER_STORAGE_CLAIM: CLAIM,
  };
  return { kubernetes, environment };
}
