import type { OpenCall } from '../../core/regeneration/ledger.js';
import type { PaidCall } from '../paid-call.js';

/** What a video model is asked to make. */
export interface VideoRequest {
  /** The clip's new prompt. */
  prompt: string;
  /** Looks that were asked for by name, in the order in which they were asked for; ids of core/templates.ts. */
  looks: readonly string[];
  /** Length of the clip's slot in the video, seconds. */
  clipSeconds: number;
  /** The clip's current footage, a local file. */
  sourcePath: string;
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
}

/** Makes a clip: a provider's model, or the built-in renderer. */
export interface VideoModel {
  /** Whose calls these are in the ledger: `local`, or the provider's name. */
  readonly api: string;
  /**
   * Resolves once the finished video, picture only, lies at `outputPath`, which never holds a part of it.
   * `onProgress` hears of the fraction done, 0 to 1, never falling. `call` is open in the ledger; what an earlier
   * attempt has started is resumed, never started again.
   *
   * Rejects with `RegenerationFailure` (VIDEO_MODEL_FAILED, CONTENT_REJECTED, TIMEOUT), or with the signal's reason.
   */
  generate(
    request: VideoRequest,
    call: PaidCall,
    signal: AbortSignal,
    onProgress: (fraction: number) => void,
  ): Promise<Generated>;
  /** Ends what a run that stops has left open, and says what it is charged. Takes some seconds at most. */
  cancel(call: OpenCall): Promise<EndedCall>;
}
