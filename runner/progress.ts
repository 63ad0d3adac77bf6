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

/** The percent at which a clip is changed. Of takes nothing is composed: their clips are the whole. */
const CLIP_DONE = PROGRESS_BANDS.video.to;

/** What the percents of a run's events stand for. */
type Composition = 'recomposition' | 'restoration' | 'none';

/**
 * Writes a run's events, in order, under its claim. The percent of the whole is the mean of its clips' until all are
 * changed, so that a run of one clip shows that clip's, and a clip's is the mean of its takes'. A run without changes only
 * composes.
 */
export class RunProgress {
  private writing: Promise<void> = Promise.resolve();
  private readonly clips: Map<number, Take[]>;
  private readonly whole = new Percents(MIN_INTERVAL_MS);

  constructor(
    private readonly db: PrismaClient,
    private readonly claim: Claim,
    changes: readonly Pick<ChangeInput, 'clipIndex' | 'takes' | 'checkpoint'>[],
    private readonly composition: Composition,
  ) {
    const count = changes.reduce((sum, { takes }) => sum + takes, 0);
    const interval = MIN_INTERVAL_MS * Math.min(count, SHARED_BY_AT_MOST);
    this.clips = new Map(
      changes.map(({ clipIndex, takes, checkpoint }) => [
        clipIndex,
        Array.from({ length: takes }, (_, take) => ({
          reached: reachedBy(checkpoint, take),
          percents: new Percents(interval),
        })),
      ]),
    );
  }

  /** Of one clip of this run: of what all its takes share. */
  ofClip(clipIndex: number): ClipProgress {
    const takes = this.clips.get(clipIndex)!;
    return new ClipProgress(this, clipIndex, takes, takes);
  }

  /** Of one take of a clip. */
  ofTake({ clipIndex, take }: Pick<ChangeInput, 'clipIndex' | 'take'>): ClipProgress {
    const takes = this.clips.get(clipIndex)!;
    return new ClipProgress(this, clipIndex, takes, [takes[take]!]);
  }

  /** A clip, or one take of it, stays as it is: the others are waited for. */
  end(clipIndex: number, take: number | null): void {
    const takes = this.clips.get(clipIndex)!;
    for (const ended of take === null ? takes : [takes[take]!]) ended.reached = CLIP_DONE;
  }

  /** The percent of the whole: the mean of all clips'. */
  get mean(): number {
    const percent = meanOf(
      [...this.clips.values()].map((takes) => meanOf(takes.map(({ reached }) => reached))),
    );
    return Math.min(99, Math.floor(this.composition === 'none' ? (100 * percent) / CLIP_DONE : percent));
  }

  /** Appends an event; rejects with Stopped if the fence is old. */
  async write(event: NewEvent): Promise<void> {
    this.whole.reached(event.progress);
    await this.append(event);
  }

  /** The composition begins. */
  async composing(message: string): Promise<void> {
    await this.write({ type: 'RECOMPOSING', progress: PROGRESS_BANDS[this.band].from, message });
  }

  /** Writes the percent of the recomposition if it has moved, at most twice a second. */
  percent(type: 'RECOMPOSING', fraction: number, message: string): void {
    const progress = progressWithin(this.band, fraction);
    this.whole.write(progress, async () => await this.append({ type, progress, message }));
  }

  private get band(): 'recomposition' | 'restoration' {
    if (this.composition === 'none') throw new Error('Nothing is composed of takes');
    return this.composition;
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

/** How far one take of a clip is. */
interface Take {
  /** The percent that it has reached. */
  reached: number;
  percents: Percents;
}

/** Writes the events of one clip's change, or of one take of it. Its percents are those of a run that makes nothing else. */
export class ClipProgress {
  constructor(
    private readonly run: Pick<RunProgress, 'append' | 'mean'>,
    private readonly clipIndex: number,
    /** All takes of the clip. */
    private readonly all: readonly Take[],
    /** Those that the events are about. */
    private readonly about: readonly Take[],
  ) {}

  /** Appends an event; rejects with Stopped if the fence is old. */
  async write(event: NewEvent): Promise<void> {
    for (const take of this.about) {
      take.reached = Math.max(take.reached, event.progress);
      take.percents.reached(event.progress);
    }
    await this.append(event);
  }

  /** Writes the generation's percent if it has moved, not more often than the clips of a run may together. */
  percent(type: 'VIDEO_GENERATING', fraction: number, message: string): void {
    const progress = progressWithin('video', fraction);
    this.about[0]!.percents.write(progress, async () => await this.write({ type, progress, message }));
  }

  /** Writes news at the percent that is reached. A lost write shows in the next awaited one, and in the lease. */
  say(type: 'REGENERATION_STARTED' | 'VIDEO_GENERATING', message: string): void {
    void this.append({ type, progress: 0, message }).catch(() => undefined);
  }

  private async append(event: NewEvent): Promise<void> {
    await this.run.append({
      ...event,
      progress: this.run.mean,
      clipIndex: this.clipIndex,
      clipProgress: Math.floor((100 * meanOf(this.all.map(({ reached }) => reached))) / CLIP_DONE),
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

function reachedBy(checkpoint: ChangeInput['checkpoint'], take: number): number {
  const { clip } = take === 0 ? checkpoint : (checkpoint.takes?.[take] ?? {});
  if (clip !== undefined) return CLIP_DONE;
  return checkpoint.prompt === undefined ? 0 : PROGRESS_BANDS.prompt.to;
}

const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
