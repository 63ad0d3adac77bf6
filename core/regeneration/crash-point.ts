/** Moments between two writes that belong together: a crash there must be recovered from. */
export const CRASH_POINTS = [
  'before-admit',
  'after-admit',
  'before-job-create',
  'after-job-create',
  'after-restart',
  'after-claim',
  'after-prompt-kept',
  'after-intent',
  'after-upload',
  'after-post',
  'after-accept',
  'after-settle',
  'after-clip-upload',
  'after-clip-kept',
  'after-video-upload',
  'after-video-kept',
  'after-publish',
  'after-measurement',
  'after-preview-upload',
  'before-delete',
  'after-delete',
  'after-object-delete',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

let armed: CrashPoint | null = null;

/** For tests (CRASH_POINT): this process kills itself with SIGKILL when it reaches the point. */
export function armCrashPoint(point: CrashPoint): void {
  armed = point;
}

/** Does nothing unless a test armed this point. */
export function crashPoint(point: CrashPoint): void {
  if (armed === point) process.kill(process.pid, 'SIGKILL');
}
