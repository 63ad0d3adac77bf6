import { setMaxListeners } from 'node:events';
import type http from 'node:http';
import type https from 'node:https';
import {
  BatchV1Api,
  CoreV1Api,
  createConfiguration,
  ServerConfiguration,
  type Configuration,
  type CoreV1Event,
  type KubeConfig,
  type V1Job,
} from '@kubernetes/client-node';
import { clusterGet, textOf } from './cluster-get.js';
import type { ClusterTiming } from './cluster-timing.js';
import { limitedSignal } from '../../../core/util/limited.js';
import { LABEL_SELECTOR } from '../job-spec.js';
import { readWatch, type WatchEvent } from './watch-stream.js';

/** The answer of a list: the objects and the version at which they were read. */
export interface Listing<T> {
  items: T[];
  resourceVersion: string;
}

interface ListBody<T> {
  items: T[];
  metadata?: { resourceVersion?: string };
}

/** The server ends a watch after this, so that none stays on a dead connection. */
const WATCH_SECONDS = 240;
/** Certificates of clients and servers are rotated: after this the next request's own agent takes over. */
const AGENT_LIFETIME_MS = 5 * 60_000;
const PATHS = { jobs: '/apis/batch/v1', pods: '/api/v1' };

/** The few requests that the launcher makes of the Kubernetes API, for our Jobs and pods in one namespace. */
export class Cluster {
  private readonly batch: BatchV1Api;
  private readonly core: CoreV1Api;

  constructor(
    private readonly config: KubeConfig,
    private readonly namespace: string,
    private readonly timing: ClusterTiming,
    /** Ends every request that is under way. */
    private readonly stopped: AbortSignal,
  ) {
    // Every recent request listens to it: the many listeners of a burst of launches are no leak.
    setMaxListeners(0, stopped);
    const configuration = clientConfiguration(config, timing.requestMs, stopped);
    this.batch = new BatchV1Api(configuration);
    this.core = new CoreV1Api(configuration);
  }

  get address(): string {
    return this.config.getCurrentCluster()!.server;
  }

  async createJob(body: V1Job): Promise<V1Job> {
    return await this.batch.createNamespacedJob({ namespace: this.namespace, body });
  }

  /** Does all that creating it does, rules and quotas included, but leaves no Job. */
  async tryCreatingJob(body: V1Job): Promise<void> {
    await this.batch.createNamespacedJob({ namespace: this.namespace, body, dryRun: 'All' });
  }

  async tryDeletingJob(name: string): Promise<void> {
    await this.batch.deleteNamespacedJob({ namespace: this.namespace, name, dryRun: 'All' });
  }

  async readJob(name: string): Promise<V1Job> {
    return await this.batch.readNamespacedJob({ namespace: this.namespace, name });
  }

  /** The Job stays until its pods are gone: SIGTERM, grace, SIGKILL. Refused (409) where it is at another version. */
  async deleteJob(name: string, resourceVersion: string | undefined): Promise<void> {
    const body = { propagationPolicy: 'Foreground', preconditions: { resourceVersion } };
    await this.batch.deleteNamespacedJob({ namespace: this.namespace, name, body });
  }

  /**
   * All our Jobs or pods as plain JSON, as a watch delivers them. The client would convert every field of every object,
   * which takes ten times as long as parsing the JSON and blocks all requests meanwhile.
   */
  async list<T>(kind: 'jobs' | 'pods'): Promise<Listing<T>> {
    const signal = limitedSignal(this.stopped, this.timing.requestMs);
    const path = this.path(kind, { labelSelector: LABEL_SELECTOR });
    const { config, timing } = this;
    const limits = { answerMs: timing.requestMs, idleMs: timing.requestMs, signal };
    const response = await clusterGet({ config, path, ...limits });
    const { items, metadata } = JSON.parse(await textOf(response)) as ListBody<T>;
    return { items, resourceVersion: metadata?.resourceVersion ?? '0' };
  }

  /** Why the cluster made no pod for a Job, which only its events say. */
  async failedCreations(job: string): Promise<CoreV1Event[]> {
    const fieldSelector = `involvedObject.kind=Job,involvedObject.name=${job},reason=FailedCreate`;
    return (await this.core.listNamespacedEvent({ namespace: this.namespace, fieldSelector })).items;
  }

  /** Reads changes after `resourceVersion` until the server ends the stream. */
  async watch<T>(
    kind: 'jobs' | 'pods',
    resourceVersion: string,
    onEvent: (event: WatchEvent<T>) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const path = this.path(kind, {
      watch: 'true',
      allowWatchBookmarks: 'true',
      labelSelector: LABEL_SELECTOR,
      resourceVersion,
      timeoutSeconds: String(WATCH_SECONDS),
    });
    await readWatch(this.config, path, onEvent, this.timing, signal);
  }

  private path(kind: 'jobs' | 'pods', query: Record<string, string>): string {
    return `${PATHS[kind]}/namespaces/${this.namespace}/${kind}?${new URLSearchParams(query)}`;
  }
}

function clientConfiguration(config: KubeConfig, timeoutMs: number, stopped: AbortSignal): Configuration {
  const agents = new KeptAgent(stopped);
  return createConfiguration({
    baseServer: new ServerConfiguration(config.getCurrentCluster()!.server, {}),
    authMethods: { default: config },
    promiseMiddleware: [
      {
        pre: async (request) => {
          request.setAgent(agents.keep(request.getAgent()));
          request.setSignal(limitedSignal(stopped, timeoutMs));
          return request;
        },
        post: async (response) => response,
      },
    ],
  });
}

type Agent = http.Agent | https.Agent;

/**
 * The client makes an agent for each request, and with it a TLS handshake, which costs more than the request. One of
 * them is kept, with its connections, for the next ones.
 */
class KeptAgent {
  private kept: Agent | null = null;
  private keptSince = 0;

  constructor(stopped: AbortSignal) {
    stopped.addEventListener('abort', () => this.kept?.destroy(), { once: true });
  }

  /** The agent to use in place of the one made for this request. */
  keep(made: Agent | undefined): Agent {
    if (this.kept !== null && Date.now() - this.keptSince < AGENT_LIFETIME_MS) return this.kept;
    if (made === undefined) throw new Error('the client made no agent');
    (made as Agent & { keepAlive: boolean }).keepAlive = true;
    this.kept = made;
    this.keptSince = Date.now();
    return made;
  }
}
