import { COLOUR } from '../library/color.js';
import { LIGHT } from '../library/light.js';
import { MOOD } from '../library/mood.js';
import { MOTION } from '../library/motion.js';
import { plainWords } from './plain-words.js';
import type { Template } from '../template.js';
import { TIME_OF_DAY } from '../library/time-of-day.js';
import { wishCore } from './instruction-core.js';

/** In the order in which they are offered. */
export const TEMPLATES: readonly Template[] = [...LIGHT, ...TIME_OF_DAY, ...MOTION, ...COLOUR, ...MOOD];

/** A time or a mood may be named as one; a "dark mood" is no matter of light, nor a "calm mood" one of motion. */
const ATMOSPHERE = 'mood vibe vibes feel feeling feelings atmosphere ambience ambiance style'.split(' ');

const BY_CORE = new Map<string, Template>(
  TEMPLATES.flatMap((template) => sayings(template).map((saying) => [saying, template] as const)),
);

/** "a bit dark" and "very slow" say how it is; "a bit darker" and "make it very dark" say how it should be. */
const REMARK =
  /^(?:(?:so|very|really|quite|super|pretty|rather|totally|completely|way|far|even|just|kind of|kinda|sort of|somewhat|slightly|(?:a )?(?:little|tiny)? ?(?:bit|tad|touch)|a little) )+(?!more |less )\S+$/;
const COMPARATIVE = /(?:er|ened|time|light|night|day|dawn|sunset|sunrise|motion|contrast|energy)$|en$/;

/** The template that is the whole meaning of one wish. */
export function matchWish(wish: string): Template | undefined {
  const plain = plainWords(wish).replace(/ (?:please|thanks|thank you)$/, '');
  if (REMARK.test(plain) && !COMPARATIVE.test(plain)) return undefined;
  const core = wishCore(wish);
  return BY_CORE.get(core) ?? turnedInto(core);
}

/** "day into night", "from bright to dark", "night instead of day": the second state where it replaces the first. */
function turnedInto(core: string): Template | undefined {
  const [, before, after] = /^(?:from )?(.+?) (?:in)?to (.+)$/.exec(core) ?? [];
  const [, wanted, unwanted] = /^(.+?) (?:instead of|rather than) (.+)$/.exec(core) ?? [];
  const from = BY_CORE.get(wishCore(before ?? unwanted ?? ''));
  const to = BY_CORE.get(wishCore(after ?? wanted ?? ''));
  return from !== undefined && to?.replaces.includes(from.id) ? to : undefined;
}

/** "sunset", "sunset mood", "mood to sunset", "time of day to sunset". */
function sayings({ category, phrases }: Template): string[] {
  const nouns =
    category === 'Time of day'
      ? [...ATMOSPHERE, 'time', 'time of day']
      : category === 'Mood'
        ? ATMOSPHERE
        : [];
  return phrases.flatMap((phrase) => {
    const core = wishCore(phrase);
    return [core, ...nouns.flatMap((noun) => [`${core} ${noun}`, `${noun} ${core}`, `${noun} to ${core}`])];
  });
}
