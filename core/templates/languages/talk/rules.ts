import type { Talk } from '../language.js';
import type { Slot } from './slots.js';

/** What is said, in words that the readers of English know. */
export type TalkSaid =
  | Talk
  | 'back to version'
  | 'how long did it take'
  | 'how long is the video'
  | 'what is sung'
  | 'why does it look like that'
  | 'how many clips are there'
  | 'which clips are in the chorus';

interface Rule {
  said: TalkSaid;
  /** One word of each. */
  needs: readonly (readonly Slot[])[];
  /** Every other word is one of these or of those. */
  may: readonly Slot[];
}

const POLITE: readonly Slot[] = ['filler', 'hi', 'thanks'];
const ASKED: readonly Slot[] = [...POLITE, 'can', 'you', 'do', 'is', 'very', 'number'];
const OLD: readonly Slot[] = [...POLITE, 'can', 'do', 'no', 'not', 'is', 'clip', 'video', 'yes'];

const rule = (said: TalkSaid, needs: readonly (readonly Slot[])[], may: readonly Slot[] = []): Rule => ({
  said,
  needs,
  may: [...may, ...needs.flat()],
});

/** The first that fits says what a message is. */
const RULES: readonly Rule[] = [
  rule('back to version', [['version'], ['number'], ['back', 'yes', 'version']], [...OLD, 'what']),
  rule('redo', [['redo']], [...OLD, 'change', 'last', 'again']),
  rule('start over', [['undo', 'back'], ['all']], [...OLD, 'change', 'last', 'before', 'changed']),
  rule('start over', [['original']], [...OLD, 'back', 'undo', 'all', 'version', 'again', 'redo']),
  rule('undo', [['undo']], [...OLD, 'back', 'change', 'changed', 'last', 'before', 'version', 'bad']),
  rule('undo', [['back'], ['before']], [...OLD, 'version', 'last', 'change', 'good', 'better']),
  rule('undo', [['before']], [...POLITE, 'back', 'version', 'better', 'is', 'looks', 'good', 'very']),
  rule('what have I spent', [['how much'], ['spent']], [...ASKED, 'so far', 'cost', 'video', 'all']),
  rule(
    'what have I spent',
    [
      ['how much', 'so far'],
      ['cost', 'spent'],
      ['video', 'all', 'so far'],
    ],
    [...ASKED, 'how much'],
  ),
  rule('what have I spent', [['how much'], ['all', 'so far']], [...POLITE, 'is', 'video', 'cost', 'spent']),
  rule(
    'what did it cost',
    [['how much'], ['cost']],
    [...ASKED, 'last', 'change', 'changed', 'clip', 'before'],
  ),
  rule('what did it cost', [['how much'], ['last']], [...POLITE, 'change', 'is']),
  rule('what did it cost', [['free']], [...POLITE, 'is', 'last', 'change', 'can', 'cost', 'you', 'how much']),
  rule('how long is the video', [['how long'], ['is'], ['clip', 'video']], ['filler', 'number', 'section']),
  rule(
    'how long did it take',
    [['how long', 'why'], ['takes']],
    [...ASKED, 'last', 'change', 'changed', 'clip', 'how long', 'so far'],
  ),
  rule(
    'how long is the video',
    [['how long'], ['is', 'video', 'clip']],
    [...ASKED, 'section', 'takes', 'all'],
  ),
  rule('how many clips are there', [['how many'], ['clip']], [...ASKED, 'video', 'so far', 'all']),
  rule(
    'which clips are in the chorus',
    [['how many', 'where', 'which'], ['section']],
    [...ASKED, 'clip', 'video', 'what'],
  ),
  rule('what is sung', [['what', 'which', 'where'], ['sung']], [...ASKED, 'clip', 'video', 'section', 'how']),
  rule(
    'why does it look like that',
    [['why'], ['looks', 'is', 'bad', 'seen']],
    [...ASKED, 'clip', 'video', 'changed', 'looks', 'bad', 'very', 'seen', 'number', 'all'],
  ),
  rule(
    'why does it look like that',
    [['what', 'which', 'how'], ['model']],
    [...ASKED, 'clip', 'video', 'last'],
  ),
  rule(
    'what changed',
    [['what', 'which', 'how'], ['changed']],
    [...ASKED, 'change', 'so far', 'clip', 'video', 'before', 'last', 'all'],
  ),
  rule(
    'help',
    [
      ['what', 'how', 'which'],
      ['can', 'you'],
      ['do', 'works', 'can', 'help'],
    ],
    [...ASKED, 'all', 'clip', 'video', 'change', 'works'],
  ),
  rule('help', [['how'], ['works']], [...POLITE, 'you', 'do', 'is', 'can']),
  rule('help', [['what', 'which'], ['do']], [...POLITE, 'you', 'is', 'can']),
  rule('help', [['help']], [...POLITE, 'can', 'you', 'do', 'yes', 'is']),
  rule(
    'I do not like it',
    [['bad']],
    [...POLITE, 'very', 'is', 'looks', 'clip', 'video', 'no', 'last', 'change'],
  ),
  rule('I do not like it', [['not'], ['good']], ['filler', 'very', 'is', 'looks', 'clip', 'video']),
  rule('hi', [['hi']], ['filler']),
  rule('cancel', [['cancel']], [...POLITE, 'no', 'all', 'change']),
  rule('no', [['no']], [...POLITE, 'very']),
  rule('yes', [['yes']], [...POLITE, 'good', 'very']),
  rule('thanks', [['thanks', 'good', 'better']], [...POLITE, 'very', 'is', 'looks', 'clip', 'video', 'good']),
];

/** What words say that stand for these. */
export const ruled = (pieces: readonly (readonly Slot[])[]): TalkSaid | undefined =>
  RULES.find(({ needs, may }) => fits(pieces, needs, may))?.said;

const fits = (
  pieces: readonly (readonly Slot[])[],
  needs: readonly (readonly Slot[])[],
  may: readonly Slot[],
): boolean =>
  needs.every((slots) => pieces.some((piece) => slots.some((slot) => piece.includes(slot)))) &&
  pieces.every((piece) => piece.some((slot) => may.includes(slot)));

const BESIDE: readonly Slot[] = ['filler', 'a bit', 'very', 'again', 'strong', 'is', 'looks', 'yes'];

/** What is asked of what was asked last: more of it, less, or that it is too much. */
export function refined(pieces: readonly (readonly Slot[])[]): 'more' | 'less' | 'too strong' | undefined {
  if (fits(pieces, [['too much']], [...BESIDE, 'too much', 'bad', 'no', 'good'])) return 'too strong';
  if (fits(pieces, [['less']], [...BESIDE, 'less', 'more', 'no', 'good'])) return 'less';
  return fits(pieces, [['more']], [...BESIDE, 'more']) ? 'more' : undefined;
}

/** Whether words only thank, praise, greet or agree. */
export const isPolite = (pieces: readonly (readonly Slot[])[]): boolean =>
  fits(pieces, [], [...POLITE, 'good', 'is', 'looks', 'very', 'yes']) &&
  fits(pieces, [['thanks', 'good', 'hi', 'yes']], [...POLITE, 'good', 'is', 'looks', 'very', 'yes']);
