import type { Step } from '../../../../core/assistant/route.js';
import { SENTENCES } from '../../../../core/assistant/sentences.js';
import type { Reply } from '../../../../core/conversation/keep-exchange.js';
import type { OfferKind } from '../../../../core/conversation/message.js';
import type { JobRecord } from '../../../../core/job/job-record.js';
import type { ApiContext } from '../../context.js';

/** An offer to bring an earlier version back holds as long as a quote does. */
const OFFER_MS = 15 * 60_000;

/** With a picked clip a version is that clip's; undo and redo are the video's. */
export async function offerOfStep(
  context: ApiContext,
  job: JobRecord,
  clipIndex: number | null,
  step: Step,
): Promise<Reply> {
  const video = await context.versions.currentVideo(job.id);
  if (step.step !== 'VERSION') {
    const isUndo = step.step === 'UNDO';
    const found = isUndo ? video.undoable : video.redoable;
    if (found === null) return { text: SENTENCES[isUndo ? 'nothing to undo' : 'nothing to redo'] };
    const back = isUndo ? 'Undo brings back' : 'Redo brings back';
    const text = `${back} video version ${found.versionNumber}: ${found.summary}. Free, at once.`;
    return offered(text, step.step, found.versionNumber, null, video.versionNumber);
  }
  const { versionNumber } = step;
  const clip = job.clips.find((one) => one.clipIndex === clipIndex);
  if (clip !== undefined) {
    const name = `Clip ${clip.clipIndex + 1}`;
    if (clip.rootVersion === versionNumber || clip.versionNumber === versionNumber)
      return { text: `${name} shows version ${versionNumber} already.` };
    const what = versionNumber === 1 ? 'its original' : `version ${versionNumber}`;
    const text = `${name} gets ${what} back; nothing is lost. Free.`;
    return offered(text, 'RESTORE', versionNumber, clip.clipIndex, clip.versionNumber);
  }
  const found = await context.versions.videoVersion({ jobId: job.id, versionNumber });
  if (found === null) return { text: `This video has no version ${versionNumber}.` };
  if (found.isCurrent) return { text: `This is version ${versionNumber} already.` };
  const text = `I’ll bring back video version ${versionNumber}: ${found.summary}. Free.`;
  return offered(text, 'RESTORE', versionNumber, null, video.versionNumber);
}

function offered(
  text: string,
  kind: Extract<OfferKind, 'UNDO' | 'REDO' | 'RESTORE'>,
  restores: number,
  restoresClip: number | null,
  expectedVersion: number,
): Reply {
  const expiresAt = new Date(Date.now() + OFFER_MS);
  return { text, offer: { work: { kind, restores, restoresClip, expectedVersion }, expiresAt } };
}
