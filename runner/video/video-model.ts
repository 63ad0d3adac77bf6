import type { Adjustment } from '../../core/adjustments/adjustment.js';
import type { Style } from '../../core/adjustments/style.js';
import type { ClipReferences } from '../../core/job/clips/clip-references.js';
import type { AspectRatio } from '../../core/job/frames.js';
import type { OpenCall } from '../../core/regeneration/ledger.js';
import type { PaidCall } from '../paid-call.js';
import type { PaidClip } from '../regeneration-row.js';
import type { FootageEdit } from './edit/edit-window.js';

/** A request to make a clip. */
export interface VideoRequest {
  /** Which model of the provider, by its key. */
  model: string;
  /** The clip's new prompt. */
  prompt: string;
  /** What must not appear, from the pipeline's prompt; null if it says nothing. */
  negativePrompt: string | null;
  /** What the built-in renderer draws over the footage; none: the file is given back as it is. */
  looks: readonly Adjustment[];
  /** Whose light, color and contrast it gives the footage before all looks; what that looks like was seen. Null: the footage's own. */
  style: Style | null;
  /** Beats of the song, in seconds from the start of the clip's slot. */
  beatSeconds: readonly number[];
  /** Length of the clip's slot in the video, seconds. */
  clipSeconds: number;
  /** Of the video, e.g. `16:9`. */
  aspectRatio: AspectRatio;
  /** Pictures of the clip's scene and characters: storage keys of objects that may be gone. */
  references: ClipReferences;
  /** 31 bits; the previous clip's seed gives a similar clip, if the model takes one. */
  seed: number;
  /** The regeneration's deadline. */
  deadlineAt: Date;
  /** A clip that an earlier attempt paid for; it is fetched again without another charge. */
  paid: PaidClip | null;
  /** The clip's current footage, a local file; null for a clip that was never made. Of an edit, what is under its adjustments. */
  sourcePath: string | null;
  /** The footage is edited, by a prompt that says what changes; null: a new shot is made, or the footage drawn over. */
  edit: FootageEdit | null;
  /** The path of the finished video. */
  outputPath: string;
}

/** The charge of a finished video that is still to be booked; null if its call is settled already. */
export interface Generated {
  /** USD, decimal string. */
  owedUsd: string | null;
}

/** The outcome of a call that was ended early, and the provider's charge for it (USD, decimal string). */
export interface EndedCall {
  outcome: 'succeeded' | 'failed' | 'canceled' | 'unknown';
  costUsd: string;
  /** The provider's id, if it was found only now. */
  externalId?: string;
  /** A clip that was finished anyway: a later run may use it. */
  paid?: PaidClip;
}

/** What a model tells while it makes a clip. */
export interface GenerationNews {
  /** The finished fraction, 0 to 1, never falling. */
  onProgress: (fraction: number) => void;
  /** Why it waits, in words for the user; null once it goes on. */
  onWaiting: (sentence: string | null) => void;
}

/** Makes a clip: a provider's model, or the built-in renderer. */
export interface VideoModel {
  /** Its name in the ledger: `local`, or the provider's name. */
  readonly api: string;
  /**
   * Resolves once the complete video, picture only, is at `outputPath`. `open` opens the call in the ledger, before anything may be charged; a
   * prediction of an earlier attempt is resumed, never started again.
   *
   * Rejects with `RegenerationFailure` (VIDEO_MODEL_FAILED, CONTENT_REJECTED, TIMEOUT), or with the signal's
   * reason.
   */
  generate(
    request: VideoRequest,
    open: () => Promise<PaidCall>,
    signal: AbortSignal,
    news: GenerationNews,
  ): Promise<Generated>;
  /** Ends the open call of a stopped run, and returns its charge. Takes a few seconds at most. */
  cancel(call: OpenCall): Promise<EndedCall>;
}
