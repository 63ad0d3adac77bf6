import { isSamePart, partInWords, splitPart, withPart, type Part } from '../../adjustments/part.js';
import { clipsMeant, type WhomAndPart } from '../../assistant/parts/part-meant.js';
import { earlierLook, earlierVersion, type EarlierLook } from '../../assistant/parts/earlier-look.js';
import { whomMeant, type Whom } from '../../assistant/whom/whom.js';
import { isFiller } from '../../assistant/whom/wishes.js';
import { videoFacts } from '../../assistant/whom/video-facts.js';
import { ApiError } from '../../errors.js';
import type { JobRecord } from '../../job/job-record.js';
import { ofClip, type AskedChange, type AskedChanges, type StyleFrom } from '../changes-request.js';
import { clipsInWords } from '../clips-in-words.js';
import { parseRange, partOf } from './parts.js';

/** An instruction as it is understood. */
export interface Wish {
  /** Without the clips that it names; empty where the look of another clip is all that is asked for. */
  text: string;
  /** The look of another clip, asked for in words or beside them. */
  styleFrom: StyleFrom | null;
  /** The part of the clip that it is for, asked for in words or beside them; null: all of it. */
  range: Part | null;
  /** The words that are kept of it, also where the look is all that is asked for: "like clip 3, a bit darker". */
  kept: string;
}

/**
 * For each change its instruction as it is understood: without the clips that it names, where those are the ones that it
 * is for. BAD_USER_INPUT where it names others. What was admitted once is tried again whatever it names.
 */
export function wishesOf(job: JobRecord, { changes, retryOf }: AskedChanges): Wish[] {
  return changes.map((change) => {
    const earlier = retryOf === null ? earlierLook(change.instruction) : null;
    const instruction = earlier?.rest ?? change.instruction;
    const picked = clipsFor(changes, change.instruction);
    const whom = clipsMeant(instruction, videoFacts(job, picked));
    const named = earlier === null ? lookNamed(whom) : lookOfVersion(job, change, earlier);
    const styleFrom = styleMeant(change, named, retryOf !== null);
    if (retryOf !== null) return retried(instruction, whom, styleFrom);
    const text = wishFor(instruction, whom, picked, named !== null);
    const clip = job.clips.find(({ clipIndex }) => clipIndex === change.clipIndex)!;
    const range = ofClip(change.clipIndex, changes.length, () => partOf(clip, rangeMeant(change, whom)));
    if (range !== null && styleFrom !== null) throw new ApiError('BAD_USER_INPUT', LOOK_OF_A_PART);
    const look = styleFrom === null ? '' : lookWords(styleFrom, change);
    return { text, styleFrom, range, kept: withPart(joined(look, text), range) };
  });
}

const LOOK_OF_A_PART =
  'The look of another clip is for all of a clip. Ask for it without a part, and for the part by itself.';

function rangeMeant({ clipIndex, range }: AskedChange, whom: WhomAndPart): Part | null {
  const at = whom.kind === 'clips' ? whom.clips.indexOf(clipIndex) : -1;
  const said = whom.kind === 'clips' ? parseRange(whom.ranges?.[at]) : null;
  if (range === null || said === null || isSamePart(range, said)) return range ?? said;
  const sentence = `The part ${partInWords(range)} is picked, and your words name the part ${partInWords(said)}.`;
  throw new ApiError('BAD_USER_INPUT', sentence);
}

/** Kept words stay what they are, so that a look that they begin with is no longer a wish of its own. */
function retried(instruction: string, whom: Whom, styleFrom: StyleFrom | null): Wish {
  const look = LOOK_WORDS.exec(instruction);
  if (styleFrom !== null && look !== null)
    return { text: instruction.slice(look[0].length), styleFrom, range: null, kept: instruction };
  const { wish, part } = splitPart(instruction);
  if (part !== null) return { text: wish, styleFrom, range: part, kept: instruction };
  const isCut = whom.kind === 'clips' && (whom.by === 'words' || whom.styleFrom !== null);
  const text = isCut ? whom.rest : instruction;
  return { text, styleFrom, range: null, kept: text };
}

function lookWords({ clipIndex, versionNumber }: StyleFrom, target: AskedChange): string {
  return clipIndex === target.clipIndex ? `like version ${versionNumber}` : `like clip ${clipIndex + 1}`;
}

/** What lookWords writes, up to the words after it. */
const LOOK_WORDS = /^like (?:clip|version) \d+(?:, |$)/;

const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join(', ');

function lookNamed(whom: Whom): StyleFrom | null {
  const named = whom.kind === 'clips' ? whom.styleFrom : null;
  return named === null ? null : { clipIndex: named, versionNumber: null, strength: 1 };
}

/** "Like clip 3 was before", "like version 2". */
function lookOfVersion(
  { clips }: JobRecord,
  { clipIndex: target }: AskedChange,
  earlier: EarlierLook,
): StyleFrom {
  const clipIndex = earlier.clipIndex ?? target;
  const clip = clips.find((candidate) => candidate.clipIndex === clipIndex);
  const versionNumber = clip === undefined ? earlier.versionNumber : earlierVersion(earlier, clip);
  if (clip !== undefined && versionNumber === null)
    throw new ApiError(
      'BAD_USER_INPUT',
      `Clip ${clipIndex + 1} is as it was first made: it has no earlier look.`,
    );
  return { clipIndex, versionNumber, strength: 1 };
}

function styleMeant({ styleFrom }: AskedChange, named: StyleFrom | null, isRetry: boolean): StyleFrom | null {
  if (styleFrom === null) return named;
  if (named === null || isRetry || isOfSame(named, styleFrom)) return styleFrom;
  const sentence = `The look of ${lookInWords(styleFrom)} is picked, and your words name that of ${lookInWords(named)}.`;
  throw new ApiError('BAD_USER_INPUT', sentence);
}

/** Words that name no version do not say another one. */
const isOfSame = (named: StyleFrom, picked: StyleFrom): boolean =>
  named.clipIndex === picked.clipIndex &&
  (named.versionNumber === null || named.versionNumber === picked.versionNumber);

const lookInWords = ({ clipIndex, versionNumber }: StyleFrom): string =>
  `clip ${clipIndex + 1}${versionNumber === null ? '' : `, version ${versionNumber}`}`;

/** What is asked, and was said before, without the clips that are named: "a bit more" refers to a wish. */
export function asWishes(job: JobRecord, asked: AskedChanges, wishes: readonly Wish[]): AskedChanges {
  const facts = videoFacts(job, []);
  const withoutClips = (text: string): string => {
    const whom = whomMeant(text, facts);
    return whom.kind === 'clips' && whom.rest !== '' ? whom.rest : text;
  };
  return {
    ...asked,
    changes: asked.changes.map((change, at) => ({ ...change, instruction: wishes[at]!.text })),
    history: asked.history.map((said) =>
      said.role === 'USER' ? { ...said, content: withoutClips(said.content) } : said,
    ),
  };
}

/** Several clips that are asked for the same in the same words are meant by them together. */
const clipsFor = (changes: readonly AskedChange[], instruction: string): number[] =>
  changes.filter((change) => change.instruction === instruction).map(({ clipIndex }) => clipIndex);

function wishFor(instruction: string, whom: Whom, picked: readonly number[], isLook: boolean): string {
  if (whom.kind === 'unknown') throw new ApiError('BAD_USER_INPUT', whom.sentence);
  if (whom.kind === 'question') {
    if (whom.options.some((clips) => isSame(clips, picked))) return whom.rest;
    throw new ApiError('BAD_USER_INPUT', whom.sentence);
  }
  if (!isSame(whom.clips, picked)) throw new ApiError('BAD_USER_INPUT', otherClips(whom.clips, picked));
  if (isLook) return isFiller(whom.rest) ? '' : whom.rest;
  if (whom.by === 'picked') return instruction;
  if (whom.rest !== '') return whom.rest;
  const sentence = `Say what should change in ${clipsInWords(picked).toLowerCase()}, for example "make it nighttime".`;
  throw new ApiError('BAD_USER_INPUT', sentence);
}

function otherClips(meant: readonly number[], picked: readonly number[]): string {
  const are = picked.length === 1 ? 'is' : 'are';
  const named = clipsInWords(meant).toLowerCase();
  return `${clipsInWords(picked)} ${are} picked, and your words name ${named}. Pick what you mean, or say it without naming clips.`;
}

const isSame = (some: readonly number[], others: readonly number[]): boolean =>
  some.length === others.length && some.every((clip) => others.includes(clip));
