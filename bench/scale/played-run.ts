import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import {
  claimRegeneration,
  publishRegeneration,
  releaseLease,
  saveCheckpoint,
} from '../../core/regeneration/lifecycle.js';
import { leaseTiming } from '../../core/regeneration/lease-timing.js';
import type { PrismaClient } from '../../prisma/client.js';
import { RUNNER_EXIT } from '../../core/util/exit-codes.js';
import { keepLease, Stopped } from '../../runner/lease.js';
import { PaidCall } from '../../runner/paid-call.js';
import { RunProgress, type ClipProgress } from '../../runner/progress.js';
import { readRunInput, type ChangeInput, type RunInput } from '../../runner/regeneration-row.js';

/** A little longer than the writer's shortest pause, so that it writes each of them. */
const PERCENT_EVERY_MS = 510;
/** Each step moves by a percent at a time. */
const PERCENTS = { VIDEO_GENERATING: 50, RECOMPOSING: 39 } as const;
const STEP = 'A step further.';
const CHARGED_USD = '0.0400';
const log = pino({ level: 'warn' });

/**
 * A run without ffmpeg: everything that a runner does to the database, with the runner's own parts, in the time of
 * the percents. Resolves to its exit code.
 */
export async function playRun(
  db: PrismaClient,
  id: string,
  attempt: number,
  terminated: AbortSignal,
): Promise<number> {
  const claimed = await claimRegeneration(db, id, attempt);
  if (claimed.outcome !== 'CLAIMED') return RUNNER_EXIT.refused;
  const run = new AbortController();
  terminated.addEventListener('abort', () => run.abort(new Stopped('terminated')), { once: true });
  const lease = keepLease(db, claimed.claim, leaseTiming(), run, log);
  try {
    await walkSteps(await readRunInput(db, claimed.claim, 'CHANGE'), db, run.signal);
    return RUNNER_EXIT.done;
  } catch (error) {
    log.warn({ err: error, regeneration: id }, 'A played run ended early');
    await releaseLease(db, claimed.claim, { giveBack: true });
    return RUNNER_EXIT.interrupted;
  } finally {
    lease.release();
  }
}

async function walkSteps(input: RunInput, db: PrismaClient, signal: AbortSignal): Promise<void> {
  const progress = new RunProgress(db, input, input.changes, 'recomposition');
  const [change] = input.changes;
  const clip = progress.ofClip(change!.clipIndex);
  const text = `${change!.originalPrompt}, at night`;
  await clip.write({ type: 'TEMPLATE_MATCHED', progress: 5, message: 'Known change: nighttime.' });
  const free = { stage: 'prompt_generator', api: 'template', costUsd: '0' } as const;
  await saveCheckpoint(db, change!, { ...free, patch: { prompt: { text } }, modifiedPrompt: text });
  const data = { modifiedPrompt: text };
  await clip.write({ type: 'PROMPT_MODIFIED', progress: 10, message: 'The prompt is rewritten.', data });
  const clipKey = await makeClip(change!, db, clip, signal);
  await progress.write({ type: 'RECOMPOSING', progress: 60, message: 'Putting the video together.' });
  await percents(PERCENTS.RECOMPOSING, (done) => progress.percent('RECOMPOSING', done, STEP), signal);
  const videoKey = `video-outputs/${input.id}/final.mp4`;
  await saveCheckpoint(db, input, {
    stage: 'composer',
    api: 'ffmpeg',
    costUsd: '0',
    patch: { video: { key: videoKey } },
  });
  const keys = { originalClipKey: change!.clip.videoKey, clipKey, clipSha256: '0'.repeat(64), videoKey };
  await publishRegeneration(db, input, { ...keys, thumbnailKey: null, message: 'Done!' });
}

/** The paid step, through the ledger. */
async function makeClip(
  input: ChangeInput,
  db: PrismaClient,
  progress: ClipProgress,
  signal: AbortSignal,
): Promise<string> {
  await progress.write({ type: 'VIDEO_GENERATING', progress: 10, message: 'Making the clip.' });
  const call = await PaidCall.openOrResume(db, input, 'video_generator', 'played', CHARGED_USD);
  await call.mayPost({ prompt: 'played' });
  await call.accepted(randomUUID());
  const report = (done: number): void => progress.percent('VIDEO_GENERATING', done, STEP);
  await percents(PERCENTS.VIDEO_GENERATING, report, signal);
  const key = `video-clips/${input.id}/${input.fence}/clip.mp4`;
  const clip = { key, sha256: '0'.repeat(64), thumbnailKey: null };
  await call.settle({ outcome: 'succeeded', costUsd: CHARGED_USD, patch: { clip } });
  return key;
}

async function percents(
  count: number,
  report: (fraction: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let percent = 1; percent <= count; percent++) {
    await pause(PERCENT_EVERY_MS, undefined, { signal });
    report(percent / count);
  }
}
