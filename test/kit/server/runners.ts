import { execFileSync } from 'node:child_process';
import type { TestServer } from './server.js';
import { until } from './until.js';

/** Process ids of the runners that a server has started. */
export function runnersOf({ process: { pid } }: Pick<TestServer, 'process'>): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table
    .split('\n')
    .map((line) => ({ line, numbers: line.trim().split(/\s+/).map(Number) }))
    .filter(({ line, numbers }) => line.includes('dist/runner.js') && numbers[1] === pid)
    .map(({ numbers }) => numbers[0]!);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits for the end of a process that is not a child of the test; answers with the milliseconds it took. */
export async function ended(pid: number, limitMs: number): Promise<number> {
  const startedAt = Date.now();
  await until(() => !isAlive(pid), { limitMs, what: `the end of process ${pid}` });
  return Date.now() - startedAt;
}
