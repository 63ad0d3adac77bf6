import { KubeConfig } from '@kubernetes/client-node';
import pino from 'pino';
import { CLUSTER_TIMING, type ClusterTiming } from '../../../api/launcher/kubernetes/cluster-timing.js';
import type { JobSettings } from '../../../api/launcher/job-spec.js';
import { KubernetesLauncher } from '../../../api/launcher/kubernetes/kubernetes.js';
import { startKubernetes, type KubernetesOptions, type TestKubernetes } from '../../kit/kubernetes/start.js';
import { PROGRAM_ENVIRONMENT } from './program.js';

const IMAGE = 'runner:test';

/** Settings like those of an installation, for Jobs that run program.ts. */
export const SETTINGS: JobSettings = {
  namespace: 'clips',
  image: IMAGE,
  secret: 'runner',
  storageClaim: null,
  queueName: null,
  cpu: '1',
  memory: '256Mi',
  disk: '256Mi',
  ttlSeconds: 3600,
  environment: PROGRAM_ENVIRONMENT,
};

/** A test cluster with the image and the secret of SETTINGS. */
export async function startCluster(options: KubernetesOptions = {}): Promise<TestKubernetes> {
  const folder = process.cwd();
  return await startKubernetes({ images: { [IMAGE]: { folder } }, secrets: { runner: {} }, ...options });
}

export interface LauncherChange {
  settings?: Partial<JobSettings>;
  timing?: Partial<ClusterTiming>;
  /** Replaces the token that the cluster has issued. */
  token?: string;
}

/** A launcher on a test cluster. */
export function createLauncher(kubeconfigPath: string, change: LauncherChange = {}): KubernetesLauncher {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfigPath);
  if (change.token !== undefined) config.users = [{ ...config.users[0]!, token: change.token }];
  return launcherFor(config, change);
}

export function launcherFor(config: KubeConfig, change: LauncherChange): KubernetesLauncher {
  return new KubernetesLauncher({
    config,
    settings: { ...SETTINGS, ...change.settings },
    timing: { ...CLUSTER_TIMING, ...change.timing },
    log: pino({ level: 'silent' }),
  });
}
