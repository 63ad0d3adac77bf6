import path from 'node:path';
import { FRAME_RATE } from '../../core/frames.js';
import type { FfmpegRun } from '../ffmpeg/run-ffmpeg.js';

/** A finished segment: a file in the list's own folder. */
export interface JoinedPart {
  file: string;
  frameCount: number;
}

/** ffmpeg's concat list. Names are relative and ours, so that `-safe 1` can stay on. */
export function concatList(parts: JoinedPart[]): string {
  const lines = parts.map(({ file, frameCount }) => {
    return `file ${path.basename(file)}\nduration ${(frameCount / FRAME_RATE).toFixed(6)}\n`;
  });
  return `ffconcat version 1.0\n${lines.join('')}`;
}

/** Joins segments and song by stream copy: nothing is decoded, nothing is encoded. */
export function joinRun(options: {
  listFile: string;
  songFile: string;
  totalFrames: number;
  outputPath: string;
}): FfmpegRun {
  const { listFile, songFile, totalFrames, outputPath } = options;
  return {
    inputs: [
      { file: listFile, format: 'concat', options: ['-safe', '1'] },
      { file: songFile, format: 'mov' },
    ],
    outputOptions: [
      ...['-map', '0:v:0', '-map', '1:a:0', '-c', 'copy', '-movflags', '+faststart'],
      ...['-fflags', '+bitexact', '-map_metadata', '-1', '-video_track_timescale', String(FRAME_RATE * 1000)],
    ],
    format: 'mp4',
    outputPath,
    frameCount: totalFrames,
    doing: 'put the video together',
    failureCode: 'RECOMPOSITION_FAILED',
  };
}
