import path from 'node:path';
import { createLocalDiskStorage } from '../../core/storage/disk/local-disk.js';
import type { Storage } from '../../core/storage/storage.js';
import { probeMedia } from '../../runner/ffmpeg/probe.js';
import { testFfmpeg } from '../../test/kit/media/media.js';
import { cpuMeter, type CpuMeter } from '../kit/cpu-meter.js';
import { makeFootage, type Footage } from './footage.js';

/**
 * Shared by the cases: footage, a storage, ffmpegs that count their CPU, and a folder that is removed afterwards.
 */
export interface Stage {
  folder: string;
  storageFolder: string;
  storage: Storage;
  meter: CpuMeter;
  footage: Footage;
}

export async function prepareStage(folder: string): Promise<Stage> {
  const tools = await testFfmpeg();
  const storageFolder = path.join(folder, 'storage');
  return {
    folder,
    storageFolder,
    storage: createLocalDiskStorage(storageFolder),
    meter: await cpuMeter(tools, folder),
    footage: await makeFootage(tools, folder),
  };
}

/** All variants must have made the same number of frames. */
export async function assertFrames(file: string, frames: number): Promise<void> {
  const { video } = await probeMedia(file, await testFfmpeg());
  if (video?.frameCount !== frames)
    throw new Error(`${path.basename(file)} holds ${video?.frameCount} frames instead of ${frames}.`);
}

export function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
