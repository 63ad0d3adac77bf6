import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { EVENT_CHANNEL, eventTopic, type RegenerationEvent } from '../../core/regeneration/events.js';
import { isTerminal, isTerminalEvent, type RegenerationStatus } from '../../core/regeneration/status.js';
import { Listener } from '../../core/postgres/listener.js';
import { endedAtOnce } from './ended-at-once.js';
import { JobChanges } from './job-changes.js';
import { Owners } from './owners.js';
import { EventTail, type Reader } from './tail.js';
import { Semaphore } from '../../core/util/semaphore.js';
import { withTimeout } from '../../core/util/limited.js';

/** A lost notification costs at most this delay and one reading. */
const POLL_MS = 800;
const POLL_LIMIT_MS = 5_000;
/** Concurrent readings: reconnecting subscribers must leave database connections for queries. */
const READINGS_AT_ONCE = 4;

/** Stands for the regeneration in a notification that a user's jobs have changed (prisma/functions). */
const JOBS = 'jobs';
/** A regeneration has ended, and changes of its user wait. */
const QUEUE = 'queue';

interface Followed {
  topic: string;
  tail: EventTail;
  readers: Set<Reader>;
}

/**
 * Live progress of regenerations. The events are rows; a NOTIFY, or the poll behind it, only triggers a reading, so a lost
 * one costs a second and never an event. New rows are read once per regeneration, however many subscribe to it.
 */
export class ProgressFeed {
  /** Changes of jobs, notified on the same connection. */
  readonly jobs: JobChanges;
  /** Is called when a queued change may be due. */
  onQueue: () => void = () => undefined;
  private readonly followed = new Map<string, Followed>();
  /** By the hash that notifications carry. */
  private readonly byTopic = new Map<string, Followed>();
  private readonly listener: Listener;
  private readonly readings = new Semaphore(READINGS_AT_ONCE);
  private readonly owners: Owners;
  private poll: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    databaseUrl: string,
    private readonly db: PrismaClient,
    private readonly log: Logger,
  ) {
    this.owners = new Owners(db, 'clip_regenerations');
    this.jobs = new JobChanges(db, log, () => this.listener.listening);
    this.listener = new Listener({
      databaseUrl,
      channel: EVENT_CHANNEL,
      onPayload: (payload) => this.onNotification(payload),
      onListening: () => this.readAll(),
      log,
    });
  }

  async start(): Promise<void> {
    await this.listener.start();
    void this.jobs.start();
    this.pollLater();
  }

  /** Ends every subscription; clients reconnect elsewhere and resume after the last sequence they saw. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.poll !== null) clearTimeout(this.poll);
    for (const { readers } of this.followed.values()) readers.forEach(leave);
    this.jobs.stop();
    this.listener.stop();
  }

  /** Why progress is delayed, naming the setting to fix; null if it is not. */
  problem(): string | null {
    if (this.listener.listening) return null;
    return 'live progress without delay (LISTEN and NOTIFY do not come through: where DATABASE_URL is a pooler, set DATABASE_DIRECT_URL to the database itself)';
  }

  /** The user id of a regeneration's owner; null if there is no such regeneration. */
  async ownerOf(regenerationId: string): Promise<string | null> {
    return await this.owners.ownerOf(regenerationId);
  }

  /** Every event after `afterSequence`, then live, until the terminal event. `return()` ends it at once. */
  events(regenerationId: string, afterSequence: number): AsyncGenerator<RegenerationEvent> {
    const reader: Reader = { left: this.stopped, wake: () => undefined };
    return endedAtOnce(this.read(regenerationId, afterSequence, reader), () => leave(reader));
  }

  private async *read(
    id: string,
    afterSequence: number,
    reader: Reader,
  ): AsyncGenerator<RegenerationEvent, void> {
    const followed = this.join(id, reader);
    let seen = afterSequence;
    try {
      for (;;) {
        const event = await followed.tail.next(seen, reader);
        if (event === null) return;
        seen = event.sequence;
        yield event;
        if (isTerminalEvent(event.type)) return;
      }
    } finally {
      followed.readers.delete(reader);
      if (followed.readers.size === 0 && this.followed.get(id) === followed) {
        this.followed.delete(id);
        this.byTopic.delete(followed.topic);
      }
    }
  }

  private join(id: string, reader: Reader): Followed {
    const known = this.followed.get(id);
    const followed = known ?? this.follow(id);
    followed.readers.add(reader);
    if (known !== undefined) return known;
    followed.tail.refresh();
    return followed;
  }

  private follow(id: string): Followed {
    const tail = new EventTail(id, this.db, this.readings, this.log);
    const followed: Followed = { topic: eventTopic(id), tail, readers: new Set() };
    this.followed.set(id, followed);
    this.byTopic.set(followed.topic, followed);
    return followed;
  }

  private onNotification(payload: string): void {
    const [topic = '', detail = ''] = payload.split(':');
    if (topic === JOBS) this.jobs.hear(detail);
    else if (topic === QUEUE) this.onQueue();
    else this.byTopic.get(topic)?.tail.notify(Number(detail));
  }

  private readAll(): void {
    for (const { tail } of this.followed.values()) tail.refresh();
    this.jobs.readAll();
  }

  private pollLater(): void {
    if (this.stopped) return;
    this.poll = setTimeout(() => {
      void this.pollFollowed()
        .catch((error: unknown) => this.log.warn({ err: error }, 'Polling for progress failed'))
        .then(() => this.pollLater());
    }, POLL_MS);
  }

  private async pollFollowed(): Promise<void> {
    const ids = [...this.followed.keys()];
    if (ids.length === 0) return;
    const rows = await withTimeout(
      POLL_LIMIT_MS,
      this.db.$queryRaw<PolledRow[]>`
        SELECT id, last_sequence AS "lastSequence", status FROM clip_regenerations WHERE id = ANY(${ids}::uuid[])`,
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const id of ids) {
      const [row, tail] = [found.get(id), this.followed.get(id)?.tail];
      if (row === undefined) tail?.end();
      else if (isTerminal(row.status)) tail?.endAt(row.lastSequence);
      tail?.notify(row?.lastSequence ?? 0);
    }
  }
}

interface PolledRow {
  id: string;
  lastSequence: number;
  status: RegenerationStatus;
}

function leave(reader: Reader): void {
  reader.left = true;
  reader.wake();
}
