import type { PrismaClient } from '../prisma/generated/client.js';
import { appendEvent, type NewEvent } from '../core/regeneration/events.js';
import type { Claim } from '../core/regeneration/claim.js';
import { PROGRESS_BANDS, progressWithin } from '../core/regeneration/status.js';
import { Stopped } from './lease.js';
import type { ChangeInput } from './regeneration-row.js';

/** Percent events are coalesced to two a second, over all clips that are changed side by side. */
const MIN_INTERVAL_MS = 500;
/** At most as many clips share these two a second: with more of them each would stand still for long. */
const SHARED_BY_AT_MOST = 4;

/** The percent at which a clip is changed. */
const CLIP_DONE = PROGRESS_BANDS.video.to;

/**
 * Writes a run's events, in order, under its claim. The percent of the whole is the mean of its clips' until all are
 * changed, so that a run of one clip shows that clip's. A run without changes only composes.
 */
export class RunProgress {
  private writing: Promise<void> = Promise.resolve();
  private readonly clips: Map<number, ClipProgress>;
  private readonly whole = new Percents(MIN_INTERVAL_MS);
  private readonly composition: 'recomposition' | 'restoration';

  constructor(
    private readonly db: PrismaClient,
    private readonly claim: Claim,
    changes: readonly Pick<ChangeInput, 'clipIndex' | 'checkpoint'>[],
  ) {
    this.composition = changes.length === 0 ? 'restoration' : 'recomposition';
    const interval = MIN_INTERVAL_MS * Math.min(changes.length, SHARED_BY_AT_MOST);
    this.clips = new Map(
      changes.map(({ clipIndex, checkpoint }) => [
        clipIndex,
        new ClipProgress(this, clipIndex, new Percents(interval), reachedBy(checkpoint)),
      ]),
    );
  }

  /** Of one clip of this run. */
  ofClip(clipIndex: number): ClipProgress {
    return this.clips.get(clipIndex)!;
  }

  /** The mean of all clips' percents. */
  get mean(): number {
    const percents = [...this.clips.values()].map(({ reached }) => reached);
    return Math.floor(percents.reduce((sum, percent) => sum + percent, 0) / percents.length);
  }

  /** Appends an event; rejects with Stopped if the fence is old. */
  async write(event: NewEvent): Promise<void> {
    this.whole.reached(event.progress);
    await this.append(event);
  }

  /** The composition begins. */
  async composing(message: string): Promise<void> {
    await this.write({ type: 'RECOMPOSING', progress: PROGRESS_BANDS[this.composition].from, message });
  }

  /** Writes the percent of the recomposition if it has moved, at most twice a second. */
  percent(type: 'RECOMPOSING', fraction: number, message: string): void {
    const progress = progressWithin(this.composition, fraction);
    this.whole.write(progress, async () => await this.append({ type, progress, message }));
  }

  /** For the clips of this run: appends an event at the percent of the whole. */
  async append(event: NewEvent): Promise<void> {
    const written = this.writing.then(async () => {
      const sequence = await appendEvent(this.db, this.claim, event);
      if (sequence === null) throw new Stopped('lease-lost');
    });
    this.writing = written.catch(() => undefined);
    await written;
  }
}

/** Writes the events of one clip's change. Its own percents are those of a run that changes nothing else. */
export class ClipProgress {
  constructor(
    private readonly run: Pick<RunProgress, 'append' | 'mean'>,
    private readonly clipIndex: number,
    private readonly percents: Percents,
    /** The percent that this clip has reached. */
    public reached: number,
  ) {}

  /** Appends an event; rejects with Stopped if the fence is old. */
  async write(event: NewEvent): Promise<void> {
    this.reached = Math.max(this.reached, event.progress);
    this.percents.reached(event.progress);
    await this.append(event);
  }

  /** Writes the generation's percent if it has moved, not more often than the clips of a run may together. */
  percent(type: 'VIDEO_GENERATING', fraction: number, message: string): void {
    const progress = progressWithin('video', fraction);
    this.percents.write(progress, async () => await this.write({ type, progress, message }));
  }

  /** Writes news at the percent that is reached. A lost write shows in the next awaited one, and in the lease. */
  say(type: 'REGENERATION_STARTED' | 'VIDEO_GENERATING', message: string): void {
    void this.append({ type, progress: this.reached, message }).catch(() => undefined);
  }

  /** The clip stays as it is: the others are waited for. */
  end(): void {
    this.reached = CLIP_DONE;
  }

  private async append(event: NewEvent): Promise<void> {
    await this.run.append({
      ...event,
      progress: this.run.mean,
      clipIndex: this.clipIndex,
      clipProgress: Math.floor((100 * this.reached) / CLIP_DONE),
    });
  }
}

/** Lets a percent be written if it has moved, and not too often. */
class Percents {
  private last = -1;
  private lastAt = 0;
  private underWay = false;

  constructor(private readonly intervalMs: number) {}

  reached(percent: number): void {
    this.last = percent;
  }

  /** A lost write shows in the next awaited one, and in the lease. */
  write(percent: number, append: () => Promise<void>): void {
    if (percent <= this.last || Date.now() - this.lastAt < this.intervalMs) return;
    // They would queue up while the database is away.
    if (this.underWay) return;
    this.lastAt = Date.now();
    this.underWay = true;
    this.last = percent;
    void append()
      .catch(() => undefined)
      .finally(() => (this.underWay = false));
  }
}

function reachedBy({ clip, prompt }: ChangeInput['checkpoint']): number {
  if (clip !== undefined) return CLIP_DONE;
  return prompt === undefined ? 0 : PROGRESS_BANDS.prompt.to;
}
