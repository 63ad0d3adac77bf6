import { describeLauncher, type Subject } from './behavior.js';
import { onNamedCluster } from './named-cluster.js';
import { createLauncher, startCluster } from './on-kubernetes.js';

/** Set by `npm run test:k8s`: the cluster is the one that KUBECONFIG names. */
const named = process.env.TEST_ON_REAL_CLUSTER === '1';

async function onTestCluster(): Promise<Subject> {
  // The Job's deadline is a minute after the request's, so minutes pass in seconds here.
  const kubernetes = await startCluster({ secondMs: 20 });
  return {
    launcher: createLauncher(kubernetes.kubeconfigPath),
    outlived: true,
    close: async () => await kubernetes.close(),
  };
}

describeLauncher('Kubernetes', async () => (named ? onNamedCluster() : await onTestCluster()));
