import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { TestServer } from './server.js';
import { until } from './until.js';

/** Process ids of the runners that a server has started. */
export function runnersOf({ process: { pid } }: Pick<TestServer, 'process'>): number[] {
  const isRunner = ({ command }: Process): boolean => command.includes('dist/runner.js');
  return (childrenByProc(pid!) ?? childrenByPs(pid!)).filter(isRunner).map((child) => child.pid);
}

interface Process {
  pid: number;
  command: string;
}

/** Tests wait for the end of runners by this: `ps` takes 20 ms of CPU, again and again. Null where Linux does not tell. */
function childrenByProc(parent: number): Process[] | null {
  const children = contentOf(`/proc/${parent}/task/${parent}/children`);
  if (children === null) return null;
  const pids = children.split(' ').filter((pid) => pid !== '');
  return pids.map((pid) => ({ pid: Number(pid), command: contentOf(`/proc/${pid}/cmdline`) ?? '' }));
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // The process has ended.
  }
}

function childrenByPs(parent: number): Process[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table
    .split('\n')
    .map((line) => ({ command: line, numbers: line.trim().split(/\s+/).map(Number) }))
    .filter(({ numbers }) => numbers[1] === parent)
    .map(({ command, numbers }) => ({ pid: numbers[0]!, command }));
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
