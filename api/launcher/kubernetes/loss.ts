import type { V1ContainerStateTerminated, V1Pod } from '@kubernetes/client-node';
import type { Loss } from '../launcher.js';

/** DisruptionTarget's reasons, and the pod's own where the machine's kubelet ended it. */
const REASONS: Record<string, Loss['reason']> = {
  PreemptionByScheduler: 'preempted',
  Preempting: 'preempted',
  EvictionByEvictionAPI: 'evicted',
  TerminationByKubelet: 'evicted',
  Evicted: 'evicted',
  DeletionByTaintManager: 'machine',
  DeletionByPodGC: 'machine',
  NodeLost: 'machine',
  NodeShutdown: 'machine',
  Terminated: 'machine',
  NodeAffinity: 'machine',
  UnexpectedAdmissionError: 'machine',
  OutOfcpu: 'machine',
  OutOfmemory: 'machine',
  OutOfpods: 'machine',
};

/** The container could not be started; these are the runtime's words for it. */
const NOT_STARTED = ['StartError', 'ContainerCannotRun', 'RunContainerError'];

/** Evicted for what the runner itself has written, not for what its machine lacks. */
const OVER_ITS_DISK = /exceeds the (total )?limit/;

/** Why the cluster ended this pod; null if it did not, or does not say. */
export function lossOf({ status }: V1Pod): Loss | null {
  const terminated = status?.containerStatuses?.[0]?.state?.terminated;
  const own = terminated === undefined ? null : lossOfContainer(terminated);
  if (own !== null) return own;
  const { reason = '', message = '' } = status ?? {};
  if (reason === 'Evicted' && OVER_ITS_DISK.test(message))
    return { reason: 'disk', detail: `Evicted: ${message}` };
  const target = status?.conditions?.find(
    ({ type, status: is }) => type === 'DisruptionTarget' && is === 'True',
  );
  const said = target?.reason === undefined ? { reason, message } : target;
  const known = REASONS[said.reason ?? ''];
  return known === undefined ? null : { reason: known, detail: inWords(said.reason, said.message) };
}

function lossOfContainer({ reason = '', message }: V1ContainerStateTerminated): Loss | null {
  if (reason === 'OOMKilled') return { reason: 'memory', detail: inWords(reason, message) };
  return NOT_STARTED.includes(reason) ? { reason: 'start', detail: inWords(reason, message) } : null;
}

const inWords = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(': ');
