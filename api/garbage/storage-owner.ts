import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage } from '../../core/storage/storage.js';
import type { PrismaClient } from '../../prisma/generated/client.js';

const OWNERS = 'segments/installation/';

/** Whose mark a storage has. */
export type StorageOwner = 'this-database' | 'another-database';

/**
 * Which database a storage belongs to; a storage without a mark becomes this one's. A server with another DATABASE_URL on
 * the same storage would take every object for garbage, so it must not collect.
 */
export async function storageOwner(db: PrismaClient, storage: Storage): Promise<StorageOwner> {
  const { id } = await db.installation.findFirstOrThrow();
  const mine = `${OWNERS}${id}.txt`;
  const marks = await marksOf(storage);
  if (marks.length === 0) await writeMark(storage, mine);
  return marks.every((mark) => mark === mine) ? 'this-database' : 'another-database';
}

async function marksOf(storage: Storage): Promise<string[]> {
  const marks: string[] = [];
  for await (const mark of storage.list(OWNERS)) marks.push(mark);
  return marks;
}

async function writeMark(storage: Storage, key: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'storage-owner-'));
  try {
    const file = join(folder, 'mark.txt');
    await writeFile(file, 'Names the database whose videos are stored here (table installation).\n');
    await storage.putFile(key, file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
