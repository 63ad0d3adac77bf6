import { readFile } from 'node:fs/promises';

const EVERY_MS = 25;

/**
 * Samples the memory of a process and all of its descendants until it is stopped; answers with the largest sum in
 * bytes. Each process counts with the most that it ever held (VmHWM), so no peak between two samples is missed, except
 * of a process that lives shorter than 25 ms; what processes share counts for each of them. Needs Linux' /proc.
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

/** Node and shells start all of theirs from the main thread. */
async function childrenOf(pid: number): Promise<number[]> {
  const list = await procFile(`/proc/${pid}/task/${pid}/children`);
  return list.split(' ').filter(Boolean).map(Number);
}

/** Empty where the process has ended in the meantime. */
async function procFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
