import type { KubeConfig, V1Job, V1Pod } from '@kubernetes/client-node';
import type { Logger } from 'pino';
import { Cluster } from './cluster.js';
import { ClusterProblems, type Recheck } from './problems/cluster-problems.js';
import { isMisconfiguration, isQuota, readClusterError, type ClusterError } from './cluster-error.js';
import { CLUSTER_TIMING, type ClusterTiming } from './cluster-timing.js';
import { jobSpec, type JobSettings } from '../job-spec.js';
import type { Launch, Launcher, LaunchRequest, ObservedJob } from '../launcher.js';
import { Informer, versionOf, type InformerSource } from './informer.js';
import { hasEnded, observeDeleted, observeJob, type KnownPods } from './observe-job.js';
import { PodRejections } from './pod-rejections.js';
import { PodsOfJobs } from './pods-of-jobs.js';
import { QuotaNotice } from './problems/quota-notice.js';
import { RunnerProblems } from './problems/runner-problems.js';

export interface KubernetesOptions {
  config: KubeConfig;
  settings: JobSettings;
  log: Logger;
  timing?: ClusterTiming;
}

/** What we try, as an error says it. */
const CREATE = 'create jobs';
const DELETE = 'delete jobs';

/** Without a Retry-After. */
const RETRY_AFTER_SECONDS = 1;

/** Runs each Job as a Job of a Kubernetes cluster, where it outlives this process. */
export class KubernetesLauncher implements Launcher {
  private readonly stopping = new AbortController();
  private readonly cluster: Cluster;
  private readonly jobInformer: Informer<V1Job>;
  private readonly podInformer: Informer<V1Pod>;
  private readonly pods = new PodsOfJobs();
  private readonly rejections: PodRejections;
  private readonly observed = new Map<string, ObservedJob>();
  /** When Jobs that are still among the observed went from the cluster. */
  private readonly deletedAt = new Map<string, number>();
  private readonly problems: ClusterProblems;
  private readonly runnerProblems: RunnerProblems;
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
    this.problems = new ClusterProblems(timing.recheckMs, options.log);
    this.runnerProblems = new RunnerProblems(settings, options.log);
    this.quota = new QuotaNotice(settings.namespace, options.log, () => this.observed.values());
    this.jobInformer = this.informer<V1Job>('jobs', timing, {
      list: async () => await cluster.list('jobs'),
      watch: async (...args) => await cluster.watch('jobs', ...args),
    });
    this.podInformer = this.informer<V1Pod>('pods', timing, {
      list: async () => await cluster.list('pods'),
      watch: async (...args) => await cluster.watch('pods', ...args),
    });
    this.rejections = new PodRejections(
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
    this.rejections.start();
    this.problems.start();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    const loops = [this.jobInformer, this.podInformer, this.rejections, this.problems];
    await Promise.all(loops.map(async (loop) => await loop.stop()));
  }

  problem(): string | null {
    return this.problems.first() ?? this.quota.problem() ?? this.runnerProblems.problem();
  }

  async launch(request: LaunchRequest): Promise<Launch> {
    const wait = this.notBefore - Date.now();
    if (wait > 0)
      throw new Error(`The Kubernetes API asked for no requests for another ${Math.ceil(wait / 1000)} s`);
    try {
      this.jobInformer.put(await this.cluster.createJob(jobSpec(request, this.options.settings)));
    } catch (error) {
      return await this.notCreated(request, error);
    }
    this.problems.clear(CREATE);
    this.quota.admitted();
    return { outcome: 'launched' };
  }

  async jobs(): Promise<ReadonlyMap<string, ObservedJob> | null> {
    if (!this.jobInformer.known || !this.podInformer.known) return null;
    return new Map(this.observed);
  }

  async delete(name: string): Promise<void> {
    try {
      await this.deleteRunning(name, this.jobInformer.get(name));
    } catch (error) {
      const failure = readClusterError(error);
      if (failure.status === 404) return;
      throw this.failed(DELETE, failure, async () => await this.cluster.tryDeletingJob(name));
    }
  }

  /** What we know may be old, after an outage most of all: a Job that has ended meanwhile keeps its log. */
  private async deleteRunning(name: string, known: V1Job | undefined): Promise<void> {
    try {
      await this.cluster.deleteJob(name, known?.metadata?.resourceVersion);
    } catch (error) {
      if (readClusterError(error).status !== 409) throw error;
      const now = await this.cluster.readJob(name);
      this.jobInformer.put(now);
      if (!hasEnded(now)) await this.cluster.deleteJob(name, now.metadata?.resourceVersion);
    }
  }

  private async notCreated(request: LaunchRequest, error: unknown): Promise<Launch> {
    const failure = readClusterError(error);
    const { status, reason, message } = failure;
    if (status === 409 && reason === 'AlreadyExists') return await this.adopt(request.name);
    if (status === 403 && isQuota(message)) {
      this.quota.refused(message);
      return { outcome: 'busy', waiting: { reason: 'quota', detail: message } };
    }
    const body = jobSpec(request, this.options.settings);
    if (mayPass(failure) || isMisconfiguration(failure))
      throw this.failed(CREATE, failure, async () => await this.cluster.tryCreatingJob(body));
    this.runnerProblems.rejected(message);
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
  private failed(what: string, failure: ClusterError, tryAgain: () => Promise<void>): Error {
    const { status, retryAfterSeconds } = failure;
    if (status === 429) this.notBefore = Date.now() + (retryAfterSeconds ?? RETRY_AFTER_SECONDS) * 1000;
    const sentence = this.inWords(what, failure);
    if (isMisconfiguration(failure)) this.problems.set(what, sentence, this.recheck(what, tryAgain));
    return new Error(sentence);
  }

  private recheck(what: string, tryAgain: () => Promise<void>): Recheck {
    return async () => {
      try {
        await tryAgain();
        return null;
      } catch (error) {
        const failure = readClusterError(error);
        const isMissing = what === DELETE && failure.status === 404;
        // Whatever else it answers, the right is there.
        const lasts = !isMissing && (isMisconfiguration(failure) || failure.status === null);
        return lasts ? this.inWords(what, failure) : null;
      }
    };
  }

  private inWords(what: string, failure: ClusterError): string {
    return this.advice(what, failure) ?? `The Kubernetes API could not ${what}: ${failure.message}`;
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
    if (error === null) return void this.problems.clear(what);
    this.problems.set(what, this.inWords(what, readClusterError(error)), null);
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
    this.runnerProblems.observed(before, after);
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
      this.pods.forgetJob(name);
    } else {
      this.deletedAt.set(name, deletedAt);
      this.observed.set(name, observeDeleted(before, this.podsOf(name)));
    }
  }

  private knownPods(job: V1Job): KnownPods {
    const name = job.metadata!.name!;
    const behind = this.podInformer.version < versionOf(job);
    return { ...this.podsOf(name), behind, rejection: this.rejections.of(name) };
  }

  private podsOf(job: string): Pick<KnownPods, 'pods' | 'loss'> {
    return { pods: this.pods.of(job), loss: this.pods.lossOf(job) };
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
