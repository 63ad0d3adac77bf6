import type { Sayings } from '../sayings.js';

/** What a word of small talk, of a question or of an answer stands for. */
export type Slot =
  /** Says nothing beside the others: "it", "please", "then". */
  | 'filler'
  | 'hi'
  | 'thanks'
  | 'good'
  /** "Better": praise, and beside "make it" a wish. */
  | 'better'
  | 'bad'
  | 'not'
  | 'yes'
  | 'no'
  | 'cancel'
  | 'undo'
  | 'redo'
  /** "Go back", and where to: "as it was before". */
  | 'back'
  | 'before'
  | 'all'
  | 'original'
  | 'version'
  | 'last'
  /** The noun, and "changed" or "done" of "what have I changed". */
  | 'change'
  | 'changed'
  | 'what'
  | 'which'
  | 'how'
  | 'how much'
  | 'how many'
  | 'how long'
  | 'why'
  | 'where'
  | 'cost'
  | 'free'
  | 'spent'
  | 'so far'
  | 'takes'
  | 'can'
  | 'you'
  | 'do'
  | 'is'
  | 'looks'
  | 'help'
  | 'works'
  | 'sung'
  | 'model'
  | 'clip'
  | 'video'
  | 'section'
  | 'number'
  | 'very'
  /** Of what was asked last: "a bit more", "not so strong". */
  | 'more'
  | 'less'
  | 'a bit'
  | 'too much'
  | 'again'
  | 'strong'
  /** What a picture may be: "why is it so dark". */
  | 'seen';

/** What a language says for each, in letters as its tables have them. */
export type TalkWords = Partial<Record<Slot, Sayings>>;
