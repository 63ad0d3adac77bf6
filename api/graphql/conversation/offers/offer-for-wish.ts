import { readEdits } from '../../../../core/adjustments/read-edits.js';
import { readDrawn } from '../../../../core/adjustments/recipe.js';
import { nearWishes } from '../../../../core/assistant/near-looks.js';
import { clipsMeant, type WhomAndPart } from '../../../../core/assistant/parts/part-meant.js';
import { isLyrics, noWishIn } from '../../../../core/assistant/no-wish.js';
import { seenIn } from '../../../../core/assistant/seen/seen-phrases.js';
import { SENTENCES } from '../../../../core/assistant/sentences.js';
import { clock } from '../../../../core/assistant/whom/text/sentences.js';
import { videoFacts } from '../../../../core/assistant/whom/video-facts.js';
import type { Whom } from '../../../../core/assistant/whom/whom.js';
import type { Reply, Said } from '../../../../core/conversation/keep-exchange.js';
import type { Choice, QuotedWork } from '../../../../core/conversation/message.js';
import { ApiError } from '../../../../core/errors.js';
import { secondsAt } from '../../../../core/job/frames.js';
import type { ClipRecord, JobRecord } from '../../../../core/job/job-record.js';
import { parseChanges, type ChangeInput } from '../../../../core/order/changes-request.js';
import { chosenWay, classOf } from '../../../../core/order/chosen-way.js';
import { clipsInWords } from '../../../../core/order/clips-in-words.js';
import { quoteChangesOf } from '../../../../core/order/quote-changes.js';
import { modelName } from '../../../../core/order/model-name.js';
import { parseInstruction } from '../../../../core/quote/instruction.js';
import { inWords } from '../../../../core/quote/quote-warnings.js';
import { LOCAL_RENDERER } from '../../../../core/quote/rate-card.js';
import {
  asksForLess,
  asksForMore,
  removesEverything,
  SCOPE,
  SOME_LOOKS,
} from '../../../../core/templates/templates.js';
import type { ApiContext } from '../../context.js';
import { frozenQuote } from './offered-quote.js';
import { offerInWords } from './offer-words.js';
import { clipsBySeen } from '../seen-clips.js';

/** Clips that are offered as ready answers; more would be a list to read. */
const MOST_CHOICES = 6;

/** An offer for a wish; a question where no clip is meant, and a sentence where it cannot be understood or seen. */
export async function offerForWish(context: ApiContext, job: JobRecord, said: Said): Promise<Reply> {
  try {
    const wish = parseInstruction(said.text);
    const facts = videoFacts(job, said.clipIndexes);
    if (isLyrics(wish, facts)) return { text: SENTENCES.unclear };
    const seen = seenIn(wish);
    if (seen !== null) return await clipsBySeen(context, job, seen);
    const whom = clipsMeant(wish, facts);
    switch (whom.kind) {
      case 'unknown':
        return { text: whom.sentence };
      case 'question':
        if (whom.rest !== '' && noWishIn(whom.rest, facts) !== null) return { text: SENTENCES.unclear };
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
  { clips, rest, styleFrom, same, ranges }: Extract<WhomAndPart, { kind: 'clips' }>,
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
  const meant = job.clips.filter((clip) => clips.includes(clip.clipIndex) && canLose(clip, instruction));
  if (meant.length === 0) return { text: NO_LOOK };
  const changes = meant.map((clip) => ({ clip, ...onFootage(clip, instruction) }));
  if (ranges !== undefined) {
    const parts = meant.map(({ clipIndex }) => ({
      ...{ clipIndex, instruction, range: ranges[clips.indexOf(clipIndex)]! },
    }));
    return await quotedOffer(context, job, parts);
  }
  if (look === '' && !canMakeShots(context)) return await offerOfPart(context, job, instruction, changes);
  return await quotedOffer(
    context,
    job,
    changes.map(({ clip, rest: left }) => ({
      ...{ clipIndex: clip.clipIndex, instruction },
      action: chosenWay(classOf(instruction, left?.length === 0), clip, context.videoModels.options),
    })),
  );
}

const NO_LOOK = 'There is no look to take away: that footage is as it was made.';

/** "Remove all looks" of several clips is for those that have some. */
const canLose = ({ adjustments }: ClipRecord, instruction: string): boolean =>
  !removesEverything(instruction) || (adjustments ?? []).length > 0;

/** What of a wish the footage of a clip can show: the words of it, and the rest. Null where nothing is read. */
function onFootage(clip: ClipRecord, instruction: string): { said: string[]; rest: string[] | null } {
  const current = readDrawn(clip.adjustments)?.adjustments ?? [];
  if (clip.currentVideoKey === null) return { said: [], rest: null };
  if (removesEverything(instruction)) return { said: [], rest: [] };
  if (asksForMore(instruction) || asksForLess(instruction))
    return { said: [], rest: current.length > 0 ? [] : null };
  const { edits, said, rest } = readEdits(instruction, current, []);
  return { said, rest: edits.length === 0 ? null : rest };
}

const canMakeShots = ({ videoModels }: ApiContext): boolean =>
  videoModels.options.some(({ key, isAvailable }) => isAvailable && key !== LOCAL_RENDERER);

/** Without a video model: the part that the footage can show, and in plain words what it cannot. */
async function offerOfPart(
  context: ApiContext,
  job: JobRecord,
  instruction: string,
  changes: readonly { clip: ClipRecord; said: string[]; rest: string[] | null }[],
): Promise<Reply> {
  const plain = changes.map(({ clip: { clipIndex } }) => ({ clipIndex, instruction }));
  const [first] = changes;
  const isMore = asksForMore(instruction) || asksForLess(instruction);
  // "Without the look" of another clip is no adjustment.
  const isStyled = first !== undefined && (readDrawn(first.clip.adjustments)?.style ?? null) !== null;
  if (first === undefined || first.clip.currentVideoKey === null || isMore || isStyled)
    return await quotedOffer(context, job, plain);
  if (first.rest === null) {
    const names = clipsInWords(changes.map(({ clip }) => clip.clipIndex));
    const choices = nearWishes(instruction).map((label) => ({
      label,
      text: `${names}: ${label.toLowerCase()}`,
    }));
    return { text: `${cannotShow([instruction])} ${CAN_CHANGE}`, choices };
  }
  if (first.rest.length === 0 || first.said.length === 0) return await quotedOffer(context, job, plain);
  const part = first.said.join(', ');
  const offered = await quotedOffer(
    context,
    job,
    plain.map(({ clipIndex }) => ({ clipIndex, instruction: part })),
  );
  return { ...offered, text: `${cannotShow(first.rest)} ${offered.text}` };
}

const cannotShow = (rest: string[]): string =>
  `I can't show ${inWords(rest)} in this footage: that needs a video model.`;
const CAN_CHANGE = `I can change its ${SCOPE}, and add ${SOME_LOOKS}.`;

/** An offer for changes at the prices of now, and its sentence. */
export async function quotedOffer(
  context: ApiContext,
  job: JobRecord,
  changes: readonly ChangeInput[],
): Promise<{ text: string; offer: { work: QuotedWork; expiresAt: Date } }> {
  const asked = parseChanges(context.viewer.id.toLowerCase(), { jobId: job.id, changes });
  const offer = await quoteChangesOf(context, job, asked);
  const quote = await frozenQuote(context, offer);
  const kind = offer.isTakes ? 'TAKES' : 'CHANGE';
  const others = quote.changes.length === 1 ? quote.changes[0]!.alternatives : [];
  const { options } = context.videoModels;
  const nameOf = (model: string): string => modelName(model, options);
  return {
    text: offerInWords(offer, others, nameOf),
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
