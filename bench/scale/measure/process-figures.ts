import { readdir, readFile } from 'node:fs/promises';

/** The kernel's counters per process (/proc), in ticks of 10 ms. */
const TICKS_A_SECOND = 100;

interface Stat {
  parent: number;
  /** CPU seconds of its own. */
  own: number;
  /** CPU seconds of its children that have ended. */
  ended: number;
}

async function statOf(pid: number | string): Promise<Stat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The name in parentheses may contain spaces.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const seconds = (first: number): number => (fields[first]! + fields[first + 1]!) / TICKS_A_SECOND;
  return { parent: fields[1]!, own: seconds(11), ended: seconds(13) };
}

/** CPU seconds of a process and of all processes that it has started, ended or not. */
export async function familyCpuSeconds(pid: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = (await Promise.all(pids.map(statOf))).filter((stat) => stat !== null);
  const children = stats.filter(({ parent }) => parent === pid).reduce((sum, { own }) => sum + own, 0);
  const parent = await statOf(pid);
  if (parent === null) throw new Error(`There is no process ${pid}`);
  return parent.own + parent.ended + children;
}

/** Private megabytes of a process's children, summed: what each of them adds to the machine. */
export async function privateMegabytesOfChildren(
  pid: number,
): Promise<{ processes: number; megabytes: number }> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const children = [];
  for (const one of pids) if ((await statOf(one))?.parent === pid) children.push(one);
  let kilobytes = 0;
  for (const child of children) {
    const rollup = await readFile(`/proc/${child}/smaps_rollup`, 'utf8').catch(() => '');
    for (const [, size] of rollup.matchAll(/^Private_\w+:\s+(\d+)/gm)) kilobytes += Number(size);
  }
  return { processes: children.length, megabytes: kilobytes / 1024 };
}
