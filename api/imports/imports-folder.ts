import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Several processes may share the data folder; each touches its own folder to show that it is alive. */
const ALIVE_EVERY_MS = 60_000;
const DEAD_AFTER_MS = 10 * ALIVE_EVERY_MS;

/** A process's folder for the files of its imports. */
export interface ImportsFolder {
  path: string;
  /** Removes it with all that is in it. */
  close(): Promise<void>;
}

/** Makes the folder below `parent`, and removes folders of dead processes there, now and every minute. */
export async function openImportsFolder(
  parent: string,
  onError: (error: unknown) => void,
): Promise<ImportsFolder> {
  const path = join(parent, randomUUID());
  await mkdir(path, { recursive: true, mode: 0o700 });
  const tidy = async (): Promise<void> => {
    const now = new Date();
    await utimes(path, now, now);
    await removeDead(parent, DEAD_AFTER_MS);
  };
  await removeDead(parent, DEAD_AFTER_MS);
  const timer = setInterval(() => void tidy().catch(onError), ALIVE_EVERY_MS);
  return {
    path,
    async close() {
      clearInterval(timer);
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function removeDead(parent: string, deadAfterMs: number): Promise<void> {
  for (const name of await readdir(parent)) {
    const folder = join(parent, name);
    const stats = await lstat(folder).catch(() => null); // Another process was faster.
    if (stats === null || Date.now() - stats.mtimeMs < deadAfterMs) continue;
    await rm(folder, { recursive: true, force: true });
  }
}
