/** The Job of one attempt of one regeneration. */
export interface LaunchRequest {
  /** `regen-<id>-a<attempt>`: the idempotency key for whatever runs Jobs. */
  name: string;
  regenerationId: string;
  attempt: number;
  /** The video that the regeneration belongs to. */
  jobId: string;
  /** The clips that it is about, in order; counts from 0. */
  clipIndexes: readonly number[];
  /** Seconds after which the Job is to be ended. */
  deadlineSeconds: number;
}

/** Why a Job has not started. */
export interface Waiting {
  /**
   * `capacity`: no machine has room; `quota`: the namespace's share is used up; `image`: the runner image cannot be
   * pulled; `rejected`: the cluster's rules refuse the pod; `unreachable`: a part of the cluster does not answer;
   * `slots`: all local runners are busy.
   */
  reason: 'capacity' | 'quota' | 'image' | 'rejected' | 'unreachable' | 'slots';
  /** The cluster's own words, for operators; never shown to users. */
  detail: string;
}

/**
 * `launched`: the Job exists, perhaps already for a while; `busy`: no room now, ask again later; `refused`: the same
 * request would be refused again.
 */
export type Launch =
  | { outcome: 'launched' }
  | { outcome: 'busy'; waiting: Waiting }
  | { outcome: 'refused'; detail: string };

/** Why a runner was ended from outside. */
export interface Loss {
  /**
   * `memory`, `disk`: it used more than it may; `start`: its container cannot be started; `evicted`: its machine was
   * drained, or ran short; `preempted`: a pod of higher priority took its place; `machine`: its machine is gone.
   */
  reason: 'memory' | 'disk' | 'start' | 'evicted' | 'preempted' | 'machine';
  /** The cluster's own words, for operators; never shown to users. */
  detail: string;
}

/** A Job as the launcher sees it. */
export interface ObservedJob {
  name: string;
  regenerationId: string;
  attempt: number;
  /** `pending`: its program has not started. */
  phase: 'pending' | 'running' | 'succeeded' | 'failed';
  /** Exit code of the runner; null while it runs, or if it is unknown. */
  exitCode: number | null;
  /** Why it is pending; null where it merely starts. */
  waiting: Waiting | null;
  /** Why it failed, where that was not its own doing and is known. */
  loss: Loss | null;
}

/**
 * Runs the runner program, one Job per attempt. Implementations share nothing with the runner but its environment
 * (runner/env.ts).
 */
export interface Launcher {
  /** Starts the Job; an existing one counts as success. Rejects if it is unknown whether it was started. */
  launch(request: LaunchRequest): Promise<Launch>;
  /**
   * All Jobs by name. A deleted Job stays listed as ended for one minute. Null while the cluster is unreachable: deciding
   * on stale data would kill healthy runs.
   */
  jobs(): Promise<ReadonlyMap<string, ObservedJob> | null>;
  /** Ends the Job: SIGTERM, a grace period, SIGKILL. Resolves once that is under way; an absent or ended Job counts as success. */
  delete(name: string): Promise<void>;
  /** Calls back whenever a Job may have changed. */
  onChange(callback: () => void): void;
  /** Why it cannot launch, in one sentence that names the setting to fix; null if it can. */
  problem(): string | null;
  start(): Promise<void>;
  /** Releases everything. A launcher whose Jobs cannot outlive it ends them first. */
  stop(): Promise<void>;
}

export function jobName(regenerationId: string, attempt: number): string {
  return `regen-${regenerationId}-a${attempt}`;
}
