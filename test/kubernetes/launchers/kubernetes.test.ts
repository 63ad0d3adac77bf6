import { describeLauncher } from './behavior.js';
import { createLauncher, startCluster } from './on-kubernetes.js';

describeLauncher('Kubernetes', async () => {
  // The Job's deadline is a minute after the request's, so minutes pass in seconds here.
  const kubernetes = await startCluster({ secondMs: 20 });
  return {
    launcher: createLauncher(kubernetes.kubeconfigPath),
    outlived: true,
    close: async () => await kubernetes.close(),
  };
});
