import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RegenerationFailure } from '../../core/errors.js';
import { FRAME_RATE } from '../../core/job/frames.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { clearDisplayMatrix, mp4Tracks, showToTheEnd } from '../ffmpeg/mp4/mp4-tracks.js';
import { runFfmpeg, type FfmpegRun } from '../ffmpeg/run-ffmpeg.js';
import { resultProblem } from './check-result.js';
import type { FrameSize } from './segments/clip-chain.js';

/** A finished segment: a file in the list's own folder. */
export interface JoinedPart {
  file: string;
  frameCount: number;
}

/** ffmpeg's concat list. Names are relative and ours, so that `-safe 1` can stay on. */
function concatList(parts: JoinedPart[]): string {
  const lines = parts.map(({ file, frameCount }) => {
    return `file ${path.basename(file)}\nduration ${(frameCount / FRAME_RATE).toFixed(6)}\n`;
  });
  return `ffconcat version 1.0\n${lines.join('')}`;
}

/** One rendition of the video: its parts, the song last. */
export interface JoinedVideo {
  parts: JoinedPart[];
  size: FrameSize;
  outputPath: string;
}

/** Joins the parts of each rendition by one reading of the disk, and checks what came out before anyone sees it. */
export async function joinParts(
  videos: readonly JoinedVideo[],
  { folder, totalFrames }: { folder: string; totalFrames: number },
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
): Promise<void> {
  const joined = videos.map((video, index) => ({
    ...video,
    listFile: path.join(folder, `segments-${index}.ffconcat`),
    songFile: video.parts.at(-1)!.file,
  }));
  for (const { listFile, parts } of joined) await writeFile(listFile, concatList(parts.slice(0, -1)));
  await runFfmpeg(ffmpeg, joinRun(joined, totalFrames), signal, (frames) => onFraction(frames / totalFrames));
  for (const video of videos) await finish(video, totalFrames);
}

async function finish({ outputPath, size }: JoinedVideo, totalFrames: number): Promise<void> {
  // The first part's matrix becomes the video's; parts of footage that was turned may have one.
  await clearDisplayMatrix(outputPath);
  await showToTheEnd(outputPath, totalFrames / FRAME_RATE);
  const fault = resultProblem(await mp4Tracks(outputPath), { totalFrames, size });
  if (fault === null) return;
  await rm(outputPath, { force: true });
  throw new RegenerationFailure('RECOMPOSITION_FAILED', `The video came out ${fault}.`);
}

/**
 * ffmpeg reads each input in a thread of its own. With its default queue of eight packets, the threads spend a third of a
 * join's CPU time on waking each other.
 */
const AHEAD = ['-thread_queue_size', '512'];

/** Joins by stream copy: nothing is decoded or encoded. */
function joinRun(
  videos: readonly (JoinedVideo & { listFile: string; songFile: string })[],
  totalFrames: number,
): FfmpegRun {
  const [video, ...beside] = videos.map(({ outputPath }, index) => ({
    outputOptions: [
      ...[
        '-map',
        `${2 * index}:v:0`,
        '-map',
        `${2 * index + 1}:a:0`,
        '-c',
        'copy',
        '-movflags',
        '+faststart',
      ],
      ...['-fflags', '+bitexact', '-map_metadata', '-1', '-video_track_timescale', String(FRAME_RATE * 1000)],
    ],
    format: 'mp4',
    outputPath,
  }));
  return {
    ...video!,
    beside,
    inputs: videos.flatMap(({ listFile, songFile }) => [
      { file: listFile, format: 'concat', options: [...AHEAD, '-safe', '1'] },
      { file: songFile, format: 'mov', options: AHEAD },
    ]),
    frameCount: totalFrames,
    copies: true,
    doing: 'put the video together',
    failureCode: 'RECOMPOSITION_FAILED',
  };
}
