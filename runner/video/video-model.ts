import type { ClipReferences } from '../../core/job/clip-references.js';
import type { AspectRatio } from '../../core/job/frames.js';
import type { OpenCall } from '../../core/regeneration/ledger.js';
import type { TemplateId } from '../../core/templates/templates.js';
import type { PaidCall } from '../paid-call.js';
import type { PaidClip } from '../regeneration-row.js';

/** What a video model is asked to make. */
export interface VideoRequest {
  /** Which model of the provider, by its key. */
  model: string;
  /** The clip's new prompt. */
  prompt: string;
  /** What is not to be seen, as the pipeline's prompt says; null where it says nothing. */
  negativePrompt: string | null;
  /** Looks that were asked for by name, in the order in which they were asked for. */
  looks: readonly TemplateId[];
  /** Length of the clip's slot in the video, seconds. */
  clipSeconds: number;
  /** Of the video, e.g. `16:9`. */
  aspectRatio: AspectRatio;
  /** Pictures of the clip's scene and characters; storage keys, which may be gone. */
  references: ClipReferences;
  /** 31 bits; the same one as of the clip before gives a similar clip, where the model takes one. */
  seed: number;
  /** When the regeneration ends at the latest. */
  deadlineAt: Date;
  /** What an earlier attempt has paid for; brought once more, without another charge. */
  paid: PaidClip | null;
  /** The clip's current footage, a local file; null for a clip that was never made. */
  sourcePath: string | null;
  /** Where the finished video goes. */
  outputPath: string;
}

/** What a finished video is still to be charged; null where its call is settled already. */
export interface Generated {
  /** USD, decimal string. */
  owedUsd: string | null;
}

/** What became of a call that was ended early, and what the provider charges for it (USD, decimal string). */
export interface EndedCall {
  outcome: 'succeeded' | 'failed' | 'canceled' | 'unknown';
  costUsd: string;
  /** The provider's name for it, where that was found out only now. */
  externalId?: string;
  /** What it has made all the same: a later run may use it. */
  paid?: PaidClip;
}

/** Makes a clip: a provider's model, or the built-in renderer. */
export interface VideoModel {
  /** Whose calls these are in the ledger: `local`, or the provider's name. */
  readonly api: string;
  /**
   * Resolves once the finished video, picture only, lies at `outputPath`, which never holds a part of it.
   * `onProgress` hears of the fraction done, 0 to 1, never falling. `open` opens the call in the ledger, before
   * anything may be charged; what an earlier attempt has started is resumed, never started again.
   *
   * Rejects with `RegenerationFailure` (VIDEO_MODEL_FAILED, CONTENT_REJECTED, TIMEOUT), or with the signal's reason.
   */
  generate(
    request: VideoRequest,
    open: () => Promise<PaidCall>,
    signal: AbortSignal,
    onProgress: (fraction: number) => void,
  ): Promise<Generated>;
  /** Ends what a run that stops has left open, and says what it is charged. Takes some seconds at most. */
  cancel(call: OpenCall): Promise<EndedCall>;
}
