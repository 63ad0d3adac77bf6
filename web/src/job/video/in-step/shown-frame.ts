/** Which frame of a video is on the screen. */
export interface ShownFrame {
  /** Its time in the file, in seconds; null while there is none, or another is being sought. */
  seconds: () => number | null;
  /** Seconds that a frame lasts, as far as that was seen. */
  lasts: () => number;
  stop: () => void;
}

const THIRTIETH = 1 / 30;
const LONGEST_FRAME = 0.1;

/**
 * Watches which frame of a video is shown. `currentTime` alone would not do while it plays: a browser shows frames later
 * than their time, and leaves some out.
 */
export function watchFrames(video: HTMLVideoElement): ShownFrame {
  let media: number | null = null;
  let shortest = Infinity;
  let request = 0;
  const note = (_now: number, { mediaTime }: VideoFrameCallbackMetadata) => {
    const gap = media === null ? 0 : mediaTime - media;
    if (gap > 0.001 && !video.seeking) shortest = Math.min(shortest, gap);
    media = mediaTime;
    request = video.requestVideoFrameCallback(note);
  };
  const forget = () => (media = null);
  const has = 'requestVideoFrameCallback' in video;
  if (has) request = video.requestVideoFrameCallback(note);
  video.addEventListener('seeking', forget);
  video.addEventListener('emptied', forget);
  return {
    // Until the browser has said it, as of a frame that stands since before.
    seconds: () =>
      video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA
        ? null
        : (media ?? video.currentTime),
    lasts: () => (shortest <= LONGEST_FRAME ? shortest : THIRTIETH),
    stop: () => {
      if (has) video.cancelVideoFrameCallback(request);
      video.removeEventListener('seeking', forget);
      video.removeEventListener('emptied', forget);
    },
  };
}
