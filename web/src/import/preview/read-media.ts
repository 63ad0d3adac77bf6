/** What the browser can say of a clip or song before it is sent. */
export interface MediaPreview {
  seconds: number;
  /** Address of a small picture, for as long as the page lives or until it is released; null for a song. */
  picture: string | null;
}

const PICTURE_WIDTH = 320;
/** A file that a browser neither reads nor refuses. */
const GIVE_UP_MS = 15_000;
/** Beyond the fade in that many clips begin with. */
const PICTURE_AT_SECONDS = 0.5;

/** Reads length and picture of a file. Rejects where this browser cannot, which says nothing about the server. */
export async function readMedia(file: File): Promise<MediaPreview> {
  const video = document.createElement('video');
  const address = URL.createObjectURL(file);
  const stop = AbortSignal.timeout(GIVE_UP_MS);
  try {
    Object.assign(video, { muted: true, playsInline: true, preload: 'auto', src: address });
    await event(video, 'loadedmetadata', stop);
    const seconds = await lengthOf(video, stop);
    if (video.videoWidth === 0) return { seconds, picture: null };
    video.currentTime = Math.min(PICTURE_AT_SECONDS, seconds / 2);
    await event(video, 'seeked', stop);
    return { seconds, picture: await pictureOf(video) };
  } finally {
    // Lets go of the decoder, of which browsers have few.
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(address);
  }
}

/** WebM that was recorded says its length only once its end was looked for. */
async function lengthOf(video: HTMLVideoElement, stop: AbortSignal): Promise<number> {
  if (video.duration === Infinity) {
    video.currentTime = Number.MAX_SAFE_INTEGER;
    await event(video, 'seeked', stop);
  }
  if (!Number.isFinite(video.duration)) throw new Error('The length is not known.');
  return video.duration;
}

async function pictureOf(video: HTMLVideoElement): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.min(PICTURE_WIDTH, video.videoWidth);
  canvas.height = Math.max(1, Math.round((canvas.width * video.videoHeight) / video.videoWidth));
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
  if (picture === null) throw new Error('There is no picture.');
  return URL.createObjectURL(picture);
}

function event(video: HTMLVideoElement, name: string, stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener(name, () => resolve(), { once: true });
    video.addEventListener('error', () => reject(new Error('This browser cannot read it.')), { once: true });
    stop.addEventListener('abort', () => reject(new Error('It took too long.')), { once: true });
  });
}
