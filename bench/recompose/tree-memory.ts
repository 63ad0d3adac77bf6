import { readFile } from 'node:fs/promises';

const EVERY_MS = 25;

/**
 * Samples the memory of a process and all of its descendants until it is stopped; returns the largest sum in bytes.
 * Each process counts with its own peak (VmHWM), so no peak between two samples is missed, except in a process that
 * lives less than 25 ms; shared memory counts for each process. Needs Linux' /proc.
 */
export function watchMemory(pid: number): { stop: () => Promise<number> } {
  let peak = 0;
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      peak = Math.max(peak, await treeBytes(pid));
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  return {
    async stop() {
      stopped = true;
      await watching;
      return peak;
    },
  };
}

async function treeBytes(pid: number): Promise<number> {
  const status = await procFile(`/proc/${pid}/status`);
  const own = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  const children = await childrenOf(pid);
  const below = await Promise.all(children.map(treeBytes));
  return below.reduce((sum, bytes) => sum + bytes, own);
}

/** Node and shells start their children from the main thread. */
async function childrenOf(pid: number): Promise<number[]> {
  const list = await procFile(`/proc/${pid}/task/${pid}/children`);
  return list.split(' ').filter(Boolean).map(Number);
}

/** Empty if the process has ended meanwhile. */
async function procFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
