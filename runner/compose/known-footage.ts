import { RegenerationFailure } from '../../core/errors.js';
import { Semaphore } from '../../core/util/semaphore.js';
import type { KnownMedia, MediaSources } from './clip-sources.js';
import { concurrently } from './concurrently.js';
import { footageTraits, type FootageTraits } from './segments/footage-traits.js';
import type { SegmentStore } from './segments/segment-store.js';

const READS_AT_ONCE = 4;
/** Each listens to the signal until it is stored, and Node.js warns of more than ten listeners. */
const NOTED_AT_ONCE = 4;
/** More files than these are not left on disk until their segments are made. */
const LEFT_ON_DISK = 2;

/** A clip, and the users' name of it. */
export interface NamedClip {
  media: KnownMedia;
  name: string;
}

/**
 * What is known of the clips' footage: by the caller, or as noted beside the segments when a segment was made of it. Every
 * new finding is noted, so that the next composition knows it without fetching the clip.
 */
export class KnownFootage {
  private readonly traits: Map<string, FootageTraits>;
  private readonly noting: Promise<void>[] = [];
  private readonly lanes = new Semaphore(NOTED_AT_ONCE);

  constructor(
    private readonly store: SegmentStore,
    kept: ReadonlySet<string>,
    clips: (KnownMedia | null)[],
    private readonly signal: AbortSignal,
  ) {
    this.traits = store.notedTraits(kept);
    for (const media of clips) if (media?.traits !== undefined) this.learn(media.sha256, media.traits);
  }

  /** Undefined if it is not known yet. */
  of({ sha256 }: KnownMedia): FootageTraits | undefined {
    return this.traits.get(sha256);
  }

  readonly learn = (sha256: string, traits: FootageTraits): void => {
    if (this.traits.has(sha256)) return;
    this.traits.set(sha256, traits);
    this.noting.push(this.lanes.use(() => this.store.noteTraits(sha256, traits, this.signal)));
  };

  /**
   * Reads the clips' headers. Files that cannot be used stay unknown, which matters only to a segment that must be made of
   * them.
   */
  async read(clips: NamedClip[], sources: MediaSources, signal: AbortSignal): Promise<void> {
    await concurrently(clips, READS_AT_ONCE, signal, async ({ media, name }, each) => {
      try {
        const { probe } = await sources.file(media, name, each);
        if (probe.video !== null) this.learn(media.sha256, footageTraits(probe.video));
        if (clips.length > LEFT_ON_DISK) await sources.discard(media.key);
      } catch (error) {
        each.throwIfAborted();
        if (!(error instanceof RegenerationFailure) || error.code !== 'RECOMPOSITION_FAILED') throw error;
        await sources.discard(media.key);
      }
    });
  }

  /** Waits until all notes are stored, or have failed, which is logged. */
  async ended(): Promise<void> {
    await Promise.all(this.noting);
  }
}
