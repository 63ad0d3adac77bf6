import { writeFile } from 'node:fs/promises';
import type { FfmpegTools } from './binaries.js';
import type { MediaProbe } from './probe.js';
import { makeThumbnail, THUMBNAIL_SIZE } from './thumbnail.js';

const HOLES = [46, 64, 82, 100, 118].map((y) =>
  [102, 202].map((x) => `<rect x="${x}" y="${y}" width="16" height="10" rx="2" fill="#23262d"/>`).join(''),
);
/** A film strip on gray, which cannot be mistaken for a frame of the video. */
const FILM =
  `<svg xmlns="http://www.w3.org/2000/svg" width="${THUMBNAIL_SIZE.width}" height="${THUMBNAIL_SIZE.height}">` +
  '<rect width="100%" height="100%" fill="#23262d"/>' +
  '<rect x="96" y="38" width="128" height="98" rx="8" fill="#4a505c"/>' +
  `<rect x="124" y="46" width="72" height="82" rx="3" fill="#23262d"/>${HOLES.join('')}</svg>`;

let film: Promise<Buffer> | undefined;

/**
 * Like makeThumbnail, but writes a placeholder if the clip gives no picture; `onFailure` receives the reason.
 * Rejects if the run was stopped or nothing can be written.
 */
export async function thumbnailOrPlaceholder(
  videoPath: string,
  outputPath: string,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
  probe?: MediaProbe,
): Promise<void> {
  try {
    await makeThumbnail(videoPath, outputPath, ffmpeg, signal, probe);
  } catch (error) {
    signal.throwIfAborted();
    onFailure(error);
    film ??= drawFilm();
    await writeFile(outputPath, await film);
  }
}

async function drawFilm(): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return await sharp(Buffer.from(FILM)).jpeg().toBuffer();
}
