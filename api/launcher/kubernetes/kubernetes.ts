import type { KubeConfig, V1Job, V1Pod } from '@kubernetes/client-node';
import type { Logger } from 'pino';
import { Cluster } from './cluster.js';
import { isMisconfiguration, isQuota, readClusterError, type ClusterError } from './cluster-error.js';
import { CLUSTER_TIMING, type ClusterTiming } from './cluster-timing.js';
import { jobSpec, type JobSettings } from '../job-spec.js';
import type { Launch, Launcher, LaunchRequest, ObservedJob } from '../launcher.js';
import { Informer, versionOf, type InformerSource } from './informer.js';
import { observeDeleted, observeJob, type KnownPods } from './observe-job.js';
import { PodRefusals } from './pod-refusals.js';
import { PodsOfJobs } from './pods-of-jobs.js';
import { QuotaNotice } from './quota-notice.js';

export interface KubernetesOptions {
  config: KubeConfig;
  settings: JobSettings;
  log: Logger;
  timing?: ClusterTiming;
}

/** Without a Retry-After. */
const RETRY_AFTER_SECONDS = 1;

/** Runs each Job as a Job of a Kubernetes cluster, where it outlives this process. */
export class KubernetesLauncher implements Launcher {
  private readonly stopping = new AbortController();
  private readonly cluster: Cluster;
  private readonly jobInformer: Informer<V1Job>;
  private readonly podInformer: Informer<V1Pod>;
  private readonly pods = new PodsOfJobs();
  private readonly refusals: PodRefusals;
  private readonly observed = new Map<string, ObservedJob>();
  /** When Jobs that are still among the observed went from the cluster. */
  private readonly deletedAt = new Map<string, number>();
  /** What is wrong, by what we tried. */
  private readonly problems = new Map<string, string>();
  private readonly quota: QuotaNotice;
  private notify: () => void = () => undefined;
  /** The cluster asked for no more requests before this. */
  private notBefore = 0;

  private readonly timing: ClusterTiming;

  constructor(private readonly options: KubernetesOptions) {
    const { config, settings, timing = CLUSTER_TIMING } = options;
    this.timing = timing;
    const cluster = new Cluster(config, settings.namespace, timing, this.stopping.signal);
    this.cluster = cluster;
    this.quota = new QuotaNotice(settings.namespace, options.log, () => this.observed.values());
    this.jobInformer = this.informer<V1Job>('jobs', timing, {
      list: async () => await cluster.list('jobs'),
      watch: async (...args) => await cluster.watch('jobs', ...args),
    });
    this.podInformer = this.informer<V1Pod>('pods', timing, {
      list: async () => await cluster.list('pods'),
      watch: async (...args) => await cluster.watch('pods', ...args),
    });
    this.refusals = new PodRefusals(
      cluster,
      () => this.podless(),
      (job) => this.observe(job),
      timing,
    );
  }

  onChange(callback: () => void): void {
    this.notify = callback;
  }

  async start(): Promise<void> {
    this.jobInformer.start();
    this.podInformer.start();
    this.refusals.start();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.jobInformer.stop(), this.podInformer.stop(), this.refusals.stop()]);
  }

  problem(): string | null {
    const [first] = this.problems.values();
    return first ?? this.quota.problem();
  }

  async launch(request: LaunchRequest): Promise<Launch> {
    const wait = this.notBefore - Date.now();
    if (wait > 0)
      throw new Error(`The Kubernetes API asked for no requests for another ${Math.ceil(wait / 1000)} s`);
    try {
      this.jobInformer.put(await this.cluster.createJob(jobSpec(request, this.options.settings)));
    } catch (error) {
      return await this.notCreated(request.name, error);
    }
    this.problems.delete('create jobs');
    this.quota.admitted();
    return { outcome: 'launched' };
  }

  async jobs(): Promise<ReadonlyMap<string, ObservedJob> | null> {
    if (!this.jobInformer.known || !this.podInformer.known) return null;
    return new Map(this.observed);
  }

  async delete(name: string): Promise<void> {
    try {
      await this.cluster.deleteJob(name);
    } catch (error) {
      const failure = readClusterError(error);
      if (failure.status !== 404) throw this.failed('delete jobs', failure);
    }
  }

  private async notCreated(name: string, error: unknown): Promise<Launch> {
    const failure = readClusterError(error);
    const { status, reason, message } = failure;
    if (status === 409 && reason === 'AlreadyExists') return await this.adopt(name);
    if (status === 403 && isQuota(message)) {
      this.quota.refused(message);
      return { outcome: 'busy', waiting: { reason: 'quota', detail: message } };
    }
    if (mayPass(failure) || isMisconfiguration(failure)) throw this.failed('create jobs', failure);
    return { outcome: 'refused', detail: message };
  }

  /** Another replica has created it, or we did and lost the answer. */
  private async adopt(name: string): Promise<Launch> {
    if (this.jobInformer.get(name) === undefined) {
      const job = await this.cluster.readJob(name).catch(() => null);
      if (job !== null) this.jobInformer.put(job);
    }
    return { outcome: 'launched' };
  }

  /** Remembers what an operator must fix, and words the error. */
  private failed(what: string, failure: ClusterError): Error {
    const { status, message, retryAfterSeconds } = failure;
    if (status === 429) this.notBefore = Date.now() + (retryAfterSeconds ?? RETRY_AFTER_SECONDS) * 1000;
    const sentence = this.advice(what, failure) ?? `The Kubernetes API could not ${what}: ${message}`;
    if (isMisconfiguration(failure)) this.problems.set(what, sentence);
    return new Error(sentence);
  }

  private advice(what: string, { status, message }: ClusterError): string | null {
    const { namespace } = this.options.settings;
    switch (status) {
      case 401:
        return `The Kubernetes API does not accept our credentials: check KUBECONFIG or the service account (${message})`;
      case 403:
        return `The service account may not ${what} in RUNNER_NAMESPACE ${namespace}: check its Role (${message})`;
      case 404:
        return `The cluster cannot ${what} in RUNNER_NAMESPACE ${namespace}: does the namespace exist? (${message})`;
      case null:
        return `The Kubernetes API at ${this.cluster.address} cannot be reached: check KUBECONFIG (${message})`;
      default:
        return null;
    }
  }

  private informer<T extends V1Job | V1Pod>(
    kind: 'jobs' | 'pods',
    timing: ClusterTiming,
    source: InformerSource<T>,
  ): Informer<T> {
    return new Informer<T>(source, {
      timing,
      onChange: (name) => this.changed(kind, name),
      onListed: (first) => this.listed(first),
      onHealth: (verb, error) => this.health(`${verb} ${kind}`, error),
    });
  }

  private health(what: string, error: unknown): void {
    if (error === null) return void this.problems.delete(what);
    const failure = readClusterError(error);
    const sentence = this.advice(what, failure) ?? `The Kubernetes API could not ${what}: ${failure.message}`;
    if (this.problems.get(what) === sentence) return;
    this.options.log.warn(sentence);
    this.problems.set(what, sentence);
  }

  private listed(first: boolean): void {
    this.observeAll();
    if (first) this.notify();
  }

  private changed(kind: 'jobs' | 'pods', name: string): void {
    if (kind === 'jobs') return this.observe(name);
    const job = this.pods.take(name, this.podInformer.get(name));
    if (job !== undefined) this.observe(job);
  }

  private observeAll(): void {
    for (const name of [...this.observed.keys()]) this.observe(name);
  }

  /** Observes a Job again, and notifies if the result changed. */
  private observe(name: string): void {
    const job = this.jobInformer.get(name);
    const before = this.observed.get(name);
    if (job !== undefined) {
      this.deletedAt.delete(name);
      this.observed.set(name, withKnownExit(before, observeJob(job, this.knownPods(job))));
    } else if (before !== undefined) this.observeDeleted(before);
    const after = this.observed.get(name);
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    if (before?.waiting || after?.waiting) this.quota.look();
    this.notify();
  }

  private observeDeleted(before: ObservedJob): void {
    const { name } = before;
    const deletedAt = this.deletedAt.get(name) ?? performance.now();
    const forgotten = performance.now() - deletedAt > this.timing.deletedKeptMs;
    if (forgotten) {
      this.deletedAt.delete(name);
      this.observed.delete(name);
    } else {
      this.deletedAt.set(name, deletedAt);
      this.observed.set(name, observeDeleted(before, this.pods.of(name)));
    }
  }

  private knownPods(job: V1Job): KnownPods {
    const name = job.metadata!.name!;
    const behind = this.podInformer.version < versionOf(job);
    return { pods: this.pods.of(name), behind, refusal: this.refusals.of(name) };
  }

  private podless(): string[] {
    const pending = [...this.observed.values()].filter(({ phase }) => phase === 'pending');
    return pending.map(({ name }) => name).filter((name) => this.pods.of(name).length === 0);
  }
}

/** A removed pod takes its exit code with it; keep the one that we saw. */
function withKnownExit(before: ObservedJob | undefined, now: ObservedJob): ObservedJob {
  const known = before?.phase === now.phase ? before.exitCode : null;
  return { ...now, exitCode: now.exitCode ?? known };
}

/** Too many requests, a server error, a conflict, no answer: the same request may succeed later. */
function mayPass({ status }: ClusterError): boolean {
  return status === null || status === 409 || status === 429 || status >= 500;
}
