import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { newestEvents, readEvents, type RegenerationEvent } from '../../core/regeneration/events.js';
import { isTerminalEvent } from '../../core/regeneration/status.js';
import type { Semaphore } from '../../core/util/semaphore.js';
import { withTimeout } from '../../core/util/limited.js';

/** Number of newest events kept in memory. */
const WINDOW = 256;
/** Older events are read in pages. A few pages are cached: readers that are behind are usually at the same place. */
const PAGE = 64;
const KEPT_PAGES = 4;
const READ_LIMIT_MS = 5_000;
const RETRY_MS = 1_000;

/** One subscriber. */
export interface Reader {
  left: boolean;
  wake: () => void;
}

/**
 * The events of one regeneration, read once for all its subscribers in this process. A subscriber that keeps up is served
 * from the window; one that is behind (it starts at an early sequence, or its socket is slow) from pages of rows.
 */
export class EventTail {
  private readonly window: RegenerationEvent[] = [];
  private readonly pages = new LRUCache<number, Promise<RegenerationEvent[]>>({ max: KEPT_PAGES });
  private readonly waiting = new Set<Reader>();
  /** The newest sequence in memory; null before the first reading. */
  private readUpTo: number | null = null;
  private ended = false;
  private reading = false;
  private again = false;

  constructor(
    private readonly id: string,
    private readonly db: PrismaClient,
    private readonly readings: Semaphore,
    private readonly log: Logger,
  ) {}

  /** The row has reached this sequence. */
  notify(lastSequence: number): void {
    if (this.readUpTo === null || lastSequence > this.readUpTo) this.refresh();
  }

  /** The row has ended at this sequence. */
  endAt(lastSequence: number): void {
    if (this.readUpTo !== null && this.readUpTo >= lastSequence) this.end();
  }

  /** Reads new events; if a reading is under way, once more after it. */
  refresh(): void {
    this.again = true;
    if (!this.reading) void this.readNew();
  }

  /** Nothing more will come. */
  end(): void {
    this.ended = true;
    this.wakeAll();
  }

  /** The event after `seen`, as soon as there is one; null at the end and for a reader that has left. */
  async next(seen: number, reader: Reader): Promise<RegenerationEvent | null> {
    while (!reader.left) {
      const isBehind = this.isBehindWindow(seen);
      const event = isBehind ? await this.older(seen) : this.inWindow(seen);
      if (event !== undefined) return event;
      // Reading an older event has failed: try again, even if the regeneration has ended.
      if (isBehind) await delay(RETRY_MS);
      else if (this.ended) return null;
      else await this.change(reader);
    }
    return null;
  }

  private isBehindWindow(seen: number): boolean {
    const first = this.window[0]?.sequence;
    return first !== undefined && seen + 1 < first;
  }

  private inWindow(seen: number): RegenerationEvent | undefined {
    const [first] = this.window;
    return first === undefined ? undefined : this.window[seen + 1 - first.sequence];
  }

  private async change(reader: Reader): Promise<void> {
    await new Promise<void>((resolve) => {
      reader.wake = resolve;
      this.waiting.add(reader);
    });
    this.waiting.delete(reader);
  }

  /** An event before the window; undefined if reading failed. */
  private async older(seen: number): Promise<RegenerationEvent | undefined> {
    const number = Math.floor(seen / PAGE);
    try {
      const page = await (this.pages.get(number) ?? this.readPage(number));
      return page.find(({ sequence }) => sequence > seen);
    } catch (error) {
      this.log.warn({ err: error }, 'Reading earlier progress failed');
      return undefined;
    }
  }

  private readPage(number: number): Promise<RegenerationEvent[]> {
    const page = this.whenFree(() => readEvents(this.db, this.id, number * PAGE, PAGE));
    this.pages.set(number, page);
    page.catch(() => this.pages.delete(number));
    return page;
  }

  private async readNew(): Promise<void> {
    this.reading = true;
    try {
      while (this.again) {
        this.again = false;
        this.take(await this.whenFree(() => this.readOnce()));
      }
    } catch (error) {
      // The next notification or poll reads again.
      this.log.warn({ err: error }, 'Reading progress failed');
    } finally {
      this.reading = false;
    }
  }

  private async readOnce(): Promise<RegenerationEvent[]> {
    if (this.readUpTo === null) return await newestEvents(this.db, this.id, WINDOW);
    return await readEvents(this.db, this.id, this.readUpTo, WINDOW);
  }

  private async whenFree(read: () => Promise<RegenerationEvent[]>): Promise<RegenerationEvent[]> {
    return await this.readings.use(async () => await withTimeout(READ_LIMIT_MS, read()));
  }

  private take(events: RegenerationEvent[]): void {
    this.window.push(...events);
    this.window.splice(0, this.window.length - WINDOW);
    const newest = events.at(-1);
    this.readUpTo = newest?.sequence ?? this.readUpTo ?? 0;
    this.again ||= events.length === WINDOW;
    if (newest !== undefined && isTerminalEvent(newest.type)) this.ended = true;
    this.wakeAll();
  }

  private wakeAll(): void {
    for (const reader of this.waiting) reader.wake();
  }
}
