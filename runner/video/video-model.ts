/** What a video model is asked to make. */
export interface VideoRequest {
  /** The clip's new prompt. */
  prompt: string;
  /** Looks that were asked for by name, in the order in which they were asked for; ids of core/templates.ts. */
  looks: readonly string[];
  /** The clip's current footage, a local file. */
  sourcePath: string;
  /** Where the finished video goes. */
  outputPath: string;
}

/** Makes a clip: a provider's model, or the built-in renderer. */
export interface VideoModel {
  /**
   * Resolves once the finished video, picture only, lies at `outputPath`, which never holds a part of it.
   * `onProgress` hears of the fraction done, 0 to 1, never falling.
   *
   * Rejects with `RegenerationFailure` (VIDEO_MODEL_FAILED, CONTENT_REJECTED, TIMEOUT), or with the signal's reason.
   */
  generate(request: VideoRequest, signal: AbortSignal, onProgress: (fraction: number) => void): Promise<void>;
}
