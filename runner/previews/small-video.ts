import { join } from 'node:path';
import { frameAt } from '../../core/job/frames.js';
import { joinParts } from '../compose/join.js';
import type { FrameSize } from '../compose/segments/clip-chain.js';
import { segmentRun } from '../compose/segments/segment-args.js';
import { isLargerThanSmall, SMALL_PIXELS } from '../compose/compose.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { displayedAspect, displayedSize, type VideoStream } from '../ffmpeg/picture/video-stream.js';
import { probeMedia } from '../ffmpeg/probe.js';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.js';

/**
 * Makes the rendition for slow lines of a finished video, frame for frame and with its sound: encoded as one segment by the same
 * rules, and joined by the same checks. Its segments would need the clips, and may not be those that the video was made of.
 *
 * @returns Its path, in `workDir`; null where the video is not larger.
 */
export async function smallVideo(
  path: string,
  { ffmpeg, workDir }: { ffmpeg: FfmpegTools; workDir: string },
  signal: AbortSignal,
): Promise<string | null> {
  const { video, demuxer, startSeconds } = await probeMedia(path, ffmpeg, signal);
  const size = video === null ? null : smallSize(video);
  if (video === null || size === null) return null;
  const totalFrames = Math.max(1, frameAt(video.durationSeconds));
  const [segment, outputPath] = [join(workDir, 'small-segment.mp4'), join(workDir, 'small.mp4')];
  const run = segmentRun({
    segment: { kind: 'body', clip: 0, startFrame: 0, endFrame: totalFrames },
    ranges: [{ clip: 0, fromFrame: 0, toFrame: totalFrames, slotFrames: totalFrames }],
    files: [{ file: path, demuxer, startSeconds, video }],
    output: { rendition: 'small', size, outputPath: segment },
    beside: null,
  });
  await runFfmpeg(ffmpeg, run, signal);
  const parts = [segment, path].map((file) => ({ file, frameCount: totalFrames }));
  await joinParts([{ parts, size, outputPath }], { folder: workDir, totalFrames }, ffmpeg, signal, () => {});
  return outputPath;
}

/** Of the same shape; null where that would not be smaller. */
function smallSize(video: VideoStream): FrameSize | null {
  const { width, height } = displayedSize(video);
  if (!isLargerThanSmall({ width, height })) return null;
  const aspect = displayedAspect(video);
  const longer = 2 * Math.round((SMALL_PIXELS * Math.max(aspect, 1 / aspect)) / 2);
  return aspect < 1 ? { width: SMALL_PIXELS, height: longer } : { width: longer, height: SMALL_PIXELS };
}
