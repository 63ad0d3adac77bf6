import {
  earlierLook,
  earlierVersion,
  type EarlierLook,
} from '../../../../core/assistant/parts/earlier-look.js';
import { videoFacts } from '../../../../core/assistant/whom/video-facts.js';
import { whomMeant } from '../../../../core/assistant/whom/whom.js';
import type { Reply, Said } from '../../../../core/conversation/keep-exchange.js';
import { ApiError } from '../../../../core/errors.js';
import type { ClipRecord, JobRecord } from '../../../../core/job/job-record.js';
import { parseInstruction } from '../../../../core/quote/instruction.js';
import type { ApiContext } from '../../context.js';
import { quotedOffer } from './offer-for-wish.js';

/** An answer to "like clip 3 was before" and "the colors of version 1"; null where nothing of that kind is said. */
export async function offerOfEarlier(context: ApiContext, job: JobRecord, said: Said): Promise<Reply | null> {
  const earlier = earlierLook(said.text);
  if (earlier === null) return null;
  try {
    return await answerFor(context, job, said, earlier);
  } catch (error) {
    // What cannot be done is an answer, not a failure.
    if (error instanceof ApiError && error.code === 'BAD_USER_INPUT') return { text: error.message };
    throw error;
  }
}

async function answerFor(
  context: ApiContext,
  job: JobRecord,
  { text, clipIndexes }: Said,
  earlier: EarlierLook,
): Promise<Reply | null> {
  // "Like clip 3 was before" with nothing picked is about clip 3 itself.
  const own = clipIndexes.length === 0 && earlier.clipIndex !== null ? [earlier.clipIndex] : clipIndexes;
  const whom = whomMeant(earlier.rest, videoFacts(job, own));
  // Which clips are meant is asked as of any wish.
  if (whom.kind !== 'clips') return null;
  const [only] = whom.clips.length === 1 ? whom.clips : [];
  const isOwn = only !== undefined && (earlier.clipIndex ?? only) === only;
  const source = job.clips.find(({ clipIndex }) => clipIndex === (earlier.clipIndex ?? only));
  if (isOwn && source !== undefined && !earlier.isLook) return backOrLook(source, earlier);
  const changes = whom.clips.map((clipIndex) => ({ clipIndex, instruction: parseInstruction(text) }));
  const offered = await quotedOffer(context, job, changes);
  if (isOwn || source === undefined) return offered;
  const name = `clip ${source.clipIndex + 1} in version ${earlierVersion(earlier, source)}`;
  return { ...offered, text: `Like ${name}: ${offered.text}` };
}

/** Its footage may have changed since, and other things than its light and color: which of both is meant is asked. */
function backOrLook(clip: ClipRecord, earlier: EarlierLook): Reply {
  const version = earlierVersion(earlier, clip);
  const [name, number] = [`Clip ${clip.clipIndex + 1}`, clip.clipIndex + 1];
  if (version === null) return { text: `${name} is as it was first made: it has no earlier look.` };
  if (version === clip.versionNumber) return { text: `${name} shows version ${version} already.` };
  return {
    text: `Should ${name.toLowerCase()} get its version ${version} back, or only the light and color of that?`,
    choices: [
      { label: `Version ${version} back`, text: `Bring back version ${version} of clip ${number}` },
      { label: 'Only its light and color', text: `${name}: the light and color of version ${version}` },
    ],
  };
}
