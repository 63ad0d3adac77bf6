import { areEqual, STRONGEST, type Adjustment } from '../adjustments/adjustment.js';
import { isSamePart, whyForAll, type Part } from '../adjustments/part.js';
import type { ReadEdits } from '../adjustments/read-edits.js';
import { ApiError } from '../errors.js';
import type { ClipRecord } from '../job/job-record.js';
import {
  SCOPE,
  smallTalkIn,
  SOME_LOOKS,
  templateById,
  type ReadInstruction,
  type SmallTalk,
} from '../templates/templates.js';
import { inWords } from './quote-warnings.js';
import type { QuoteTerms } from './quote-terms.js';
import { LOCAL_RENDERER } from './rate-card.js';

const EXAMPLE = 'Say what should change in this clip, for example "make it nighttime".';

const ANSWERS: Record<SmallTalk, string> = {
  greeting: `Hello! ${EXAMPLE}`,
  thanks: `You are welcome. ${EXAMPLE}`,
  help: `I can change the ${SCOPE} of a clip, and add ${SOME_LOOKS}. ${EXAMPLE}`,
  undo: 'Undo, in the bar above the video or with Ctrl+Z, takes the last change back. Each earlier version of a clip can be used again, too.',
  'undo first':
    'Undo and a new change are two steps: take the last change back in the bar above the video or with Ctrl+Z, then ask for the new one.',
  dislike: `Tell me what should be different in this clip, for example "darker", "warmer" or "calmer".`,
  answer: `To confirm or cancel an offer, use its buttons. ${EXAMPLE}`,
  question: `I can't answer that. ${EXAMPLE}`,
};

/** Throws BAD_USER_INPUT with the answer to a message that asks for no change. */
export function rejectSmallTalk(message: string): void {
  const kind = smallTalkIn(message);
  if (kind !== null) throw new ApiError('BAD_USER_INPUT', ANSWERS[kind]);
}

/** Throws BAD_USER_INPUT where the change would leave the picture as it is: nothing of it can be seen. */
export function rejectInvisible(
  clip: ClipRecord,
  { templates, rest }: ReadInstruction,
  { videoModel, style }: Pick<QuoteTerms, 'videoModel' | 'style'>,
): void {
  if (videoModel !== LOCAL_RENDERER) return;
  if (clip.currentVideoKey === null) {
    const sentence = 'This clip has no footage, and without a video model I can only change footage.';
    throw new ApiError('BAD_USER_INPUT', sentence);
  }
  if (templates.length > 0 || style !== null) return;
  throw new ApiError(
    'BAD_USER_INPUT',
    `I can't show ${inWords(rest)} in this footage: that needs a video model. I can change its ${SCOPE}, and add ${SOME_LOOKS}, for example "make it nighttime".`,
  );
}

/** Throws BAD_USER_INPUT where a part of the clip cannot have alone what is asked for. */
export function rejectForPart({ edits, rest }: ReadEdits, { part }: Pick<QuoteTerms, 'part'>): void {
  if (part === null) return;
  if (rest.length > 0)
    throw new ApiError(
      'BAD_USER_INPUT',
      `Only what is drawn on the footage can be for a part of a clip, and ${inWords(rest)} is not. Leave out the part, or ask for it by itself.`,
    );
  const forAll = edits.find(({ id, does }) => whyForAll(id) !== null && (does === 'set' || does === 'raise'));
  if (forAll === undefined) return;
  const sentence = `“${templateById(forAll.id)!.label}” ${whyForAll(forAll.id)!}, so it is for all of it. Leave out the part.`;
  throw new ApiError('BAD_USER_INPUT', sentence);
}

/** Throws BAD_USER_INPUT where a look would follow beats of which there are none. */
export function rejectWithoutBeats(
  { beatSeconds }: ClipRecord,
  { templates }: ReadEdits,
  { videoModel, part }: Pick<QuoteTerms, 'videoModel' | 'part'>,
): void {
  const follows = templates.find(({ followsBeats }) => followsBeats);
  if (videoModel !== LOCAL_RENDERER || follows === undefined) return;
  if (beatSeconds.some((beat) => part === null || (beat >= part.from && beat < part.to))) return;
  throw new ApiError(
    'BAD_USER_INPUT',
    `No beats of the song are known where this plays, so there is nothing for “${follows.label}” to follow.`,
  );
}

/** Throws BAD_USER_INPUT where a clip has all of what is asked for already. */
export function rejectUnchanged(
  { templates, edits }: ReadEdits,
  /** Null where the picture has what it has: nothing of it is known. */
  before: readonly Adjustment[] | null,
  after: readonly Adjustment[],
  /** Null: all of the clip, else in parts that have it. */
  part: Part | null,
): void {
  if (!areEqual(before ?? [], after)) return;
  if (templates.length === 0) throw new ApiError('BAD_USER_INPUT', 'This clip has that look already.');
  const [name] = templates.map(({ label }) => `“${label}”`);
  const having = (before ?? []).filter(({ id }) => id === templates[0]?.id);
  const there = having.find((one) => isSamePart(one.part, part)) ?? (part === null ? having[0] : undefined);
  if (there === undefined)
    throw new ApiError(
      'BAD_USER_INPUT',
      before === null
        ? `${name} is in the picture itself and can't be made softer. Undo takes the last change back.`
        : `There is nothing left of ${name} in this clip.`,
    );
  const isWhole = templates[0]?.whole === true;
  const isAtMost = there.strength === STRONGEST && edits.some(({ does }) => does === 'raise');
  throw new ApiError(
    'BAD_USER_INPUT',
    isAtMost
      ? `${name} is as strong as it gets in this clip.`
      : `This clip has ${name} already.${isWhole ? '' : ' Say “stronger” or “softer” to change how much of it.'}`,
  );
}
