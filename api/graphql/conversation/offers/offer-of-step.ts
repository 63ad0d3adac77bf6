import type { Step } from '../../../../core/assistant/route.js';
import { SENTENCES } from '../../../../core/assistant/sentences.js';
import { videoFacts } from '../../../../core/assistant/whom/video-facts.js';
import { whomMeant, type Whom } from '../../../../core/assistant/whom/whom.js';
import type { Reply, Said } from '../../../../core/conversation/keep-exchange.js';
import type { OfferKind } from '../../../../core/conversation/message.js';
import type { JobRecord } from '../../../../core/job/job-record.js';
import type { ApiContext } from '../../context.js';

/** An offer to bring an earlier version back holds as long as a quote does. */
const OFFER_MS = 15 * 60_000;

/** With a clip that is named or picked a version is that clip's; undo is of a named clip, else undo and redo are the video's. */
export async function offerOfStep(
  context: ApiContext,
  job: JobRecord,
  { text: message, clipIndex: picked }: Pick<Said, 'text' | 'clipIndex'>,
  step: Step,
): Promise<Reply> {
  const whom = whomMeant(message, videoFacts(job, []));
  const isOfAll = OF_ALL.test(message);
  const clips = !isOfAll && whom.kind === 'clips' ? whom.clips : [];
  if (clips.length > 1 || (!isOfAll && isUnclear(whom))) return { text: ONE_CLIP };
  const [named] = clips;
  if (step.step === 'UNDO' && named !== undefined) return await undoOfClip(context, job, named);
  return await offerOfVersion(context, job, named ?? (isOfAll ? null : picked), step);
}

/** "Back to the original video" is not of the clip that is picked. */
const OF_ALL = /\b(?:everything|all|whole|entire|video|song)\b/i;
const ONE_CLIP = 'I can take back the last change of the video, or that of one clip: say its number.';

/** Words that name clips, but not which: "undo the chorus". Without any, it asks for a picked clip. */
const isUnclear = (whom: Whom): boolean =>
  whom.kind === 'unknown' || (whom.kind === 'question' && whom.options.length > 0);

/** The version of a clip that stood before its last change; the other clips stay as they are. */
async function undoOfClip({ versions }: ApiContext, job: JobRecord, clipIndex: number): Promise<Reply> {
  const clip = job.clips.find((one) => one.clipIndex === clipIndex)!;
  const name = `Clip ${clipIndex + 1}`;
  if (clip.rootVersion === 1) return { text: `${name} is as it was first made: there is nothing to undo.` };
  const page = { jobId: job.id, clipIndex, first: 1, after: clip.rootVersion };
  const [before] = (await versions.clipVersions(page)).rows;
  const target = before?.restoredFrom ?? before?.versionNumber ?? 1;
  const what = target === 1 ? 'its original' : `version ${target}`;
  const text = `Before its last change ${name.toLowerCase()} had ${what}: it gets that back, and the other clips stay. Free.`;
  return offered(text, 'RESTORE', target, clipIndex, clip.versionNumber);
}

/** An offer for a version of a clip or, where it is null, of the video. */
export async function offerOfVersion(
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
