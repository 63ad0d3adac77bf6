import pg from 'pg';
import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.js';
import { EVENT_CHANNEL, readEvents, type RegenerationEvent } from '../core/regeneration/events.js';
import { isTerminal, isTerminalEvent, type RegenerationStatus } from '../core/regeneration/status.js';
import { isUuid } from './access.js';

const POLL_MS = 1000;
const RECONNECT_MS = [100, 500, 1000, 2000, 5000];

/** One reader of one regeneration; `hint` says that its row has moved on. */
interface Subscriber {
  hint: (lastSequence: number, ended: boolean) => void;
}

/**
 * Live progress of regenerations. The events are rows; a NOTIFY, or the poll behind it, is only a hint to read on, so a
 * lost hint costs a second and never an event.
 */
export class ProgressFeed {
  private readonly subscribers = new Map<string, Set<Subscriber>>();
  private listener: pg.Client | null = null;
  private poll: NodeJS.Timeout | null = null;
  private failures = 0;
  private stopped = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly db: PrismaClient,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    await this.listen();
    this.poll = setInterval(() => void this.pollSubscribed(), POLL_MS);
  }

  /** Ends every subscription; clients reconnect elsewhere and go on after the last sequence they saw. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.poll !== null) clearInterval(this.poll);
    for (const set of this.subscribers.values())
      for (const one of set) one.hint(Number.MAX_SAFE_INTEGER, true);
    await this.listener?.end().catch(() => undefined);
  }

  /** Every event after `afterSequence`, then live, until the terminal event. `return()` ends it at once. */
  events(regenerationId: string, afterSequence: number): AsyncGenerator<RegenerationEvent> {
    const hints = new HintBox();
    const events = this.read(regenerationId, afterSequence, hints);
    // A generator that waits would notice return() only at its next event.
    const finish = events.return.bind(events);
    events.return = async (value) => {
      hints.end();
      return await finish(value);
    };
    return events;
  }

  private async *read(
    regenerationId: string,
    afterSequence: number,
    hints: HintBox,
  ): AsyncGenerator<RegenerationEvent, void> {
    const leave = this.join(regenerationId, hints);
    let seen = afterSequence;
    try {
      while (!this.stopped) {
        for (const event of await readEvents(this.db, regenerationId, seen)) {
          seen = event.sequence;
          yield event;
          if (isTerminalEvent(event.type)) return;
        }
        if ((await hints.after(seen)) === 'ended' && hints.last <= seen) return;
      }
    } finally {
      leave();
    }
  }

  private join(id: string, subscriber: Subscriber): () => void {
    const set = this.subscribers.get(id) ?? new Set();
    this.subscribers.set(id, set.add(subscriber));
    return () => {
      set.delete(subscriber);
      if (set.size === 0) this.subscribers.delete(id);
    };
  }

  private async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.databaseUrl, keepAlive: true });
    client.on('error', (error) => this.reconnect(client, error));
    client.on('end', () => this.reconnect(client, new Error('the connection ended')));
    client.on('notification', ({ payload }) => this.onNotification(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${EVENT_CHANNEL}`);
      this.listener = client;
      this.failures = 0;
    } catch (error) {
      this.reconnect(client, error);
    }
  }

  private reconnect(client: pg.Client, error: unknown): void {
    client.removeAllListeners('end');
    if (this.stopped || (this.listener !== null && this.listener !== client)) return;
    this.listener = null;
    const delay = RECONNECT_MS[Math.min(this.failures++, RECONNECT_MS.length - 1)];
    this.log.warn({ err: error }, `LISTEN connection lost; trying again in ${delay} ms`);
    setTimeout(() => void this.listen(), delay).unref();
  }

  private onNotification(payload: string): void {
    const [id = '', sequence = ''] = payload.split(':');
    for (const one of this.subscribers.get(id) ?? []) one.hint(Number(sequence), false);
  }

  private async pollSubscribed(): Promise<void> {
    const ids = [...this.subscribers.keys()].filter(isUuid);
    if (ids.length === 0) return;
    try {
      const rows = await this.db.clipRegeneration.findMany({
        where: { id: { in: ids } },
        select: { id: true, lastSequence: true, status: true },
      });
      for (const row of rows) {
        const ended = isTerminal(row.status as RegenerationStatus);
        for (const one of this.subscribers.get(row.id) ?? []) one.hint(row.lastSequence, ended);
      }
    } catch (error) {
      this.log.warn({ err: error }, 'Polling for progress failed');
    }
  }
}

/** Remembers the newest hint until its reader asks; a hint that comes while the reader reads is not lost. */
class HintBox implements Subscriber {
  last = 0;
  private ended = false;
  private wake: (() => void) | null = null;

  hint(lastSequence: number, ended: boolean): void {
    const news = lastSequence > this.last || (ended && !this.ended);
    this.last = Math.max(this.last, lastSequence);
    this.ended ||= ended;
    if (news) this.wake?.();
  }

  /** Nobody listens any more. */
  end(): void {
    this.hint(this.last, true);
  }

  /** Resolves once something newer than `seen` is known, or the regeneration has ended. */
  async after(seen: number): Promise<'newer' | 'ended'> {
    if (this.last <= seen && !this.ended) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.ended ? 'ended' : 'newer';
  }
}
