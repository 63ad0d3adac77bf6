import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FRAME_RATE } from '../../../core/job/frames.js';
import type { FrameSize } from '../../../runner/compose/segments/clip-chain.js';
import type { FfmpegTools } from '../../../runner/ffmpeg/binaries.js';
import { runFfmpeg, type FfmpegInput } from '../../../runner/ffmpeg/run-ffmpeg.js';

const ENCODER = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p'];

/** The baseline: every clip normalized to one size and rate, the results concatenated and encoded with the song. */
export async function composeClassically(options: {
  tools: FfmpegTools;
  files: string[];
  songFile: string;
  size: FrameSize;
  folder: string;
  outputPath: string;
}): Promise<void> {
  const { tools, files, songFile, size, folder, outputPath } = options;
  const parts: string[] = [];
  for (const [index, file] of files.entries()) {
    const part = path.join(folder, `normalized-${index}.mp4`);
    const graph = `[0:v:0]fps=${FRAME_RATE},${fitted(size)}[video]`;
    await encode(tools, [{ file, format: 'mov' }], graph, ['-an'], part);
    parts.push(part);
  }
  const list = path.join(folder, 'classic.ffconcat');
  await writeFile(
    list,
    `ffconcat version 1.0\n${parts.map((part) => `file ${path.basename(part)}\n`).join('')}`,
  );
  const inputs = [
    { file: list, format: 'concat' },
    { file: songFile, format: 'mov' },
  ];
  const sound = ['-map', '1:a:0', '-c:a', 'aac', '-b:a', '192k', '-shortest', '-movflags', '+faststart'];
  await encode(tools, inputs, '[0:v:0]null[video]', sound, outputPath);
}

function fitted({ width, height }: FrameSize): string {
  const scaled = `scale=${width}:${height}:force_original_aspect_ratio=decrease`;
  return `${scaled},pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2,setsar=1`;
}

async function encode(
  tools: FfmpegTools,
  inputs: FfmpegInput[],
  graph: string,
  more: string[],
  outputPath: string,
) {
  const run = {
    inputs,
    filterGraph: graph,
    outputOptions: ['-map', '[video]', ...ENCODER, ...more],
    format: 'mp4',
    outputPath,
    frameCount: 2000,
    doing: 'put the video together',
    failureCode: 'RECOMPOSITION_FAILED' as const,
  };
  await runFfmpeg(tools, run, new AbortController().signal);
}
