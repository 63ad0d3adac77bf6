import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, LEAST_PRIVILEGE, send } from './api-server/api.js';
import { selfSigned, type Identity } from './api-server/certificate.js';
import { Clock } from './nodes/clock.js';
import { noFaults, type Faults } from './faults.js';
import { HttpsPort } from './api-server/https-server.js';
import { JobsController } from './nodes/jobs-controller.js';
import type { PodRun } from './nodes/kubelet.js';
import type { Machine } from './nodes/machine.js';
import { hasEnded, Pods } from './nodes/pods.js';
import { readRequest, type ApiRequest } from './api-server/request.js';
import { ApiStatus, unauthorized } from './api-server/status.js';
import { Store } from './api-server/store.js';
import type { Job, Pod } from './wire.js';
import { removeFolder } from '../storage/remove-folder.js';

export interface KubernetesOptions extends Partial<Omit<Machine, 'scratch'>> {
  /** The only namespace; default `clips`. */
  namespace?: string;
  /** Milliseconds in a second of the cluster, for deadlines, TTLs and replacements; default 1000. */
  secondMs?: number;
  /** RBAC permissions, such as `list events`; default: those of the shipped Role. */
  permissions?: string[];
}

/** The cluster whose behavior this one reproduces. */
const VERSION = { major: '1', minor: '36', gitVersion: 'v1.36.2' };

/** A request that the cluster received. */
export type SeenRequest = Pick<ApiRequest, 'verb' | 'resource' | 'name'>;

/** Starts a Kubernetes API server on a free port, with one machine that runs pods as local processes. */
export async function startKubernetes(options: KubernetesOptions = {}): Promise<TestKubernetes> {
  const folder = await mkdtemp(join(tmpdir(), 'kubernetes-'));
  const { images = {}, secrets = {}, claims = {} } = options;
  const cluster = new TestKubernetes(folder, options, { images, secrets, claims, scratch: folder });
  await cluster.open();
  return cluster;
}

/** A cluster for tests, in this process. test/kit/kubernetes/README.md says what it reproduces. */
export class TestKubernetes {
  readonly kubeconfigPath: string;
  readonly namespace: string;
  readonly faults: Faults = noFaults();
  readonly requests: SeenRequest[] = [];
  private readonly token = randomUUID();
  private readonly identity: Identity = selfSigned();
  private readonly store = new Store();
  private readonly clock: Clock;
  private readonly pods: Pods;
  private readonly controller: JobsController;
  private readonly port: HttpsPort;

  constructor(
    private readonly folder: string,
    private readonly options: KubernetesOptions,
    /** A test may change it while the cluster runs: a new image is pulled. */
    readonly machine: Machine,
  ) {
    this.namespace = options.namespace ?? 'clips';
    this.kubeconfigPath = join(folder, 'kubeconfig');
    this.clock = new Clock(options.secondMs ?? 1000);
    this.pods = new Pods(this.store, machine, this.faults, this.clock);
    this.controller = new JobsController(this.store, this.pods, this.clock);
    this.port = new HttpsPort(this.identity, (request, response) => void this.serve(request, response));
  }

  get url(): string {
    return `https://127.0.0.1:${this.port.port}`;
  }

  async open(): Promise<void> {
    await this.port.open();
    await writeFile(this.kubeconfigPath, JSON.stringify(this.kubeconfig()), { mode: 0o600 });
  }

  /** Ends all pods and the server. */
  async close(): Promise<void> {
    await this.port.close();
    this.clock.close();
    await this.pods.close();
    await removeFolder(this.folder);
  }

  get openWatches(): number {
    return this.store.listenerCount;
  }

  jobs(): Job[] {
    return this.store.list('jobs');
  }

  job(name: string): Job {
    return this.store.get('jobs', name)!;
  }

  podsOf(job: string): Pod[] {
    const found = this.store.get('jobs', job);
    return found === undefined ? [] : this.pods.of(found);
  }

  /** The output of a Job's pods that still exist. */
  logOf(job: string): string {
    return this.podsOf(job)
      .map(({ metadata }) => this.pods.run(metadata.name)?.log ?? '')
      .join('');
  }

  /** The process of a Job's running pod, for a test that kills or stops it. */
  runOf(job: string): PodRun {
    return this.pods.run(this.livePod(job).metadata.name)!;
  }

  /** Makes the API unreachable while pods keep running. `open` brings it back. */
  async goAway(): Promise<void> {
    await this.port.close();
  }

  cutConnections(): void {
    this.port.cut();
  }

  /** Forgets past changes and cuts the watches. A watch that resumes from an earlier version gets 410 Gone. */
  compact(): void {
    this.store.compact();
    this.port.cut();
  }

  /** Acts like `kubectl delete job`. */
  async deleteJob(name: string): Promise<void> {
    await this.controller.delete(this.job(name), false);
  }

  /** Acts like `kubectl drain`. */
  async evict(job: string): Promise<void> {
    await this.controller.evict(this.job(job), this.livePod(job));
  }

  addSecondPod(job: string): void {
    this.controller.addPod(this.job(job));
  }

  /** Makes the pod's machine unreachable; its process keeps running. */
  loseNode(job: string): void {
    this.runOf(job).condition('Ready', { status: 'False', reason: 'NodeLost' });
  }

  resume(job: string): void {
    this.job(job).spec.suspend = false;
    this.controller.start(this.job(job));
  }

  private livePod(job: string): Pod {
    return this.podsOf(job).find((pod) => !hasEnded(pod))!;
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (incoming.url === '/version/' || incoming.url === '/version') return send(response, 200, VERSION);
      const request = readRequest(incoming);
      const { verb, resource, name } = request;
      this.requests.push({ verb, resource, name });
      if (this.faults.silent) return;
      if (this.faults.storm !== null) throw this.faults.storm;
      if (incoming.headers.authorization !== `Bearer ${this.token}`) throw unauthorized();
      await answer(request, incoming, response, this.parts());
    } catch (error) {
      const status =
        error instanceof ApiStatus
          ? error
          : new ApiStatus(500, 'InternalError', (error as Error).stack ?? '');
      send(response, status.code, status.body, status.headers);
    }
  }

  private parts(): Parameters<typeof answer>[3] {
    const { namespace, store, controller, pods, faults } = this;
    const permissions = this.options.permissions ?? LEAST_PRIVILEGE;
    return { namespace, permissions, store, controller, pods, faults };
  }

  private kubeconfig(): unknown {
    const certificate = Buffer.from(this.identity.certificate).toString('base64');
    const cluster = { server: this.url, 'certificate-authority-data': certificate };
    const context = { cluster: 'test', user: 'api', namespace: this.namespace };
    return {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'test', cluster }],
      users: [{ name: 'api', user: { token: this.token } }],
      contexts: [{ name: 'test', context }],
      'current-context': 'test',
    };
  }
}
