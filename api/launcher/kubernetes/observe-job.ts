import type { V1ContainerState, V1Job, V1JobCondition, V1Pod } from '@kubernetes/client-node';
import { LABELS } from '../job-spec.js';
import type { Loss, ObservedJob, Waiting } from '../launcher.js';

const IMAGE_REASONS = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull'];
const CONFIG_REASONS = ['CreateContainerConfigError', 'CreateContainerError'];

/** A queue (Kueue's, say) gives it pods when there is room. */
const SUSPENDED: Waiting = {
  reason: 'quota',
  detail: 'The Job is suspended: its queue has not admitted it yet.',
};

/** What is known of a Job's pods. */
export interface KnownPods {
  pods: readonly V1Pod[];
  /** The Job is newer than what is known of pods: one of them may have ended in the meantime. */
  behind: boolean;
  /** Why the cluster made no pod, where that is known. */
  rejection: Waiting | null;
  /** Why the cluster ended the last pod, where that is known. */
  loss: Loss | null;
}

/** What a Job and its pods amount to. */
export function observeJob(job: V1Job, known: KnownPods): ObservedJob {
  const labels = job.metadata?.labels ?? {};
  const progress = progressOf(job, known);
  return {
    name: job.metadata!.name!,
    regenerationId: labels[LABELS.regeneration] ?? '',
    attempt: Number(labels[LABELS.attempt] ?? 0),
    ...progress,
    loss: progress.phase === 'failed' ? known.loss : null,
  };
}

/**
 * The final state of a deleted Job. Without a live pod it has ended, however it was deleted, so the reconciler need not
 * wait for its lease to expire.
 */
export function observeDeleted(
  before: ObservedJob,
  { pods, loss }: Pick<KnownPods, 'pods' | 'loss'>,
): ObservedJob {
  if (before.phase === 'succeeded' || pods.some(isLive)) return before;
  return { ...before, phase: 'failed', exitCode: before.exitCode ?? exitCodeOf(pods), waiting: null, loss };
}

type Progress = Pick<ObservedJob, 'phase' | 'exitCode' | 'waiting'>;

function progressOf(job: V1Job, { pods, behind, rejection }: KnownPods): Progress {
  if (conditionOf(job, 'Complete') !== undefined) return { phase: 'succeeded', exitCode: 0, waiting: null };
  const failure = conditionOf(job, 'Failed');
  if (failure !== undefined) {
    const exitCode = failedWith(failure, pods);
    // The pod's end is on its way, and what follows depends on its exit code.
    const unclear = exitCode === null && behind && failure.reason !== 'DeadlineExceeded';
    return { phase: unclear ? 'running' : 'failed', exitCode, waiting: null };
  }
  const live = pods.filter(isLive);
  if (live.some((pod) => stateOf(pod).running !== undefined))
    return { phase: 'running', exitCode: null, waiting: null };
  if (live.length > 0)
    return { phase: 'pending', exitCode: null, waiting: live.map(waitingOf).find(Boolean) ?? null };
  // No pod will be made for a Job that is being deleted.
  if (job.metadata?.deletionTimestamp !== undefined)
    return { phase: 'failed', exitCode: exitCodeOf(pods), waiting: null };
  // Its program has run; the cluster has yet to conclude, or to start it again.
  if (pods.length > 0) return { phase: 'running', exitCode: null, waiting: null };
  return { phase: 'pending', exitCode: null, waiting: job.spec?.suspend === true ? SUSPENDED : rejection };
}

/** Its pod and log stay until its TTL. */
export function hasEnded(job: V1Job): boolean {
  return conditionOf(job, 'Complete') !== undefined || conditionOf(job, 'Failed') !== undefined;
}

function conditionOf(job: V1Job, type: string): V1JobCondition | undefined {
  return job.status?.conditions?.find((one) => one.type === type && one.status === 'True');
}

function isLive(pod: V1Pod): boolean {
  return pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed';
}

function stateOf(pod: V1Pod): V1ContainerState {
  return pod.status?.containerStatuses?.[0]?.state ?? {};
}

function failedWith({ reason, message }: V1JobCondition, pods: readonly V1Pod[]): number | null {
  // After its deadline the cluster kills the runner: its exit code is meaningless.
  if (reason === 'DeadlineExceeded') return null;
  // The policy names the code that it acted on; the pod may be gone.
  const [, named] = /exit code (\d+)/.exec(message ?? '') ?? [];
  return named === undefined ? exitCodeOf(pods) : Number(named);
}

/** The last pod's: earlier ones were refused and came again. */
function exitCodeOf(pods: readonly V1Pod[]): number | null {
  const codes = pods.flatMap((pod) => stateOf(pod).terminated ?? []);
  codes.sort((a, b) => Number(new Date(a.finishedAt ?? 0)) - Number(new Date(b.finishedAt ?? 0)));
  return codes.at(-1)?.exitCode ?? null;
}

function waitingOf(pod: V1Pod): Waiting | null {
  const { reason = '', message = '' } = stateOf(pod).waiting ?? {};
  const detail = [reason, message].filter(Boolean).join(': ');
  if (IMAGE_REASONS.includes(reason)) return { reason: 'image', detail };
  if (CONFIG_REASONS.includes(reason)) return { reason: 'rejected', detail };
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable')
    return { reason: 'capacity', detail: scheduled.message ?? 'no machine has room' };
  return null;
}
