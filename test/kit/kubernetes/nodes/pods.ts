import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from './clock.js';
import type { Faults } from '../faults.js';
import { PodRun } from './kubelet.js';
import type { Machine } from './machine.js';
import { violationOfRestricted } from '../api-server/pod-security.js';
import type { Store } from '../api-server/store.js';
import { now, type Job, type Pod } from '../wire.js';

/** Admits, runs and removes the pods of Jobs. */
export class Pods {
  private readonly runs = new Map<string, PodRun>();

  constructor(
    private readonly store: Store,
    private readonly machine: Machine,
    private readonly faults: Faults,
    private readonly clock: Clock,
  ) {}

  of(job: Job): Pod[] {
    return this.store
      .list('pods')
      .filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === job.metadata.uid);
  }

  run(pod: string): PodRun | undefined {
    return this.runs.get(pod);
  }

  /** Returns why the pod is refused, or null; calls back when it has ended. */
  create(job: Job, onEnd: () => void): string | null {
    const pod = podOf(job);
    const refusal = this.faults.podsRefused ?? violationOfRestricted(pod.spec);
    if (refusal !== null) return inWords(pod, refusal);
    this.store.put('pods', pod);
    const run = new PodRun(pod, this.store, this.machine, this.faults, this.clock);
    this.runs.set(pod.metadata.name, run);
    void run.run().then(onEnd);
    return null;
  }

  /** Ends a pod and removes it, with its log. */
  async delete(pod: Pod): Promise<void> {
    if (pod.metadata.deletionTimestamp === undefined) {
      pod.metadata.deletionTimestamp = now();
      this.store.put('pods', pod);
    }
    await this.runs.get(pod.metadata.name)?.terminate();
    this.runs.delete(pod.metadata.name);
    this.store.remove('pods', pod);
  }

  /** Ends everything at once. */
  async close(): Promise<void> {
    for (const run of this.runs.values()) run.kill();
    await Promise.all([...this.runs.values()].map(async (run) => await run.terminate()));
  }
}

/** A webhook's denial, and an error of the API server, name no pod. */
function inWords({ metadata }: Pod, refusal: string): string {
  const standsAlone = /^(Internal error occurred|admission webhook)/.test(refusal);
  return standsAlone ? refusal : `pods "${metadata.name}" is forbidden: ${refusal}`;
}

export function hasEnded({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}

function podOf(job: Job): Pod {
  const { name, uid, namespace } = job.metadata;
  const template = structuredClone(job.spec.template);
  return {
    kind: 'Pod',
    metadata: {
      name: `${name}-${randomBytes(3).toString('hex')}`,
      namespace,
      uid: randomUUID(),
      creationTimestamp: now(),
      labels: {
        ...template.metadata?.labels,
        'batch.kubernetes.io/job-name': name,
        'batch.kubernetes.io/controller-uid': uid,
      },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name, uid, controller: true }],
    },
    spec: template.spec!,
    status: { phase: 'Pending' },
  };
}
