import type { TemplateId } from '../template.js';
import type { Sayings } from './sayings.js';
import type { TalkWords } from './talk/slots.js';

/** Messages that need no clip, named by what they are in English. */
export type Talk =
  | 'undo'
  | 'redo'
  | 'start over'
  | 'what did it cost'
  | 'what have I spent'
  | 'what changed'
  | 'cancel'
  | 'no'
  | 'yes'
  | 'I do not like it'
  | 'help'
  | 'thanks'
  | 'hi';

/** How people say one template. */
export interface Wording {
  /** Wishes by themselves: "at night", "brighten". */
  wishes?: Sayings;
  /** What a clip can be: "dark". A wish alone or beside "make it"; with "very" it only describes. */
  states?: Sayings;
  /** The same, for words that mean something else by themselves or in English, as German "hell": never alone. */
  boundStates?: Sayings;
  /** What a clip has too much of, where "make it" makes no wish: only in "more …" and "too …". */
  qualities?: Sayings;
  /** What there can be more or less of: "light". */
  amounts?: Sayings;
}

/** One language as data. Whatever its tables do not hold stays unread. */
export interface Language {
  /** Written with spaces between words; the others are read without any. */
  spaced: boolean;
  /** Letters that mean the same, "ae=a": both ways of spelling become the second. */
  same?: Sayings;
  /** Articles and the like, ignored everywhere. */
  ignored: Sayings;
  /** "A bit", "much", ignored because a template has one strength; alone with a state they describe. */
  degrees: Sayings;
  /** Those that ask for half of a change, and for more than one. */
  aBit: Sayings;
  much: Sayings;
  /** "Make it", "I want", "can you". */
  frames: Sayings;
  /** Names of the whole clip. */
  clip: Sayings;
  /** "Please": says nothing beside a wish, nor alone. */
  courtesies: Sayings;
  /** Words between two wishes, as "and" is. */
  joins: Sayings;
  /** Words on both sides of one of these that say one thing, as "black" and "white" do. */
  pairs?: Sayings;
  /** "More *"; "*" is a state, a quality or an amount, "#" an amount only. */
  more: Sayings;
  less: Sayings;
  /** Complaints: no wish where they are asked. */
  tooMuch: Sayings;
  tooLittle: Sayings;
  /** "Add", "put": how a wish begins (contains, where verbs come last) that is no template but stands by itself. */
  otherWishes: Sayings;
  /** Messages that need no clip, word by word, and whole ones that say it in other words. */
  words: TalkWords;
  talk: Record<Talk, Sayings>;
  templates: Partial<Record<TemplateId, Wording>>;
}
