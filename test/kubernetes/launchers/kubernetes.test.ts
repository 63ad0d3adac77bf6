import { describeLauncher } from './behavior.js';
import { createLauncher, startCluster } from './on-kubernetes.js';

describeLauncher('Kubernetes', async () => {
  // The Job's deadline is a minute behind the request's: let minutes pass in seconds.
  const kubernetes = await startCluster({ secondMs: 20 });
  return {
    launcher: createLauncher(kubernetes.kubeconfigPath),
    outlived: true,
    close: async () => await kubernetes.close(),
  };
});
