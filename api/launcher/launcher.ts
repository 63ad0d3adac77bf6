/** The Job of one attempt of one regeneration. */
export interface LaunchRequest {
  /** `regen-<id>-a<attempt>`: the idempotency key towards whatever runs Jobs. */
  name: string;
  regenerationId: string;
  attempt: number;
  /** Seconds after which the Job is to be ended. */
  deadlineSeconds: number;
}

/** What a launcher knows of a Job. */
export type JobState = 'absent' | 'pending' | 'running' | 'succeeded' | 'failed';

/**
 * Runs the runner program, one Job per attempt. Implementations share nothing with the runner but its environment
 * (runner/env.ts).
 */
export interface Launcher {
  /** Starts the Job; one that exists already is success. `busy`: no room now, ask again later. */
  launch(request: LaunchRequest): Promise<'launched' | 'busy'>;
  observe(name: string): Promise<JobState>;
  /** Ends the Job and waits until it is gone; an absent one is success. */
  delete(name: string): Promise<void>;
  /** Calls back whenever a Job has ended. */
  onChange(callback: () => void): void;
  /** Ends every Job of this launcher, and waits. */
  stop(): Promise<void>;
}

export function jobName(regenerationId: string, attempt: number): string {
  return `regen-${regenerationId}-a${attempt}`;
}
