import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchOwner, type ScratchOwner } from '../../core/regeneration/scratch-folder.js';
import type { PrismaClient } from '../../prisma/generated/client.js';

interface ScratchFolder extends ScratchOwner {
  path: string;
}

/**
 * Removes the scratch folders of dead runners: those whose attempt is no longer active and that have not changed for
 * `quietMs`. Folders are listed before rows are read, and a run's row exists before its folder, so a working runner
 * keeps its folder, however old. Returns their number.
 */
export async function removeDeadScratch(
  db: PrismaClient,
  parent: string,
  quietMs: number,
  signal: AbortSignal,
): Promise<number> {
  const folders = await scratchFolders(parent);
  const active = await activeAttempts(db, folders);
  let removed = 0;
  for (const { path, regenerationId, attempt } of folders) {
    signal.throwIfAborted();
    if (active.has(`${regenerationId} ${attempt}`) || !(await isQuiet(path, quietMs))) continue;
    await rm(path, { recursive: true, force: true });
    removed++;
  }
  return removed;
}

async function scratchFolders(parent: string): Promise<ScratchFolder[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.flatMap((entry) => {
    const owner = entry.isDirectory() ? scratchOwner(entry.name) : null;
    return owner === null ? [] : [{ ...owner, path: join(parent, entry.name) }];
  });
}

async function activeAttempts(db: PrismaClient, folders: ScratchFolder[]): Promise<Set<string>> {
  if (folders.length === 0) return new Set();
  const ids = folders.map(({ regenerationId }) => regenerationId);
  const rows = await db.$queryRaw<{ id: string; attempt: number }[]>`
    SELECT id, attempt FROM clip_regenerations WHERE id = ANY(${ids}::uuid[]) AND is_active(status)`;
  return new Set(rows.map(({ id, attempt }) => `${id} ${attempt}`));
}

async function isQuiet(path: string, quietMs: number): Promise<boolean> {
  try {
    return Date.now() - (await lstat(path)).mtimeMs >= quietMs;
  } catch {
    return false; // Its runner has removed it meanwhile.
  }
}
