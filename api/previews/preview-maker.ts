import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import pg from 'pg';
import type { Logger } from 'pino';
import type { JobRepository } from '../../core/job/job-repository.js';
import { missingPreviews } from '../../core/previews/missing.js';
import { CLI_EXIT } from '../../core/util/exit-codes.js';
import { endGroup, killGroup } from '../../core/util/process-group.js';
import type { PrismaClient } from '../../prisma/generated/client.js';

/** An arbitrary number that no other advisory lock of this project uses. */
const PREVIEWS_LOCK = 72_707_371;
/** A page loads first. */
const STARTS_AFTER_MS = 2000;
/** While another replica is at work. */
const ASKS_EVERY_MS = 2000;
/** A video whose program has failed is left alone for this long. */
const FORGIVES_AFTER_MS = 10 * 60_000;
/** It is stopped after this; what it has made until then stays. */
const DEADLINE_MS = 30 * 60_000;

export interface PreviewMakerDeps {
  db: PrismaClient;
  jobs: Pick<JobRepository, 'find'>;
  /** The database itself, not a pooler: a lock belongs to a session. */
  databaseUrl: string;
  /** The bundle of the program. */
  program: string;
  environment: Record<string, string>;
  log: Logger;
}

/**
 * Makes what is missing for the pages of opened videos, as of those of earlier releases: one video at a time in all replicas, by a
 * program of its own with the least priority.
 */
export class PreviewMaker {
  /** The owner of each video whose turn is still to come. */
  private readonly waiting = new Map<string, string>();
  private readonly failed = new LRUCache<string, true>({ max: 1000, ttl: FORGIVES_AFTER_MS });
  private readonly stopping = new AbortController();
  private working: Promise<void> | null = null;
  /** This machine has no ffmpeg, or the settings are wrong. */
  private unable = false;

  constructor(private readonly deps: PreviewMakerDeps) {}

  /** A page shows this video of this user, or has heard that it is another one now. */
  shown(jobId: string, userId: string): void {
    if (this.unable || this.stopping.signal.aborted || this.failed.has(jobId)) return;
    this.waiting.set(jobId, userId);
    this.working ??= this.work().finally(() => (this.working = null));
  }

  /** Ends the program, and waits for that. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  /** Never rejects. */
  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (!this.unable && !signal.aborted) {
      await pause(STARTS_AFTER_MS, undefined, { signal }).catch(() => undefined);
      const [next] = this.waiting;
      if (next === undefined || signal.aborted) return;
      const [jobId, userId] = next;
      this.waiting.delete(jobId);
      try {
        if (await this.isMissing(jobId, userId)) await this.make(jobId, userId);
      } catch (error) {
        if (signal.aborted) return;
        this.failed.set(jobId, true);
        this.deps.log.warn({ err: error, job: jobId }, 'Nothing was made for the page of a video');
      }
    }
  }

  private async isMissing(jobId: string, userId: string): Promise<boolean> {
    const job = await this.deps.jobs.find(jobId, userId);
    return job !== null && (await missingPreviews(this.deps.db, job)).length > 0;
  }

  /** While no other replica is at it; what that has made meanwhile is not made again. */
  private async make(jobId: string, userId: string): Promise<void> {
    const end = new AbortController();
    const client = new pg.Client({ connectionString: this.deps.databaseUrl, connectionTimeoutMillis: 5000 });
    // The lock is gone with its connection.
    client.on('error', () => end.abort());
    await client.connect();
    try {
      const signal = AbortSignal.any([end.signal, this.stopping.signal]);
      while (!(await isHeld(client))) await pause(ASKS_EVERY_MS, undefined, { signal });
      if (await this.isMissing(jobId, userId)) await this.run(jobId, userId, signal);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async run(jobId: string, userId: string, signal: AbortSignal): Promise<void> {
    const { program, environment, log } = this.deps;
    const child = spawn(process.execPath, [program, jobId, userId], {
      env: environment,
      // A separate process group can be killed as a whole. The program exits when our end of stdin closes.
      detached: true,
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    const stop = (): void => void endGroup(child);
    const deadline = setTimeout(stop, DEADLINE_MS);
    signal.addEventListener('abort', stop);
    try {
      const code = await new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', resolve);
        if (signal.aborted) stop();
      });
      this.unable = code === CLI_EXIT.misconfigured;
      if (code !== CLI_EXIT.done) this.failed.set(jobId, true);
      log.info({ job: jobId, code }, 'Made what was missing for the page of a video');
    } finally {
      clearTimeout(deadline);
      signal.removeEventListener('abort', stop);
      // If it was killed, it leaves its ffmpeg behind.
      killGroup(child);
    }
  }
}

async function isHeld(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
    PREVIEWS_LOCK,
  ]);
  return rows[0]?.held === true;
}
