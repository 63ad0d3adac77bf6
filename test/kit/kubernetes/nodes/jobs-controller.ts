import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.js';
import { hasEnded, type Pods } from './pods.js';
import type { Store } from '../api-server/store.js';
import { now, type Event, type Job, type Pod } from '../wire.js';

/** Time until a refused pod is created again. */
const REFUSED_AGAIN_SECONDS = 1;
/** Time until the first replacement of a failed pod; it doubles with each further one. */
const REPLACEMENT_SECONDS = 10;

/** What the controller remembers about a Job while its pods come and go. */
interface Memory {
  counted: Set<string>;
  failures: number;
  ignored: number;
  replaceable: boolean;
  failing: { reason: string; message: string } | null;
}

/** Creates the pods of Jobs, counts how they end, and ends the Jobs. */
export class JobsController {
  private readonly memories = new Map<string, Memory>();

  constructor(
    private readonly store: Store,
    private readonly pods: Pods,
    private readonly clock: Clock,
  ) {}

  add(job: Job): void {
    const memory = { counted: new Set<string>(), failures: 0, ignored: 0, replaceable: true, failing: null };
    this.memories.set(job.metadata.uid, memory);
    this.store.put('jobs', job);
    // The controller sees a Job a moment after its creator does.
    this.clock.after(0, () => this.start(job));
  }

  /** Starts a Job unless it is suspended. */
  start(job: Job): void {
    if (job.spec.suspend === true || !this.exists(job)) return;
    job.status.startTime = now();
    this.store.put('jobs', job);
    const { activeDeadlineSeconds } = job.spec;
    if (activeDeadlineSeconds !== undefined)
      this.clock.after(activeDeadlineSeconds, () =>
        this.fail(job, 'DeadlineExceeded', 'Job was active longer than specified deadline'),
      );
    this.sync(job);
  }

  /** Foreground: removes the Job once its pods are gone. Otherwise removes the Job at once, and its pods afterward. */
  async delete(job: Job, foreground: boolean): Promise<void> {
    job.metadata.deletionTimestamp ??= now();
    if (foreground) {
      job.metadata.finalizers = ['foregroundDeletion'];
      this.store.put('jobs', job);
    } else this.store.remove('jobs', job);
    await Promise.all(this.pods.of(job).map(async (pod) => await this.pods.delete(pod)));
    this.store.remove('jobs', job);
  }

  /** Adds a second pod to a Job: Kubernetes promises at least one, not at most one. */
  addPod(job: Job): void {
    this.pods.create(job, () => this.sync(job));
  }

  /** Ends a pod like an eviction, which also names the reason in its Job. */
  async evict(job: Job, pod: Pod): Promise<void> {
    const disruption = { status: 'True', reason: 'EvictionByEvictionAPI' };
    this.pods.run(pod.metadata.name)?.condition('DisruptionTarget', disruption);
    await this.pods.delete(pod);
    this.sync(job);
  }

  private exists(job: Job): boolean {
    return this.store.get('jobs', job.metadata.name) === job && job.metadata.deletionTimestamp === undefined;
  }

  private sync(job: Job): void {
    if (!this.exists(job) || isFinished(job)) return;
    const pods = this.pods.of(job);
    for (const pod of pods.filter(hasEnded)) this.count(job, pod);
    const memory = this.memories.get(job.metadata.uid)!;
    const active = pods.filter((pod) => !hasEnded(pod));
    if (memory.failing !== null) return this.concludeFailure(job, memory.failing, active);
    if ((job.status.succeeded ?? 0) > 0) return this.conclude(job, 'Complete', 'CompletionsReached', '');
    if (active.length === 0 && memory.replaceable) this.createPod(job);
    this.saveCounts(job);
  }

  private count(job: Job, pod: Pod): void {
    const memory = this.memories.get(job.metadata.uid)!;
    if (memory.counted.has(pod.metadata.uid)) return;
    memory.counted.add(pod.metadata.uid);
    if (pod.status.phase === 'Succeeded') return void (job.status.succeeded = 1);
    const consequence = consequenceOf(pod, job);
    if (consequence === 'Ignore') memory.ignored++;
    else memory.failures++;
    if (consequence === 'FailJob') {
      const { exitCode } = pod.status.containerStatuses![0]!.state!.terminated!;
      const message = `Container runner for pod ${pod.metadata.namespace}/${pod.metadata.name} failed with exit code ${exitCode} matching FailJob rule at index 1`;
      memory.failing ??= { reason: 'PodFailurePolicy', message };
    } else if (memory.failures > (job.spec.backoffLimit ?? 6)) {
      const message = 'Job has reached the specified backoff limit';
      memory.failing ??= { reason: 'BackoffLimitExceeded', message };
    } else this.delayReplacement(job, memory);
  }

  private delayReplacement(job: Job, memory: Memory): void {
    memory.replaceable = false;
    const seconds = REPLACEMENT_SECONDS * 2 ** (memory.failures + memory.ignored - 1);
    this.clock.after(seconds, () => {
      memory.replaceable = true;
      this.sync(job);
    });
  }

  private createPod(job: Job): void {
    const refusal = this.pods.create(job, () => this.sync(job));
    if (refusal === null) return;
    this.store.put('events', failedCreate(job, `Error creating: ${refusal}`));
    this.clock.after(REFUSED_AGAIN_SECONDS, () => this.sync(job));
  }

  private fail(job: Job, reason: string, message: string): void {
    const memory = this.memories.get(job.metadata.uid);
    if (memory === undefined || !this.exists(job) || isFinished(job)) return;
    memory.failing ??= { reason, message };
    this.sync(job);
  }

  /** Pods that still run are deleted first, and their logs with them. */
  private concludeFailure(
    job: Job,
    { reason, message }: { reason: string; message: string },
    active: Pod[],
  ): void {
    if (active.length === 0) return this.conclude(job, 'Failed', reason, message);
    for (const pod of active)
      if (pod.metadata.deletionTimestamp === undefined) void this.pods.delete(pod).then(() => this.sync(job));
  }

  private conclude(job: Job, type: 'Complete' | 'Failed', reason: string, message: string): void {
    job.status.conditions = [{ type, status: 'True', reason, message }];
    if (type === 'Complete') job.status.completionTime = now();
    this.saveCounts(job);
    this.store.put('jobs', job);
    const { ttlSecondsAfterFinished } = job.spec;
    if (ttlSecondsAfterFinished !== undefined)
      this.clock.after(ttlSecondsAfterFinished, () => void this.delete(job, true));
  }

  private saveCounts(job: Job): void {
    const active = this.pods.of(job).filter((pod) => !hasEnded(pod)).length;
    const failed = this.memories.get(job.metadata.uid)!.failures;
    if (job.status.active === active && job.status.failed === failed) return;
    Object.assign(job.status, { active, failed });
    this.store.put('jobs', job);
  }
}

function isFinished({ status }: Job): boolean {
  return status.conditions?.some(({ type }) => type === 'Complete' || type === 'Failed') ?? false;
}

function failedCreate({ metadata }: Job, message: string): Event {
  const { name, namespace, uid } = metadata;
  return {
    kind: 'Event',
    metadata: { name: `${name}.${randomUUID().slice(0, 8)}`, namespace, uid: randomUUID(), labels: {} },
    involvedObject: { kind: 'Job', name, namespace, uid },
    reason: 'FailedCreate',
    type: 'Warning',
    message,
    lastTimestamp: now(),
  };
}

/** What a failed pod means for its Job. */
type Consequence = 'FailJob' | 'Ignore' | 'Count';

/** The first matching rule decides. If none matches, the failure counts toward backoffLimit. */
function consequenceOf(pod: Pod, job: Job): Consequence {
  const terminated = pod.status.containerStatuses?.[0]?.state?.terminated;
  const rule = job.spec.podFailurePolicy?.rules.find(({ onExitCodes, onPodConditions }) =>
    onExitCodes === undefined
      ? onPodConditions?.some(({ type, status }) => hasCondition(pod, type, status ?? 'True'))
      : terminated !== undefined &&
        terminated.exitCode !== 0 &&
        onExitCodes.values.includes(terminated.exitCode) === (onExitCodes.operator === 'In'),
  );
  return (rule?.action as Consequence | undefined) ?? 'Count';
}

function hasCondition({ status }: Pod, type: string, value: string): boolean {
  return status.conditions?.some((one) => one.type === type && one.status === value) ?? false;
}
