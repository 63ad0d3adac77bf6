import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { OUTPUT_SIZES } from '../../../core/job/frames.js';
import { composeClassically } from './classic.js';
import { composeByOneGraph, encodeOnlyChanged } from './one-command.js';
import { assertFrames, type Stage } from '../stage.js';
import type { BenchVideo } from '../video.js';

const exec = promisify(execFile);

/** The cost of a baseline. */
export interface Cost {
  cpuSeconds: number;
  wallSeconds: number;
}

/** Normalizes every clip, concatenates, encodes again; without the crossfades, so it does less work. */
export async function classicWay(video: BenchVideo, { meter, folder }: Stage): Promise<Cost> {
  const outputPath = path.join(folder, 'classic.mp4');
  const files = video.clips.map(({ file }) => file);
  const options = { tools: meter.tools, files, songFile: video.song.file, folder, outputPath };
  const cost = await measured(meter.measure, () =>
    composeClassically({ ...options, size: OUTPUT_SIZES['16:9'] }),
  );
  await assertFrames(outputPath, video.timeline.totalFrames);
  return cost;
}

export async function oneGraph(video: BenchVideo, { meter, folder }: Stage): Promise<Cost> {
  const outputPath = path.join(folder, 'one-graph.mp4');
  const cost = await measured(meter.measure, () => composeByOneGraph(video, meter.tools, outputPath));
  await assertFrames(outputPath, video.timeline.totalFrames);
  return cost;
}

export async function onlyChanged(video: BenchVideo, clip: number, { meter, folder }: Stage): Promise<Cost> {
  const outputPath = path.join(folder, 'only-changed.mp4');
  return measured(meter.measure, () => encodeOnlyChanged(video, clip, meter.tools, outputPath));
}

/** The finished file copied stream by stream; only ffmpeg itself counts, without its start. */
export async function plainRemux(file: string, { meter, folder }: Stage): Promise<Cost> {
  const output = path.join(folder, 'remux.mp4');
  const args = ['-nostdin', '-y', '-v', 'error', '-i', file, '-c', 'copy', '-movflags', '+faststart', output];
  return measured(meter.measurePrograms, () => exec(meter.tools.ffmpegPath, args));
}

async function measured(meter: Stage['meter']['measure'], action: () => Promise<unknown>): Promise<Cost> {
  const started = performance.now();
  const cpuSeconds = await meter(action);
  return { cpuSeconds, wallSeconds: (performance.now() - started) / 1000 };
}
