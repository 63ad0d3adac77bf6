import { dollars } from '../../../core/assistant/answers.js';
import { isLyrics, noWishIn } from '../../../core/assistant/no-wish.js';
import { SENTENCES } from '../../../core/assistant/sentences.js';
import { clock } from '../../../core/assistant/whom/text/sentences.js';
import { videoFacts } from '../../../core/assistant/whom/video-facts.js';
import { whomMeant, type Whom } from '../../../core/assistant/whom/whom.js';
import type { Reply, Said } from '../../../core/conversation/keep-exchange.js';
import type { Choice, QuotedWork } from '../../../core/conversation/message.js';
import { ApiError } from '../../../core/errors.js';
import { secondsAt } from '../../../core/job/frames.js';
import type { JobRecord } from '../../../core/job/job-record.js';
import { parseChanges, type ChangeInput } from '../../../core/order/changes-request.js';
import { clipsInWords } from '../../../core/order/clips-in-words.js';
import { quoteChanges, type ChangesOffer } from '../../../core/order/quote-changes.js';
import { parseInstruction } from '../../../core/quote/instruction.js';
import { isFree } from '../../../core/quote/pricing.js';
import type { ApiContext } from '../context.js';
import { frozenQuote } from './offered-quote.js';

/** Clips that are offered as ready answers; more would be a list to read. */
const MOST_CHOICES = 6;

/** An offer for a wish; a question where no clip is meant, and a sentence where it cannot be understood or seen. */
export async function offerForWish(context: ApiContext, job: JobRecord, said: Said): Promise<Reply> {
  try {
    const wish = parseInstruction(said.text);
    const facts = videoFacts(job, said.clipIndexes);
    if (isLyrics(wish, facts)) return { text: SENTENCES.unclear };
    const whom = whomMeant(wish, facts);
    switch (whom.kind) {
      case 'unknown':
        return { text: whom.sentence };
      case 'question':
        return whichClip(job, whom, wish);
      case 'clips':
        return await offerFor(context, job, said, whom);
    }
  } catch (error) {
    // What cannot be done is an answer, not a failure.
    if (error instanceof ApiError && error.code === 'BAD_USER_INPUT') return { text: error.message };
    throw error;
  }
}

async function offerFor(
  context: ApiContext,
  job: JobRecord,
  said: Said,
  { clips, rest, styleFrom, same }: Extract<Whom, { kind: 'clips' }>,
): Promise<Reply> {
  const look = styleFrom === null ? '' : `like clip ${styleFrom + 1}`;
  const before = same ? await lastWish(context, said) : '';
  if (look === '' && before === '' && rest !== '') {
    const noWish = noWishIn(rest, videoFacts(job, clips));
    if (noWish !== null) return { text: SENTENCES[noWish] };
  }
  // Its own words, so that they mean the same wherever they are read again.
  const instruction = [look, before, rest].filter((part) => part !== '').join(', ');
  if (instruction === '') return { text: `What should change in ${clipsInWords(clips).toLowerCase()}?` };
  return await quotedOffer(
    context,
    said,
    clips.map((clipIndex) => ({ clipIndex, instruction })),
  );
}

/** An offer for changes at the prices of now, and its sentence. */
export async function quotedOffer(
  context: ApiContext,
  { userId, jobId }: Pick<Said, 'userId' | 'jobId'>,
  changes: readonly ChangeInput[],
): Promise<{ text: string; offer: { work: QuotedWork; expiresAt: Date } }> {
  const offer = await quoteChanges(context, parseChanges(userId, { jobId, changes }));
  const quote = await frozenQuote(context, offer);
  const kind = offer.isTakes ? 'TAKES' : 'CHANGE';
  return {
    text: `${offer.inShort} ${priceInWords(offer)}`,
    offer: { work: { kind, changes, quoteToken: offer.token, quote }, expiresAt: offer.expiresAt },
  };
}

/** The words of the last change, for "clip 5 too"; none where there was none, or where each of its clips had its own. */
async function lastWish({ regenerations }: ApiContext, { jobId, userId }: Said): Promise<string> {
  const recent = await regenerations.list({ jobId, userId, clipIndex: null }, 10);
  const last = recent.find(({ kind }) => kind !== 'RESTORE');
  if (last === undefined) return '';
  const words = new Set((await regenerations.changesOf(last.id)).map(({ instruction }) => instruction));
  return words.size === 1 ? [...words][0]! : '';
}

function whichClip({ clips }: JobRecord, whom: Extract<Whom, { kind: 'question' }>, wish: string): Reply {
  const meant = whom.options.length > 0 ? whom.options : clips.map(({ clipIndex }) => [clipIndex]);
  if (meant.length > MOST_CHOICES) return { text: `${whom.sentence} Pick it, and say it again.` };
  const rest = whom.rest === '' ? wish : whom.rest;
  const choices = meant.map((indexes): Choice => {
    const name = clipsInWords(indexes);
    const [only] = indexes.length === 1 ? clips.filter(({ clipIndex }) => clipIndex === indexes[0]) : [];
    const at = only === undefined ? '' : `, at ${clock(secondsAt(only.startFrame))}`;
    return { label: `${name}${at}`, text: `${name}: ${rest}` };
  });
  return { text: whom.sentence, choices };
}

/** What an offer costs and how long it takes, as its message says. */
export function priceInWords({
  cost,
  seconds,
}: {
  cost: Pick<ChangesOffer['cost'], 'total' | 'known'>;
  seconds: number;
}): string {
  const time = `about ${Math.max(1, seconds)} s`;
  return isFree(cost) ? `Free, ${time}.` : `${dollars(cost.total)}, ${time}.`;
}
