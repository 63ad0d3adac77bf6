import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { Backlog } from './backlog.js';
import type { MediaSources } from './clip-sources.js';
import { concurrently } from './concurrently.js';
import { makePart } from './make-part.js';
import type { Part } from './parts.js';
import { Semaphore } from '../../core/util/semaphore.js';
import type { SegmentStore } from './segments/segment-store.js';
import type { SegmentUploads } from './segments/segment-uploads.js';
import type { SourceWork } from './progress/source-work.js';
import { WORTH, type Work, type WorkPiece } from './progress/work.js';

/** Bound by the network. */
const FETCHES_AT_ONCE = 8;
/** Parts whose clips are brought while every core encodes others. */
const PREPARED_AHEAD = 1;

export interface GatherDeps {
  store: SegmentStore;
  sources: MediaSources;
  uploads: SegmentUploads;
  ffmpeg: FfmpegTools;
  /** Parts encoded side by side. */
  encoders: number;
  work: Work;
  sourceWork: SourceWork;
  /** Hears, before anything is brought, that all that is to do is known now. */
  onPlanned: () => void;
}

/**
 * Brings every part to its local file: those in storage are fetched; beside that the others are encoded, as soon as it
 * is known that they are not there or damaged, and their uploads begun. Answers with the parts that were made.
 *
 * Clips are here only as long as something needs them: at most two for every part that is encoded and for one more, and
 * those that these share with one of the next few (see Backlog).
 */
export async function gatherParts(parts: Part[], deps: GatherDeps, signal: AbortSignal): Promise<Part[]> {
  const kept = await deps.store.keys();
  const gathering = new Gathering(parts, deps);
  const there = parts.filter(({ key }) => kept.has(key)).map((part) => gathering.expect(part));
  for (const part of parts) if (!kept.has(part.key)) gathering.miss(part);
  deps.onPlanned();
  const phases = [
    (each: AbortSignal) => gathering.fetchAll(there, each),
    (each: AbortSignal) => gathering.makeAll(each),
  ];
  await concurrently(phases, phases.length, signal, (phase, each) => phase(each));
  return gathering.missed.map(({ part }) => part);
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

class Gathering {
  readonly missed: MissingPart[] = [];
  private readonly backlog = new Backlog<MissingPart>();
  private readonly cores: Semaphore;
  /** How many parts may still need a clip, by its key. */
  private readonly needed = new Map<string, number>();

  constructor(
    parts: Part[],
    private readonly deps: GatherDeps,
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
      await concurrently(parts, FETCHES_AT_ONCE, signal, async ({ part, fetching }, each) => {
        if (await this.deps.store.fetch(part, each, fetching.done)) await this.settle(part);
        else this.miss(part);
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
    await this.cores.use(() => makePart(part, run, this.deps.ffmpeg, signal, making.done));
    making.done(1);
    this.deps.uploads.start(part, keeping);
    await this.settle(part);
  }

  /** The part is here: what only it needed can go. */
  private async settle({ needs }: Part): Promise<void> {
    for (const key of needs) {
      const left = this.needed.get(key)! - 1;
      this.needed.set(key, left);
      if (left === 0) await this.deps.sources.discard(key);
    }
  }
}
