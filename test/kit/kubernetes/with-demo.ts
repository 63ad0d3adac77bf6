import { packagePath } from '../../../core/util/package-path.js';
import type { DemoFixture } from '../server/demo-fixture.js';
import { asRunner } from '../database/postgres.js';
import { startKubernetes, type KubernetesOptions, type TestKubernetes } from './start.js';

const IMAGE = 'clip-chatbot-runner:test';
const SECRET = 'clip-chatbot-runner';
const CLAIM = 'media';

/** A cluster whose pods run the bundled runner on a fixture, and the settings of an api that launches there. */
export interface DemoCluster {
  kubernetes: TestKubernetes;
  /** Settings for startServer. */
  environment: Record<string, string>;
  /** Extra variables for pods that start from now on, in addition to those of their Jobs. */
  podEnvironment: Record<string, string>;
  /** The runners' Secret. */
  secret: Record<string, string>;
}

/** Starts a cluster for a fixture. The api and the pods share the database and the claim that holds the media. */
export async function startDemoCluster(
  fixture: DemoFixture,
  options: Pick<KubernetesOptions, 'secondMs' | 'permissions'> = {},
): Promise<DemoCluster> {
  const podEnvironment: Record<string, string> = {};
  const secret: Record<string, string> = { DATABASE_URL: asRunner(fixture.databaseUrl) };
  const kubernetes = await startKubernetes({
    ...options,
    images: { [IMAGE]: { folder: packagePath('.'), env: podEnvironment } },
    secrets: { [SECRET]: secret },
    claims: { [CLAIM]: fixture.dataDir },
  });
  const environment = {
    DATABASE_URL: fixture.databaseUrl,
    DATA_DIR: fixture.dataDir,
    LAUNCHER: 'kubernetes',
    KUBECONFIG: kubernetes.kubeconfigPath,
    RUNNER_IMAGE: IMAGE,
    RUNNER_SECRET: SECRET,
    RUNNER_STORAGE_CLAIM: CLAIM,
  };
  return { kubernetes, environment, podEnvironment, secret };
}
