import type { FfmpegTools } from '../../ffmpeg/binaries.js';
import { clipViolations } from '../../ffmpeg/media-limits.js';
import { checkDecodable } from '../../ffmpeg/length/check-decodable.js';
import { probeMedia, UnusableMedia, type MediaProbe } from '../../ffmpeg/probe.js';

/** A clip may be shorter or longer than requested by this factor; beyond that it is a different clip. */
const PLAUSIBLE_TIMES = 4;
/** Pixels of the shorter side; below that it is an icon or a placeholder. */
const SHORTEST_SIDE = 64;

/**
 * Checks what a video model delivered: a supported file of plausible size and length that can be decoded to its
 * end. Resolves to what its headers say; rejects with UnusableMedia.
 */
export async function checkOutput(
  path: string,
  requestedSeconds: number,
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
): Promise<MediaProbe> {
  const probe = await probeMedia(path, ffmpeg, signal);
  const [violation] = [...clipViolations(probe), ...implausible(probe, requestedSeconds)];
  if (violation !== undefined) throw new UnusableMedia(violation);
  await checkDecodable(path, probe, ffmpeg, signal);
  return probe;
}

function implausible({ video }: MediaProbe, requestedSeconds: number): string[] {
  if (video === null) return [];
  const { width, height, durationSeconds: seconds } = video;
  if (Math.min(width, height) < SHORTEST_SIDE) return [`Its picture is only ${width}x${height}.`];
  if (seconds * PLAUSIBLE_TIMES >= requestedSeconds && seconds <= requestedSeconds * PLAUSIBLE_TIMES)
    return [];
  return [
    `It lasts ${Number(seconds.toFixed(2))} s instead of the ${Number(requestedSeconds.toFixed(2))} s requested.`,
  ];
}
