import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { packagePath } from '../../core/util/package-path.js';
import type { CpuMeter } from '../kit/cpu-meter.js';
import type { ComposerCommand, ComposerReport } from './composer.js';
import { watchMemory } from './tree-memory.js';
import type { BenchVideo } from './video.js';

/** The cost of one composition. */
export interface Composition {
  /** Of the process and of every program that it started. */
  cpuSeconds: number;
  wallSeconds: number;
  encodedFrames: number;
  peakBytes: number;
  filePath: string;
}

/** The environment of compositions; `jobId` names the segment cache, so a new one starts cold. */
export interface ComposeSite {
  meter: CpuMeter;
  folder: string;
  storageFolder: string;
}

/** Composes a video in a separate process and measures it. */
export async function composeApart(
  video: BenchVideo,
  jobId: string,
  { meter, folder, storageFolder }: ComposeSite,
): Promise<Composition> {
  const workDir = path.join(folder, 'work');
  const filePath = path.join(folder, 'ours.mp4');
  const { timeline, clips, song } = video;
  const sources = clips.map(({ key, sha256 }) => ({ key, sha256 }));
  await mkdir(workDir, { recursive: true });
  const command: ComposerCommand = {
    input: { jobId, timeline, sources, song, aspectRatio: '16:9', outputPath: filePath },
    storageFolder,
    workDir,
    tools: meter.tools,
  };
  let done: { report: ComposerReport; peakBytes: number } | undefined;
  const programs = await meter.measurePrograms(async () => (done = await composed(command)));
  await rm(workDir, { recursive: true });
  const { ownCpuSeconds, wallSeconds, encodedFrames } = done!.report;
  const { peakBytes } = done!;
  return { cpuSeconds: programs + ownCpuSeconds, wallSeconds, encodedFrames, peakBytes, filePath };
}

async function composed(command: ComposerCommand): Promise<{ report: ComposerReport; peakBytes: number }> {
  const child = fork(packagePath('dist/bench/recompose/composer.js'));
  const memory = watchMemory(child.pid!);
  child.send(command);
  const ended = once(child, 'exit').then(() => {
    throw new Error('The composition in a process of its own failed.');
  });
  try {
    const [report] = (await Promise.race([once(child, 'message'), ended])) as [ComposerReport];
    return { report, peakBytes: await memory.stop() };
  } finally {
    await memory.stop();
  }
}
