import { setTimeout as sleep } from 'node:timers/promises';
import { ApiException, BatchV1Api, KubeConfig } from '@kubernetes/client-node';
import type { Subject } from './behavior.js';
import { launcherFor, SETTINGS } from './on-kubernetes.js';

/** Small enough for several pods at a time on a machine of two cores. */
const SMALL = { cpu: '100m', memory: '128Mi', disk: '64Mi' };

/** A launcher on the cluster that KUBECONFIG names, with the settings that an api would have there. */
export function onNamedCluster(): Subject {
  const { RUNNER_IMAGE: image, RUNNER_SECRET: secret = 'clip-chatbot-runner' } = process.env;
  if (image === undefined) throw new Error('RUNNER_IMAGE is not set');
  const config = new KubeConfig();
  config.loadFromDefault();
  const namespace = namespaceIn(config);
  const settings = { ...SETTINGS, ...SMALL, image, namespace, secret };
  return {
    launcher: launcherFor(config, { settings }),
    outlived: true,
    close: async (launched) => await removeJobs(config, namespace, launched),
  };
}

function namespaceIn(config: KubeConfig): string {
  const ofContext = config.getContextObject(config.getCurrentContext())?.namespace;
  return process.env.RUNNER_NAMESPACE ?? ofContext ?? 'default';
}

/** Resolves when none of the Jobs is left, nor a pod of theirs. */
async function removeJobs(config: KubeConfig, namespace: string, names: readonly string[]): Promise<void> {
  const batch = config.makeApiClient(BatchV1Api);
  const isThere = async (name: string): Promise<boolean> =>
    await batch.readNamespacedJob({ name, namespace }).then(() => true, unlessMissing);
  for (const name of names)
    await batch
      .deleteNamespacedJob({ name, namespace, propagationPolicy: 'Foreground' })
      .catch(unlessMissing);
  for (const name of names) while (await isThere(name)) await sleep(100);
}

function unlessMissing(error: unknown): false {
  if (error instanceof ApiException && error.code === 404) return false;
  throw error;
}
