import { execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';

/** Whether any process has this id. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether process `pid` is a postmaster of this data directory. Process ids are reused, so the id alone, as
 * postmaster.pid names it, proves nothing.
 */
export function isPostmasterOf(dataDirectory: string, pid: number): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === dataDirectory;
    if (process.platform === 'win32') return isAlive(pid);
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes(dataDirectory);
  } catch {
    return false;
  }
}
