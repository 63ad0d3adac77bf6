/** What is drawn: a frame that was taken out of a video, or where a browser gives none, the video as it is then. */
export type Drawn = HTMLVideoElement | VideoFrame;

/**
 * The frame that a video shows now. What is drawn of a video itself may be a later one: a busy machine takes long between
 * two of them. Media of another origin give none.
 */
export function captured(video: HTMLVideoElement): Drawn {
  try {
    return new VideoFrame(video);
  } catch {
    return video;
  }
}

/** Seconds of a captured frame in its file; null where the browser does not say. */
export function secondsOf(drawn: Drawn): number | null {
  return drawn instanceof HTMLVideoElement ? null : drawn.timestamp / 1_000_000;
}

export function release(drawn: Drawn): void {
  if (!(drawn instanceof HTMLVideoElement)) drawn.close();
}
