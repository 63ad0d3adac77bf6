import { join } from 'node:path';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import type { RunInput } from '../regeneration-row.js';
import { composeVideo } from '../compose/compose.js';
import { recompositionProgress } from '../compose/progress/recomposition-progress.js';
import { WORTH } from '../compose/progress/work.js';
import { withRetries } from '../retry.js';
import type { ChangedClip } from './change-clip.js';
import { keep, objectPath, type StepDeps } from './step.js';

/** Step 3, 60-100 %: the final video with the new clips in place; only what changed is encoded. */
export async function recompose(
  input: RunInput,
  changed: readonly ChangedClip[],
  deps: StepDeps,
  signal: AbortSignal,
): Promise<string> {
  if (input.videoKey !== null) return input.videoKey;
  const message = 'Putting the video together.';
  await deps.progress.write({ type: 'RECOMPOSING', progress: 60, message });
  const report = recompositionProgress((fraction, words) =>
    deps.progress.percent('RECOMPOSING', fraction, words),
  );
  const uploadWork = WORTH.upload * input.job.data.totalFrames;
  let composing = 0;
  const composed = await withRetries(
    async () =>
      await composeVideo(
        {
          jobId: input.job.id,
          aspectRatio: input.job.data.aspectRatio,
          resolution: deps.outputResolution,
          timeline: input.job.data,
          sources: sourcesWith(input, changed),
          song: input.job.songKey === null ? null : { key: input.job.songKey, sha256: null },
          outputPath: join(deps.workDir, 'final.mp4'),
        },
        {
          storage: deps.storage,
          ffmpeg: deps.ffmpeg,
          workDir: deps.workDir,
          concurrency: deps.encoderConcurrency,
          log: deps.log,
          onProgress: (done, total) => report(done, (composing = total) + uploadWork),
        },
        signal,
      ),
    signal,
  );
  const key = `video-outputs/${objectPath(input)}/final.mp4`;
  const { sizeBytes, filePath } = composed;
  await withRetries(async () => {
    let sent = 0;
    return await deps.storage.putFile(key, filePath, signal, (chunk) => {
      sent += chunk.length;
      report(composing + (uploadWork * sent) / sizeBytes, composing + uploadWork);
    });
  }, signal);
  crashPoint('after-video-upload');
  await keep(input, deps, { patch: { video: { key } }, stage: 'composer', api: 'ffmpeg', costUsd: '0' });
  crashPoint('after-video-kept');
  return key;
}

/** The media of every slot: the current clips, with the new ones in their places. */
function sourcesWith(
  input: RunInput,
  changed: readonly ChangedClip[],
): ({ key: string; sha256: string | null } | null)[] {
  const made = new Map(changed.map(({ change, clip }) => [change.clipIndex, clip]));
  return input.job.clips.map((clip) => {
    const generated = made.get(clip.clipIndex);
    if (generated !== undefined) return { key: generated.key, sha256: generated.sha256 };
    return clip.currentVideoKey === null ? null : { key: clip.currentVideoKey, sha256: clip.sha256 };
  });
}
