import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { secondsAt } from '../../core/job/frames.js';
import { keepMeasurement } from '../../core/measurements/measurements.js';
import { limited } from '../../core/util/limited.js';
import { measureClip } from '../measure/measure-clip.js';
import type { ChangeInput } from '../regeneration-row.js';
import { generatedPath, type Generated } from './generate-clip.js';
import type { ChangeDeps } from './step.js';

/** Longest time that it may take; publishing waits for it. */
const LIMIT_MS = 12_000;

/**
 * Beside step 3: measures the clip that this run made, unless it was measured while it was checked. Never rejects: one that is
 * not measured now is measured when that is first needed.
 */
export async function measureMade(
  input: ChangeInput,
  { clip, probe, measured: known }: Generated,
  deps: ChangeDeps,
  run: AbortSignal,
): Promise<void> {
  // That of an earlier attempt is not here any more.
  if (known === null && !existsSync(generatedPath(deps))) return;
  const { startFrame, endFrame } = input.clip;
  const measuring = { ffmpeg: deps.ffmpeg, scratch: join(deps.workDir, 'measured.rgb') };
  try {
    await limited(run, LIMIT_MS, async (signal) => {
      const seconds = secondsAt(endFrame - startFrame);
      const measured = known ?? (await measureClip(generatedPath(deps), seconds, measuring, signal, probe));
      if (measured !== null) await keepMeasurement(deps.db, input, clip.key, measured);
    });
  } catch (error) {
    if (!run.aborted) deps.log.warn({ err: error }, 'The clip is not measured');
  }
}
