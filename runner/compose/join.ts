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

/** Joins the parts, the song last, into `outputPath`, and checks what came out before anyone sees it. */
export async function joinParts(
  parts: JoinedPart[],
  {
    folder,
    totalFrames,
    size,
    outputPath,
  }: { folder: string; totalFrames: number; size: FrameSize; outputPath: string },
  ffmpeg: FfmpegTools,
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
): Promise<void> {
  const listFile = path.join(folder, 'segments.ffconcat');
  const songFile = parts.at(-1)!.file;
  await writeFile(listFile, concatList(parts.slice(0, -1)));
  const run = joinRun({ listFile, songFile, totalFrames, outputPath });
  await runFfmpeg(ffmpeg, run, signal, (frames) => onFraction(frames / totalFrames));
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
function joinRun(options: {
  listFile: string;
  songFile: string;
  totalFrames: number;
  outputPath: string;
}): FfmpegRun {
  const { listFile, songFile, totalFrames, outputPath } = options;
  return {
    inputs: [
      { file: listFile, format: 'concat', options: [...AHEAD, '-safe', '1'] },
      { file: songFile, format: 'mov', options: AHEAD },
    ],
    outputOptions: [
      ...['-map', '0:v:0', '-map', '1:a:0', '-c', 'copy', '-movflags', '+faststart'],
      ...['-fflags', '+bitexact', '-map_metadata', '-1', '-video_track_timescale', String(FRAME_RATE * 1000)],
    ],
    format: 'mp4',
    outputPath,
    frameCount: totalFrames,
    copies: true,
    doing: 'put the video together',
    failureCode: 'RECOMPOSITION_FAILED',
  };
}
