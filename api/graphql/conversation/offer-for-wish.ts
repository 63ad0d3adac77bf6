import { clock, dollars } from '../../../core/assistant/answers.js';
import { SENTENCES } from '../../../core/assistant/sentences.js';
import type { Reply, Said } from '../../../core/conversation/keep-exchange.js';
import { ApiError } from '../../../core/errors.js';
import type { JobRecord } from '../../../core/job/job-record.js';
import { secondsAt } from '../../../core/job/frames.js';
import { parseChanges } from '../../../core/order/changes-request.js';
import { quoteChanges, type ChangesOffer } from '../../../core/order/quote-changes.js';
import { parseInstruction } from '../../../core/quote/instruction.js';
import { isFree } from '../../../core/quote/pricing.js';
import type { ApiContext } from '../context.js';
import { frozenQuote } from './offered-quote.js';

/** Clips that are offered as ready answers; more would be a list to read. */
const MOST_CHOICES = 6;

/** An offer for a wish; the sentence that refuses it where it cannot be seen, and a question where no clip is meant. */
export async function offerForWish(context: ApiContext, job: JobRecord, said: Said): Promise<Reply> {
  const { userId, jobId, text, clipIndex } = said;
  try {
    if (clipIndex === null) return whichClip(job, parseInstruction(text));
    const changes = [{ clipIndex, instruction: text }];
    const offer = await quoteChanges(context, parseChanges(userId, { jobId, changes }));
    const quote = await frozenQuote(context, offer);
    const kind = offer.isTakes ? 'TAKES' : 'CHANGE';
    return {
      text: `${offer.reply} ${priceInWords(offer)}`,
      offer: { work: { kind, changes, quoteToken: offer.token, quote }, expiresAt: offer.expiresAt },
    };
  } catch (error) {
    // What cannot be done is an answer, not a failure.
    if (error instanceof ApiError && error.code === 'BAD_USER_INPUT') return { text: error.message };
    throw error;
  }
}

function whichClip({ clips }: JobRecord, wish: string): Reply {
  if (clips.length > MOST_CHOICES) return { text: `${SENTENCES['which clip']} Pick it, and say it again.` };
  const choices = clips.map(({ clipIndex, startFrame }) => ({
    label: `Clip ${clipIndex + 1}, at ${clock(secondsAt(startFrame))}`,
    text: `Clip ${clipIndex + 1}: ${wish}`,
  }));
  return { text: SENTENCES['which clip'], choices };
}

function priceInWords({ cost, seconds }: ChangesOffer): string {
  const time = `about ${Math.max(1, seconds)} s`;
  return isFree(cost) ? `Free, ${time}.` : `${dollars(cost.total)}, ${time}.`;
}
