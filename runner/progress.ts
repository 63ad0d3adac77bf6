import type { PrismaClient } from '../prisma/generated/client.js';
import { appendEvent, type NewEvent } from '../core/regeneration/events.js';
import type { Claim } from '../core/regeneration/claim.js';
import { progressWithin } from '../core/regeneration/status.js';
import { Stopped } from './lease.js';

/** Percent events are coalesced to two a second. */
const MIN_INTERVAL_MS = 500;

/** Writes a run's events, in order, under its claim. */
export class ProgressWriter {
  private writing: Promise<void> = Promise.resolve();
  private lastPercentAt = 0;
  private lastPercent = -1;
  private percentUnderWay = false;

  constructor(
    private readonly db: PrismaClient,
    private readonly claim: Claim,
  ) {}

  /** Appends an event; rejects with Stopped if the fence is old. */
  async write(event: NewEvent): Promise<void> {
    this.lastPercent = event.progress;
    const written = this.writing.then(async () => {
      const sequence = await appendEvent(this.db, this.claim, event);
      if (sequence === null) throw new Stopped('lease-lost');
    });
    this.writing = written.catch(() => undefined);
    await written;
  }

  /** Writes a step's percent if it has moved, at most twice a second. */
  percent(type: 'VIDEO_GENERATING' | 'RECOMPOSING', fraction: number, message: string): void {
    const progress = progressWithin(type === 'RECOMPOSING' ? 'recomposition' : 'video', fraction);
    if (progress <= this.lastPercent || Date.now() - this.lastPercentAt < MIN_INTERVAL_MS) return;
    // They would queue up while the database is away.
    if (this.percentUnderWay) return;
    this.lastPercentAt = Date.now();
    this.percentUnderWay = true;
    void this.writeLater({ type, progress, message }).finally(() => (this.percentUnderWay = false));
  }

  /** Writes news at the percent that is reached. */
  say(type: 'REGENERATION_STARTED' | 'VIDEO_GENERATING', message: string): void {
    void this.writeLater({ type, progress: Math.max(0, this.lastPercent), message });
  }

  /** A lost write shows in the next awaited one, and in the lease. */
  private async writeLater(event: NewEvent): Promise<void> {
    await this.write(event).catch(() => undefined);
  }
}
