import { describeLauncher, type Subject } from './behaviour.js';
import { createLauncher, createLauncherOnRealCluster, startCluster } from './on-kubernetes.js';

/** `npm run test:k8s` sets it: the cluster is then the one that KUBECONFIG names. */
const onRealCluster = process.env.TEST_ON_REAL_CLUSTER === '1';

async function testCluster(): Promise<Subject> {
  // The Job's deadline is a minute behind the request's: let minutes pass in seconds.
  const kubernetes = await startCluster({ secondMs: 20 });
  const create = (): ReturnType<typeof createLauncher> => createLauncher(kubernetes.kubeconfigPath);
  return { launcher: create(), successor: create, close: async () => await kubernetes.close() };
}

async function realCluster(): Promise<Subject> {
  const launcher = createLauncherOnRealCluster();
  return { launcher, successor: createLauncherOnRealCluster, close: async () => undefined };
}

describeLauncher('Kubernetes', onRealCluster ? realCluster : testCluster);
