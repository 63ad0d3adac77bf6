import type { V1Pod } from '@kubernetes/client-node';
import type { Loss } from '../launcher.js';
import { lossOf } from './loss.js';

/**
 * The pods of each Job, by the Job's name. Ended Jobs stay until their TTL, with their pods: looking through all of them for
 * each Job costs the square of how many there are.
 */
export class PodsOfJobs {
  private readonly byJob = new Map<string, Map<string, V1Pod>>();
  private readonly jobOfPod = new Map<string, string>();
  /** A removed pod takes the reason of its end with it. */
  private readonly losses = new Map<string, Loss>();

  /** Takes over a pod as it is now; undefined for one that is gone. Returns the name of its Job, if it has one. */
  take(name: string, pod: V1Pod | undefined): string | undefined {
    const job = pod === undefined ? this.jobOfPod.get(name) : jobOf(pod);
    if (job === undefined) return undefined;
    if (pod === undefined) this.forget(name, job);
    else this.keep(name, job, pod);
    return job;
  }

  of(job: string): V1Pod[] {
    return [...(this.byJob.get(job)?.values() ?? [])];
  }

  /** Why the cluster ended the last of them. */
  lossOf(job: string): Loss | null {
    return this.losses.get(job) ?? null;
  }

  /** The Job is forgotten. */
  forgetJob(job: string): void {
    this.losses.delete(job);
  }

  private keep(name: string, job: string, pod: V1Pod): void {
    const loss = lossOf(pod);
    if (loss !== null) this.losses.set(job, loss);
    const pods = this.byJob.get(job) ?? new Map<string, V1Pod>();
    this.byJob.set(job, pods.set(name, pod));
    this.jobOfPod.set(name, job);
  }

  private forget(name: string, job: string): void {
    this.jobOfPod.delete(name);
    const pods = this.byJob.get(job);
    pods?.delete(name);
    if (pods?.size === 0) this.byJob.delete(job);
  }
}

function jobOf({ metadata }: V1Pod): string | undefined {
  return metadata?.labels?.['batch.kubernetes.io/job-name'];
}
