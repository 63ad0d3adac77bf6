import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { removeStaleParts } from '../../core/storage/disk/partial-files.js';
import type { Storage } from '../../core/storage/storage.js';
import { noCounts, type GarbageCounts } from './counts.js';
import { removeDeletedFiles } from './deleted-jobs.js';
import { forgetOldVideos } from './final-videos.js';
import { pruneEvents } from './old-events.js';
import { sweepObjects } from './object-sweep.js';
import { enforceRetention } from './retention.js';
import { removeDeadScratch } from './scratch-folders.js';

export interface CollectorSettings {
  /** Days after its last change for which a video keeps its files; null: forever. */
  retentionDays: number | null;
  /** Days after a job's last change for which its segments are kept. */
  segmentDays: number;
  /** Newest final videos of a video whose files are kept, beside the original. */
  finalVideosKept: number;
  /** Objects younger than this are never garbage. */
  graceMs: number;
  /** Time between two rounds. */
  intervalMs: number;
}

export interface CollectorDeps extends CollectorSettings {
  db: PrismaClient;
  /** The database itself, not a pooler: a lock belongs to a session. */
  databaseUrl: string;
  storage: Storage;
  /** Root of a storage on this disk; null for a bucket, which cleans up its own partial uploads. */
  storageFolder: string | null;
  /** Where runners on this machine have their scratch folders. */
  workDir: string;
  log: Logger;
}

/** An arbitrary number that no other advisory lock of this project uses. */
const SWEEP_LOCK = 72_707_370;
/** The first minutes of a server belong to its users. */
const FIRST_ROUND_MS = 5 * 60_000;
/** A partial copy that has not grown for this long has no writer. */
const STALE_PART_MS = 60 * 60_000;
/** A runner that has just ended may still be cleaning up. */
const QUIET_SCRATCH_MS = 5 * 60_000;

/** Collects garbage and enforces the retention in rounds, in one replica at a time. */
export class GarbageCollector {
  /** What this process has collected so far. */
  readonly counts: GarbageCounts = noCounts();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: CollectorDeps) {}

  /** Marks the storage as this database's, and schedules the first round. */
  start(): void {
    const { db, storage } = this.deps;
    this.round = this.attempt('the mark of the storage', async () => void (await storageOwner(db, storage)));
    this.schedule(Math.min(FIRST_ROUND_MS, this.deps.intervalMs));
  }

  /** Stops a round between two objects, and waits for that. */
  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.timer !== null) clearTimeout(this.timer);
    await this.round;
  }

  /** One round. Never rejects: failures are logged and left to the next round. */
  async sweep(): Promise<void> {
    const before = { ...this.counts };
    const { db, databaseUrl, workDir, retentionDays, log } = this.deps;
    const { signal } = this.stopping;
    await this.attempt('scratch folders', async () => {
      this.counts.scratchFolders += await removeDeadScratch(db, workDir, QUIET_SCRATCH_MS, signal);
    });
    await this.attempt('old events', async () => {
      if (retentionDays !== null) this.counts.events += await pruneEvents(db, retentionDays, signal);
    });
    await this.attempt('final videos', async () => await forgetOldVideos(this.deps, signal));
    await this.attempt('stored objects', async () => {
      const swept = await withSweepLock(databaseUrl, async () => await this.sweepStorage());
      if (swept) this.counts.sweeps++;
    });
    log.info(difference(this.counts, before), 'Garbage was collected');
  }

  /** Removes the files of deleted videos now, without waiting for the next round. Never rejects. */
  async nudge(): Promise<void> {
    const removal = this.round.then(async () => {
      await this.attempt('the files of deleted videos', async () => {
        const { db, storage } = this.deps;
        if ((await storageOwner(db, storage)) === 'another-database') return;
        await removeDeletedFiles({ ...this.deps, counts: this.counts }, this.stopping.signal);
      });
    });
    this.round = removal;
    await removal;
  }

  private async sweepStorage(): Promise<void> {
    const { db, storage, storageFolder, log } = this.deps;
    const { signal } = this.stopping;
    if ((await storageOwner(db, storage)) === 'another-database') {
      log.warn(
        'The storage has the mark of another database (segments/installation/), so nothing in it is collected. Delete that mark if the storage belongs to this database alone.',
      );
      return;
    }
    if (storageFolder !== null) {
      this.counts.partialFiles += await removeStaleParts(storageFolder, STALE_PART_MS, signal);
    }
    await removeDeletedFiles({ ...this.deps, counts: this.counts }, signal);
    await enforceRetention({ ...this.deps, counts: this.counts }, signal);
    await sweepObjects({ ...this.deps, counts: this.counts }, signal);
  }

  private async attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      this.stopping.signal.throwIfAborted();
      await work();
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      this.counts.failures++;
      this.deps.log.error({ err: error }, `Collecting garbage failed: ${what}`);
    }
  }

  private schedule(delayMs: number): void {
    this.timer = setTimeout(() => {
      this.round = this.round
        .then(async () => await this.sweep())
        .then(() => {
          if (!this.stopping.signal.aborted) this.schedule(this.deps.intervalMs);
        });
    }, delayMs);
  }
}

function difference(after: GarbageCounts, before: GarbageCounts): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).map(([name, count]) => [name, count - before[name as keyof GarbageCounts]]),
  );
}

/**
 * Runs `work` in one replica at a time; returns false if another is at it. The lock lives on its own connection and only
 * saves work: two replicas that sweep at once delete the same objects twice, which is harmless.
 */
async function withSweepLock(databaseUrl: string, work: () => Promise<void>): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // The lock is gone with it; see above.
  await client.connect();
  try {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
      SWEEP_LOCK,
    ]);
    if (rows[0]?.held !== true) return false;
    await work();
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const OWNERS = 'segments/installation/';

/** Whose mark a storage has. */
type StorageOwner = 'this-database' | 'another-database';

/**
 * Which database a storage belongs to; a storage without a mark becomes this one's. A server with another DATABASE_URL on
 * the same storage would take every object for garbage, so it must not collect.
 */
async function storageOwner(db: PrismaClient, storage: Storage): Promise<StorageOwner> {
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
