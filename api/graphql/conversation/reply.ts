import { routeOf, type Route, type Step } from '../../../core/assistant/route.js';
import { SENTENCES } from '../../../core/assistant/sentences.js';
import { declineOffer, type Reply, type Said } from '../../../core/conversation/keep-exchange.js';
import type { OfferKind } from '../../../core/conversation/message.js';
import { ApiError } from '../../../core/errors.js';
import type { JobRecord } from '../../../core/job/job-record.js';
import { requestCancel } from '../../../core/regeneration/lifecycle.js';
import type { ApiContext } from '../context.js';
import { accept } from './accept-offer.js';
import { answerQuestion } from './answer-questions.js';
import { offerForWish } from './offer-for-wish.js';

/** An offer to bring an earlier version back holds as long as a quote does. */
const OFFER_MS = 15 * 60_000;

/** What the assistant answers. Nothing is done or charged, but what an open offer says is accepted by a yes. */
export async function replyTo(context: ApiContext, job: JobRecord, said: Said): Promise<Reply> {
  const route = routeOf(said.text);
  switch (route.kind) {
    case 'step':
      return await replyToStep(context, job, said, route);
    case 'answer':
      return await replyToAnswer(context, job, said, route);
    case 'question':
      return { text: await answerQuestion(context, job, said.text, said.clipIndex, route.about) };
    case 'wish':
      return await offerForWish(context, job, said);
    default:
      return { text: SENTENCES[route.kind] };
  }
}

/** With a picked clip a version is that clip's; undo and redo are the video's. */
async function replyToStep(context: ApiContext, job: JobRecord, said: Said, step: Step): Promise<Reply> {
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
  const clip = job.clips.find(({ clipIndex }) => clipIndex === said.clipIndex);
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

/** Yes, no and cancel apply to what is open: the newest offer, else the change that runs. */
async function replyToAnswer(
  context: ApiContext,
  job: JobRecord,
  said: Said,
  { answer }: Extract<Route, { kind: 'answer' }>,
): Promise<Reply> {
  const open = await context.conversations.openOffer(job.id, said.userId);
  if (open !== null && answer === 'yes') {
    try {
      const regenerationId = await accept(context, open);
      return { text: SENTENCES.accepted, about: { ...open, state: 'ACCEPTED', regenerationId } };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { text: error.message, about: open };
    }
  }
  if (open !== null) {
    await declineOffer(context.db, open.id, said.userId);
    return { text: SENTENCES.declined };
  }
  if (answer !== 'cancel') return { text: SENTENCES['nothing open'] };
  const running = job.activeRegenerationId;
  if (running === null) return { text: SENTENCES['nothing runs'] };
  await requestCancel(context.db, running, said.userId);
  context.nudgeReconciler();
  return { text: SENTENCES.canceling };
}
