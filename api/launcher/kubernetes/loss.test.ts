import type { V1PodStatus } from '@kubernetes/client-node';
import { lossOf } from './loss.js';

const ended = (reason: string, exitCode: number, message?: string): V1PodStatus => ({
  phase: 'Failed',
  containerStatuses: [
    {
      ...{ name: 'runner', image: '', imageID: '', ready: false, restartCount: 0 },
      state: { terminated: { reason, exitCode, message } },
    },
  ],
});
const disrupted = (reason: string, message?: string): V1PodStatus => ({
  conditions: [{ type: 'DisruptionTarget', status: 'True', reason, message }],
});

it.each<[string, V1PodStatus, string | null, string]>([
  ['over its memory', ended('OOMKilled', 137), 'memory', 'OOMKilled'],
  [
    'over the memory of its limit as the kubelet evicts it',
    { ...disrupted('TerminationByKubelet'), ...ended('OOMKilled', 137) },
    'memory',
    'OOMKilled',
  ],
  [
    'over its disk',
    {
      ...disrupted('TerminationByKubelet'),
      ...{ phase: 'Failed', reason: 'Evicted' },
      message: 'Pod ephemeral local storage usage exceeds the total limit of containers 64Mi. ',
    },
    'disk',
    'Evicted: Pod ephemeral local storage usage exceeds the total limit of containers 64Mi. ',
  ],
  [
    'over the size of its work folder',
    {
      phase: 'Failed',
      reason: 'Evicted',
      message: 'Usage of EmptyDir volume "work" exceeds the limit "1Gi". ',
    },
    'disk',
    'Evicted: Usage of EmptyDir volume "work" exceeds the limit "1Gi". ',
  ],
  [
    'on a machine that runs short',
    { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory. ' },
    'evicted',
    'Evicted: The node was low on resource: memory. ',
  ],
  [
    'drained',
    disrupted('EvictionByEvictionAPI', 'Eviction API: evicting'),
    'evicted',
    'EvictionByEvictionAPI: Eviction API: evicting',
  ],
  ['displaced', disrupted('PreemptionByScheduler'), 'preempted', 'PreemptionByScheduler'],
  ['on a machine that is gone', disrupted('DeletionByTaintManager'), 'machine', 'DeletionByTaintManager'],
  ['on a machine that shuts down', { phase: 'Failed', reason: 'NodeShutdown' }, 'machine', 'NodeShutdown'],
  [
    'whose program is missing',
    ended('StartError', 128, 'exec: "node": not found'),
    'start',
    'StartError: exec: "node": not found',
  ],
  ['that crashed', ended('Error', 1), null, ''],
  ['that was killed, by whatever', ended('Error', 137), null, ''],
  ['that worked', ended('Completed', 0), null, ''],
  ['that runs', { phase: 'Running' }, null, ''],
])('a pod %s', (_, status, reason, detail) => {
  expect(lossOf({ status })).toEqual(reason === null ? null : { reason, detail });
});
