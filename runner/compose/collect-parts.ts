import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { mp4Tracks } from '../ffmpeg/mp4/mp4-tracks.js';
import { FfmpegError, runFfmpeg, type FfmpegRun } from '../ffmpeg/run-ffmpeg.js';
import { Backlog } from './backlog.js';
import type { MediaSources } from './clip-sources.js';
import { concurrently } from './concurrently.js';
import type { Part } from './parts.js';
import { Semaphore } from '../../core/util/semaphore.js';
import { seal } from './segments/seal.js';
import type { SegmentStore, StoredPart } from './segments/segment-store.js';
import type { SegmentUploads } from './segments/segment-uploads.js';
import { holdsSong } from './song-track.js';
import { WORTH, type SourceWork, type Work, type WorkPiece } from './progress/work.js';

/** Limited by the network, not by the cores. */
const FETCHES_AT_ONCE = 8;
/** Parts whose clips are fetched while every core encodes others. */
const PREPARED_AHEAD = 1;

export interface CollectDeps {
  /** Keys of the parts that are stored. */
  kept: ReadonlySet<string>;
  store: SegmentStore;
  sources: MediaSources;
  uploads: SegmentUploads;
  ffmpeg: FfmpegTools;
  /** The parts of the rendition for slow lines that are there, by the key of the video's part. */
  small: Map<string, StoredPart>;
  /** Parts encoded side by side. */
  encoders: number;
  work: Work;
  sourceWork: SourceWork;
  /** Called before anything is fetched, once the whole work is known. */
  onPlanned: () => void;
}

/**
 * Puts every part into its local file: stored parts are fetched while missing or damaged ones are encoded and their
 * uploads start. Resolves with the parts that were made.
 *
 * A clip is on disk only while a part needs it: at most two for each part being encoded and for one more, and those that
 * they share with the next few (see Backlog).
 */
export async function collectParts(parts: Part[], deps: CollectDeps, signal: AbortSignal): Promise<Part[]> {
  const { kept } = deps;
  const collection = new Collection(parts, deps);
  const isThere = ({ key, kind }: Part): boolean =>
    kept.has(key) && !(kind === 'song' && lacksOnlySmallSong(parts, kept));
  const there = parts.filter(isThere).map((part) => collection.expect(part));
  for (const part of parts) if (!isThere(part)) collection.miss(part);
  deps.onPlanned();
  const phases = [
    (each: AbortSignal) => collection.fetchAll(there, each),
    (each: AbortSignal) => collection.makeAll(each),
  ];
  await concurrently(phases, phases.length, signal, (phase, each) => phase(each));
  return collection.missed.map(({ part }) => part);
}

/**
 * Whether the song is all that the rendition for slow lines would lack, as after a change of the resolution: then it is encoded
 * again, which costs little and gives the same bytes.
 */
function lacksOnlySmallSong(parts: readonly Part[], kept: ReadonlySet<string>): boolean {
  const hasSmall = ({ key, small }: Part): boolean =>
    small !== null && (!kept.has(key) || kept.has(small.key));
  const song = parts.find(({ kind }) => kind === 'song');
  const pictures = parts.filter((part) => part !== song);
  return song !== undefined && !hasSmall(song) && pictures.every(hasSmall);
}

interface KeptPart {
  part: Part;
  fetching: WorkPiece;
}

interface MissingPart extends Pick<Part, 'position' | 'frameCount'> {
  part: Part;
  making: WorkPiece;
  keeping: WorkPiece;
}

class Collection {
  readonly missed: MissingPart[] = [];
  private readonly backlog = new Backlog<MissingPart>();
  private readonly cores: Semaphore;
  /** Number of parts that may still need a clip, by its key. */
  private readonly needed = new Map<string, number>();

  constructor(
    parts: Part[],
    private readonly deps: CollectDeps,
  ) {
    this.cores = new Semaphore(deps.encoders);
    for (const key of parts.flatMap(({ needs }) => needs))
      this.needed.set(key, (this.needed.get(key) ?? 0) + 1);
  }

  expect(part: Part): KeptPart {
    return { part, fetching: this.deps.work.add(WORTH.fetch * Math.max(1, part.frameCount)) };
  }

  miss(part: Part): void {
    const { work, sourceWork } = this.deps;
    for (const key of part.needs) sourceWork.expect(key);
    const { position, frameCount } = part;
    const making = work.add(part.worth);
    const keeping = work.add(WORTH.upload * frameCount);
    const missing = { part, position, frameCount, making, keeping };
    this.missed.push(missing);
    this.backlog.add(missing);
  }

  async fetchAll(parts: KeptPart[], signal: AbortSignal): Promise<void> {
    try {
      const { kept, small, store } = this.deps;
      const fetchesSmall = parts.every(({ part }) => part.small !== null && kept.has(part.small.key));
      await concurrently(parts, FETCHES_AT_ONCE, signal, async ({ part, fetching }, each) => {
        if (!(await store.fetch(part, each, fetching.done))) this.miss(part);
        else {
          if (fetchesSmall && (await store.fetch(part.small!, each, () => undefined)))
            small.set(part.key, part.small!);
          await this.settle(part);
        }
        fetching.done(1);
      });
    } finally {
      this.backlog.close();
    }
  }

  async makeAll(signal: AbortSignal): Promise<void> {
    const lanes = Array.from({ length: this.deps.encoders + PREPARED_AHEAD });
    await concurrently(lanes, lanes.length, signal, async (_, each) => {
      for (let next = await this.backlog.take(); next !== null; next = await this.backlog.take()) {
        each.throwIfAborted();
        await this.make(next, each);
      }
    });
  }

  private async make({ part, making, keeping }: MissingPart, signal: AbortSignal): Promise<void> {
    const run = await part.prepare(signal);
    const { ffmpeg, uploads, small } = this.deps;
    await this.cores.use(() => makePart(part, run, ffmpeg, signal, making.done));
    making.done(1);
    uploads.start(part, keeping);
    if (part.small !== null) {
      uploads.start(part.small);
      small.set(part.key, part.small);
    }
    await this.settle(part);
  }

  /** The part is finished: clips that only it needed are removed. */
  private async settle({ needs }: Part): Promise<void> {
    for (const key of needs) {
      const left = this.needed.get(key)! - 1;
      this.needed.set(key, left);
      if (left === 0) await this.deps.sources.discard(key);
    }
  }
}

/** Makes a part with its prepared command, checks that it is complete, and seals it. */
async function makePart(
  part: Part,
  run: FfmpegRun,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
): Promise<void> {
  try {
    await runFfmpeg(ffmpeg, run, signal, (frames) => onFraction(frames / run.frameCount));
    await assertWhole(part, part.file, run);
    if (part.small !== null) await assertWhole(part, part.small.file, run);
  } catch (error) {
    throw error instanceof FfmpegError ? part.failure(error) : error;
  }
  await seal(part.file, signal);
  if (part.small !== null) await seal(part.small.file, signal);
}

/** ffmpeg also exits with 0 if a source ends too early, so the frames are counted before the part is kept. */
async function assertWhole({ kind, frameCount }: Part, file: string, run: FfmpegRun): Promise<void> {
  const tracks = await mp4Tracks(file);
  const whole =
    kind === 'song'
      ? holdsSong(tracks, run.frameCount)
      : tracks.length === 1 && tracks[0]!.handler === 'vide' && tracks[0]!.samples === frameCount;
  if (whole) return;
  const cause = new Error(`It holds ${JSON.stringify(tracks)} instead of ${run.frameCount} frames`);
  throw new FfmpegError(run.failureCode, `FFmpeg could not ${run.doing}.`, { cause });
}
