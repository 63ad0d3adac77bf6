import { setTimeout as sleep } from 'node:timers/promises';
import type { PrismaClient } from '../../../../prisma/generated/client.js';
import { COUNTED, type Counted, type Moment } from './plan.js';

/** Often enough to see most single rows come. */
const LOOK_EVERY_MS = 40;
const ACTIVE = ['queued', 'processing', 'canceling'];

type Counts = Record<Counted, number> & { status: string };
type Row = Omit<Counts, 'posted'> & { id: string };

interface Waiting {
  isDue: () => boolean;
  /** What is waited for cannot come any more. */
  isOver: () => boolean;
  answer: (came: boolean) => void;
}

/** Counts what the changes under way have done, and tells when a moment comes. */
export class Watch {
  private readonly changes = new Map<string, Counts>();
  private readonly waiting = new Set<Waiting>();
  private readonly looking: Promise<void>;
  private stopped = false;

  constructor(private readonly db: PrismaClient) {
    this.looking = this.keepLooking();
  }

  add(id: string): void {
    const nothing = Object.fromEntries(COUNTED.map((counted) => [counted, 0])) as Record<Counted, number>;
    this.changes.set(id, { ...nothing, status: 'queued' });
  }

  /** A POST of a change has reached the provider; who waits for it is told before it is answered. */
  posted(id: string): void {
    const counts = this.changes.get(id);
    if (counts === undefined) return;
    counts.posted++;
    this.tell();
  }

  hasEnded(id: string): boolean {
    return !ACTIVE.includes(this.changes.get(id)!.status);
  }

  /** False: the change has ended before. */
  async reached(id: string, { counted, count }: Moment): Promise<boolean> {
    return await this.wait(
      () => this.changes.get(id)![counted] >= count,
      () => this.hasEnded(id),
    );
  }

  async ended(id: string): Promise<void> {
    await this.wait(
      () => this.hasEnded(id),
      () => false,
    );
  }

  /** So many clips are made, in all changes together. False: all changes have ended before. */
  async keptInAll(count: number): Promise<boolean> {
    return await this.wait(
      () => [...this.changes.values()].reduce((sum, { kept }) => sum + kept, 0) >= count,
      () => this.stopped,
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.tell();
    await this.looking;
  }

  private async wait(isDue: () => boolean, isOver: () => boolean): Promise<boolean> {
    return await new Promise((answer) => {
      this.waiting.add({ isDue, isOver, answer });
      this.tell();
    });
  }

  private tell(): void {
    for (const one of this.waiting) {
      const isOver = one.isOver();
      if (!isOver && !one.isDue()) continue;
      this.waiting.delete(one);
      one.answer(!isOver);
    }
  }

  private async keepLooking(): Promise<void> {
    while (!this.stopped) {
      const active = [...this.changes.keys()].filter((id) => !this.hasEnded(id));
      // Where the database is away it is asked again.
      const rows = active.length === 0 ? [] : await this.look(active).catch(() => []);
      for (const { id, ...counts } of rows) Object.assign(this.changes.get(id)!, counts);
      this.tell();
      await sleep(LOOK_EVERY_MS);
    }
  }

  private async look(ids: string[]): Promise<Row[]> {
    return await this.db.$queryRaw<Row[]>`
      SELECT r.id, r.status, r.last_sequence AS events, calls.*, clips.kept FROM clip_regenerations r,
        LATERAL (SELECT count(*)::int AS opened, (count(*) FILTER (WHERE state <> 'intent'))::int AS accepted,
            (count(*) FILTER (WHERE state = 'settled'))::int AS settled
          FROM paid_calls WHERE regeneration_id = r.id) calls,
        LATERAL (SELECT count(*)::int AS kept FROM clip_changes
          WHERE regeneration_id = r.id AND checkpoint ? 'clip') clips
      WHERE r.id = ANY (${ids}::uuid[])`;
  }
}
