import { join } from 'node:path';
import type { Style } from '../../core/adjustments/style.js';
import { RegenerationFailure } from '../../core/errors.js';
import { secondsAt } from '../../core/job/frames.js';
import { keepMeasurement } from '../../core/measurements/measurements.js';
import { ObjectNotFound } from '../../core/storage/storage.js';
import { UnusableMedia } from '../ffmpeg/probe.js';
import { FfmpegError } from '../ffmpeg/run-ffmpeg.js';
import { measureClip } from '../measure/measure-clip.js';
import type { Claim } from '../../core/regeneration/claim.js';
import { withRetries } from '../retry.js';
import type { ChangeInput } from '../regeneration-row.js';
import type { ChangeDeps } from './step.js';

/**
 * A style with what is seen of its clip: measured at its first use, and kept with the version that is made, and with the
 * file.
 */
export async function seenStyle(
  style: Style | null,
  { job: { clips }, ...claim }: Claim & Pick<ChangeInput, 'job'>,
  { db, storage, ffmpeg, workDir, log }: Pick<ChangeDeps, 'db' | 'storage' | 'ffmpeg' | 'workDir' | 'log'>,
  signal: AbortSignal,
): Promise<Style | null> {
  if (style === null || style.seen !== null) return style;
  const path = join(workDir, 'style');
  const slot = clips.find(({ clipIndex }) => clipIndex === style.clipIndex);
  const seconds = secondsAt((slot?.endFrame ?? 0) - (slot?.startFrame ?? 0));
  try {
    await withRetries(async () => await storage.fetchToFile(style.key, path, signal), signal);
    const measuring = { ffmpeg, scratch: join(workDir, 'style.rgb') };
    const read = await measureClip(path, seconds, measuring, signal);
    if (read === null) throw new UnusableMedia('It holds no picture.');
    const { measured } = read;
    await keepMeasurement(db, claim, style.key, measured).catch((error: unknown) =>
      log.warn({ err: error }, 'What was measured is not kept'),
    );
    const { red, green, blue, saturation, contrast } = measured;
    return { ...style, seen: { red, green, blue, saturation, contrast } };
  } catch (error) {
    const name = `The look of clip ${style.clipIndex + 1}`;
    if (error instanceof ObjectNotFound)
      throw new RegenerationFailure('STORAGE_FAILED', `${name} is missing in the storage.`, { cause: error });
    if (error instanceof UnusableMedia || error instanceof FfmpegError)
      throw new RegenerationFailure('VIDEO_MODEL_FAILED', `${name} cannot be read. ${error.message}`, {
        cause: error,
      });
    throw error;
  }
}
