import type { KubeConfig } from '@kubernetes/client-node';
import type { Logger } from 'pino';
import type { DatabaseAddress } from '../config/database.js';
import type { ApiEnv } from '../config/env.js';
import { packagePath } from '../../core/util/package-path.js';
import { runnerEnvironment, runnerSettings } from '../config/programs.js';
import { StartupError } from '../../core/util/startup-error.js';
import type { JobSettings } from './job-spec.js';
import type { Launcher } from './launcher.js';
import { LocalProcessLauncher } from './local-process.js';

/** The client's fallback when no cluster is configured. */
const NOWHERE = 'http://localhost:8080';

/** The launcher in the settings, not yet started. `database`: as runners reach it. */
export async function chooseLauncher(env: ApiEnv, database: DatabaseAddress, log: Logger): Promise<Launcher> {
  if (env.LAUNCHER === 'kubernetes') return await kubernetesLauncher(env, log);
  return new LocalProcessLauncher({
    program: packagePath('dist/runner.js'),
    environment: runnerEnvironment(env, database),
    concurrency: env.RUNNER_CONCURRENCY,
    log,
  });
}

/** Loads the Kubernetes client only here: it costs 0.4 s and 50 MB. */
async function kubernetesLauncher(env: ApiEnv, log: Logger): Promise<Launcher> {
  const client = await import('@kubernetes/client-node');
  const { KubernetesLauncher } = await import('./kubernetes/kubernetes.js');
  const config = new client.KubeConfig();
  loadConfig(config);
  const namespace = env.RUNNER_NAMESPACE ?? contextNamespace(config) ?? 'default';
  return new KubernetesLauncher({ config, settings: jobSettings(env, namespace), log });
}

/** KUBECONFIG, ~/.kube/config, or what Kubernetes gives every pod. */
function loadConfig(config: KubeConfig): void {
  try {
    config.loadFromDefault();
  } catch (error) {
    throw new StartupError(`KUBECONFIG: ${(error as Error).message}`);
  }
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new StartupError('KUBECONFIG names no cluster to use.');
  if (cluster.server === NOWHERE)
    throw new StartupError('LAUNCHER is kubernetes: set KUBECONFIG, or give the pod a service account.');
}

function contextNamespace(config: KubeConfig): string | undefined {
  return config.getContextObject(config.getCurrentContext())?.namespace?.trim();
}

function jobSettings(env: ApiEnv, namespace: string): JobSettings {
  return {
    namespace,
    image: env.RUNNER_IMAGE!,
    secret: env.RUNNER_SECRET,
    storageClaim: env.RUNNER_STORAGE_CLAIM ?? null,
    queueName: env.RUNNER_QUEUE_NAME ?? null,
    cpu: env.RUNNER_CPU,
    memory: env.RUNNER_MEMORY,
    disk: env.RUNNER_DISK,
    ttlSeconds: env.RUNNER_JOB_TTL_SECONDS,
    environment: runnerSettings(env),
  };
}
