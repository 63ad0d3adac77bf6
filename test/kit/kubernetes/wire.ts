import type { V1Container, V1Job, V1JobSpec, V1JobStatus, V1ObjectMeta } from '@kubernetes/client-node';
import type { CoreV1Event, V1PodSpec, V1PodStatus } from '@kubernetes/client-node';

/** One of the client's types as JSON on the wire: dates are strings. */
type Wire<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

export type Metadata = Wire<V1ObjectMeta> & { name: string; uid: string; labels: Record<string, string> };
export type PodSpec = Wire<V1PodSpec>;
export type Container = Wire<V1Container>;

export interface Job {
  kind: 'Job';
  metadata: Metadata;
  spec: Wire<V1JobSpec>;
  status: Wire<V1JobStatus>;
}

export interface Pod {
  kind: 'Pod';
  metadata: Metadata;
  spec: PodSpec;
  status: Wire<V1PodStatus>;
}

export type Event = Wire<CoreV1Event> & { kind: 'Event'; metadata: Metadata };

/** What a client may send as a new Job. */
export type NewJob = Wire<V1Job>;

export interface Kinds {
  jobs: Job;
  pods: Pod;
  events: Event;
}

export const API_VERSIONS = { jobs: 'batch/v1', pods: 'v1', events: 'v1' } as const;

export function now(): string {
  return new Date().toISOString();
}
