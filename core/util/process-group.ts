import type { ChildProcess } from 'node:child_process';

/** Milliseconds that a program has after SIGTERM to store or undo its work. */
const STOP_GRACE_MS = 8000;

/** SIGTERM, then SIGKILL to the whole group: an ffmpeg must not outlive its runner. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const kill = setTimeout(() => killGroup(child), STOP_GRACE_MS);
  await exited;
  clearTimeout(kill);
}

/** Sends SIGKILL to the process group of a child that was started detached. */
export function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}
