import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { secondsAt } from '../../core/job/frames.js';
import { keepMeasurement } from '../../core/measurements/measurements.js';
import { keepPreview } from '../../core/previews/previews.js';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import { limited } from '../../core/util/limited.js';
import type { Kept } from '../../core/measurements/kept.js';
import { keptOf } from '../measure/kept.js';
import { measureClip, type ReadClip } from '../measure/measure-clip.js';
import { storePictures } from '../measure/store-pictures.js';
import type { ChangeInput } from '../regeneration-row.js';
import { footagePath, generatedPath, type Generated } from './generate-clip.js';
import { changePath, type ChangeDeps } from './step.js';

/** Longest time that it may take, and comparing within it; publishing waits for it. */
const [LIMIT_MS, COMPARING_MS] = [12_000, 8_000];

/**
 * Beside step 3: measures the clip that this run made and makes its pictures for the page, unless that was done while it was
 * checked, compares it with its footage, and keeps all that. Never rejects: what is not there now is made after a later change.
 */
export async function readMade(
  input: ChangeInput,
  { clip, probe, read: known }: Generated,
  deps: ChangeDeps,
  run: AbortSignal,
): Promise<void> {
  // That of an earlier attempt is not here any more.
  if (known === null && !existsSync(generatedPath(deps))) return;
  const { startFrame, endFrame } = input.clip;
  const { db, storage, ffmpeg, workDir, previews } = deps;
  const pictures = previews ? workDir : undefined;
  const measuring = { ffmpeg, scratch: join(workDir, 'measured.rgb'), pictures };
  try {
    await limited(run, LIMIT_MS, async (signal) => {
      const seconds = secondsAt(endFrame - startFrame);
      const read = known ?? (await measureClip(generatedPath(deps), seconds, measuring, signal, probe));
      if (read === null) return;
      const kept = await keptOfFootage(read, seconds, deps, signal);
      await keepMeasurement(db, input, clip.key, { ...read.measured, kept });
      if (read.pictures === null) return;
      const folder = `clip-thumbnails/${changePath(input)}`;
      const preview = await storePictures(read.pictures, folder, async (key, path) => {
        await storage.putFile(key, path, signal);
      });
      crashPoint('after-preview-upload');
      await keepPreview(db, input, clip.key, preview);
    });
  } catch (error) {
    if (!run.aborted) deps.log.warn({ err: error }, 'The clip is not measured, or has no pictures');
  }
}

/** What a clip keeps of the footage it was made from. Undefined where there is none, or it cannot be read in time. */
async function keptOfFootage(
  made: ReadClip,
  seconds: number,
  { ffmpeg, workDir, log }: ChangeDeps,
  run: AbortSignal,
): Promise<Kept | null | undefined> {
  const path = footagePath({ workDir });
  if (!existsSync(path)) return undefined;
  const measuring = { ffmpeg, scratch: join(workDir, 'footage.rgb'), isUnhurried: true };
  try {
    return await limited(run, COMPARING_MS, async (signal) => {
      const footage = await measureClip(path, seconds, measuring, signal);
      return footage === null ? undefined : keptOf(footage.frames, made.frames);
    });
  } catch (error) {
    if (!run.aborted) log.warn({ err: error }, 'The clip is not compared with its footage');
    return undefined;
  }
}
