import { z } from 'zod';
import { readStyle } from '../adjustments/style.js';
import { ApiError } from '../errors.js';
import { MAX_SEED } from '../job/seed.js';
import { storedAdjustments } from '../job/job-record.js';
import { CHANGE_ACTIONS } from '../quote/video-model-card.js';
import { FAILURE_POLICIES, type RequestMessage } from '../regeneration/admission.js';
import type { ClipChangeRow, RegenerationRow } from '../regeneration/regeneration-repository.js';
import {
  checkIdempotencyKey,
  hashInput,
  lastMessages,
  type ChangesRequest,
  type StyleFrom,
} from './changes-request.js';
import type { VideoModelChoices } from './video-choice.js';

const conversationSchema = z.array(z.object({ role: z.enum(['USER', 'ASSISTANT']), content: z.string() }));

/** Whether a part of it can be tried again, and was not yet: that would be paid for twice. */
export const canRetry = ({ kind, retryableClips, retriedClips }: RegenerationRow): boolean =>
  kind !== 'RESTORE' && retryableClips.some((clip) => !retriedClips.includes(clip));

/**
 * What failed of an ended change, or was canceled, again: the same instructions and, where they are still to be had, the
 * same models. What was tried again already is left out, which may leave no changes. BAD_USER_INPUT where there is nothing
 * to try again.
 */
export function retryRequest(
  ended: RegenerationRow,
  changes: readonly ClipChangeRow[],
  /** Clips that each change has made, by index: takes that are there are not made again. */
  made: ReadonlyMap<number, number>,
  idempotencyKey: string | null,
  { options }: VideoModelChoices,
): ChangesRequest {
  checkIdempotencyKey(idempotencyKey);
  rejectFinal(ended);
  const { id, userId, jobId, retryableClips } = ended;
  const onFailure = z.enum(FAILURE_POLICIES).parse(ended.onFailure);
  const again = changes
    .filter(({ clipIndex }) => retryableClips.includes(clipIndex))
    .map(({ clipIndex, instruction, takes, adjustments, askedPrompt: prompt, askedSeed, ...how }) => {
      const isAvailable = options.some(({ key, isAvailable }) => key === how.videoModel && isAvailable);
      const { videoModel, action } = isAvailable ? how : { videoModel: null, action: null };
      const missing = ended.kind === 'TAKES' ? takes - (made.get(clipIndex) ?? 0) : takes;
      return {
        ...{ clipIndex, instruction, videoModel, takes: missing, range: null, more: null },
        styleFrom: styleAsked(adjustments),
        ...{ prompt, seed: ended.kind === 'TAKES' ? seedAfter(askedSeed, takes) : askedSeed },
        action: action === null ? null : z.enum(CHANGE_ACTIONS).parse(action),
      };
    });
  // All that failed, and not the models that were chosen before: what was tried meanwhile does not make it another request.
  const plain = again.map((change) => ({ ...change, action: null, videoModel: null }));
  return {
    ...{ userId, jobId, onFailure, idempotencyKey, retryOf: id },
    changes: again.filter(({ clipIndex }) => !ended.retriedClips.includes(clipIndex)),
    ...{ quoteToken: null, queuedId: null },
    history: changes.length === 1 ? historyOf(ended) : [],
    inputHash: hashInput(jobId, plain, onFailure),
  };
}

/** Seeds of takes go on where those of the change ended: one that was used makes a picture that is there already. */
function seedAfter(seed: number | null, takes: number): number | null {
  return seed === null ? null : (seed + takes) % (MAX_SEED + 1);
}

/** One that the clip had before is the same again, and changes nothing. */
function styleAsked(adjustments: ClipChangeRow['adjustments']): StyleFrom | null {
  const style = readStyle(storedAdjustments.parse(adjustments) ?? null);
  if (style === null) return null;
  const { clipIndex, versionNumber, strength } = style;
  return { clipIndex, versionNumber, strength };
}

/** What was said of one clip; about several, each is asked for in its own words. */
function historyOf({ conversationHistory }: RegenerationRow): RequestMessage[] {
  return lastMessages(conversationSchema.parse(conversationHistory));
}

/** Throws why a change cannot be tried again. */
function rejectFinal(ended: RegenerationRow): void {
  if (ended.kind === 'RESTORE') {
    const sentence = 'Nothing of a restore is kept for another try. Restore the version again.';
    throw new ApiError('BAD_USER_INPUT', sentence);
  }
  if (ended.retryableClips.length > 0) return;
  if (ended.status === 'failed') {
    const sentence = "The video model's content rules refused exactly this. Put it in other words.";
    throw new ApiError('BAD_USER_INPUT', sentence);
  }
  throw new ApiError('BAD_USER_INPUT', 'Only a change that failed or was canceled can be tried again.');
}
