import { AFTER_BARE, CLIP_NOUNS, CLIP_PLURALS, DETERMINERS, LOOKS, PARTICLES } from '../text/vocabulary.js';
import {
  afterAny,
  allClips,
  clipsMeant,
  numberAt,
  phrase,
  skip,
  unknown,
  wordAt,
  type Meant,
  type Phrase,
  type Reading,
} from './phrase.js';
import { whatThereIs } from '../text/sentences.js';

/** Clips that words name by what is picked: "this clip", "the next two clips", "all the other clips". */
export function byThePicked(reading: Reading, at: number): Phrase | null {
  return (
    pickedClips(reading, at) ?? nextClips(reading, at) ?? otherClips(reading, at) ?? wholeVideo(reading, at)
  );
}

export function pickedMeant({ facts }: Reading): Meant {
  if (facts.picked.length > 0) return clipsMeant(facts.picked);
  return {
    kind: 'question',
    sentence: `Which clip do you mean? Pick it, or say its number: ${whatThereIs(facts)}.`,
    options: [],
  };
}

const CHOSEN = new Set('selected picked chosen current highlighted marked'.split(' '));
const THIS = new Set(['this', 'these', 'those', 'that']);
const isNoun = (word: string): boolean => CLIP_NOUNS.has(word) || CLIP_PLURALS.has(word);

function pickedClips(reading: Reading, at: number): Phrase | null {
  const said = (to: number): Phrase => phrase(at, to, pickedMeant(reading), { isPicked: true });
  const all = afterAny(reading, at, 'all of them|all of these|both of them|each of them');
  if (all !== null && reading.facts.picked.length > 1) return said(all);
  const every = afterAny(reading, at, 'all of them|each of them|every one of them|them all|em all|all of em');
  if (every !== null) return phrase(at, every, clipsMeant(allClips(reading.facts)));
  const start = skip(reading, at, DETERMINERS);
  const word = wordAt(reading, start);
  if (THIS.has(word)) {
    const chosen = skip(reading, start + 1, CHOSEN);
    const noun = numberAt(reading, chosen) === null ? chosen : chosen + 1;
    // "… possible that clip 6 plays backwards".
    if (word === 'that' && noun === start + 1 && numberAt(reading, noun + 1) !== null) return null;
    if (isNoun(wordAt(reading, noun))) return said(noun + 1);
    if (noun > chosen && countsPicked(reading, chosen)) return said(noun);
    const isOne = ['one', 'ones'].includes(wordAt(reading, chosen)) && word !== 'that';
    return isOne && isBare(reading, chosen + 1) ? said(chosen + 1) : null;
  }
  if (!CHOSEN.has(word)) return null;
  const noun = numberAt(reading, start + 1) === null ? start + 1 : start + 2;
  return isNoun(wordAt(reading, noun)) || /^ones?$/.test(wordAt(reading, noun)) ? said(noun + 1) : null;
}

/** "Warm these two up", where two clips are picked. */
function countsPicked(reading: Reading, at: number): boolean {
  const count = numberAt(reading, at)!;
  const next = wordAt(reading, at + 1);
  return (
    count > 1 && count === reading.facts.picked.length && (isBare(reading, at + 1) || PARTICLES.has(next))
  );
}

function isBare({ tokens }: Reading, at: number): boolean {
  const next = tokens[at];
  return next === undefined || next.kind === 'mark' || LOOKS.has(next.word) || AFTER_BARE.has(next.word);
}

const STEPS: readonly (readonly [readonly string[], 1 | -1])[] = [
  [['next', 'following', 'subsequent'], 1],
  [['previous', 'preceding', 'prior'], -1],
];

/** "The next clip", "previous two clips", "the next one". */
function nextClips(reading: Reading, at: number): Phrase | null {
  const start = skip(reading, at, DETERMINERS);
  const step = STEPS.find(([words]) => words.includes(wordAt(reading, start)))?.[1];
  if (step === undefined) return null;
  const count = numberAt(reading, start + 1);
  const noun = count === null || wordAt(reading, start + 1) === 'one' ? start + 1 : start + 2;
  const word = wordAt(reading, noun);
  const isOpening = start > at || at === 0 || reading.tokens[at - 1]?.kind === 'mark';
  const isOne = word === 'one' && isOpening && isBare(reading, noun + 1);
  if (!isNoun(word) && !isOne) return null;
  return phrase(at, noun + 1, besidePicked(reading, step, noun === start + 2 ? count! : 1));
}

/** The clips that stand before or after the picked ones. */
export function besidePicked(reading: Reading, step: 1 | -1, count = 1): Meant {
  const picked = pickedMeant(reading);
  return picked.kind === 'clips' ? beside(reading, picked.clips, step, count) : picked;
}

export function beside({ facts }: Reading, clips: readonly number[], step: 1 | -1, count = 1): Meant {
  const edge = step === 1 ? Math.max(...clips) : Math.min(...clips);
  const found = Array.from({ length: Math.min(count, 999) }, (_, at) => edge + step * (at + 1));
  if (found.every((clip) => clip >= 0 && clip < facts.clips.length)) return clipsMeant(found);
  const where = step === 1 ? 'after' : 'before';
  const missing = Math.max(0, Math.min(facts.clips.length - 1, edge));
  const many = count === 1 ? 'no clip' : `no ${count} clips`;
  return unknown(`There is ${many} ${where} clip ${missing + 1}: ${whatThereIs(facts)}.`);
}

/** "The other clips", "all the others", "the rest of the clips". */
function otherClips(reading: Reading, at: number): Phrase | null {
  const all = wordAt(reading, at) === 'all' ? at + 1 : at;
  const start = skip(reading, all, 'the|my|of');
  const rest = afterAny(reading, start, 'rest of the clips|rest of the video|rest of the song');
  const isNamed = ['other', 'remaining'].includes(wordAt(reading, start));
  const noun = isNamed && CLIP_PLURALS.has(wordAt(reading, start + 1)) ? start + 2 : null;
  const others = wordAt(reading, start) === 'others' && all > at ? start + 1 : null;
  const to = rest ?? noun ?? others;
  if (to === null) return null;
  const picked = pickedMeant(reading);
  if (picked.kind !== 'clips') return phrase(at, to, picked);
  return phrase(at, to, clipsMeant(allClips(reading.facts).filter((clip) => !picked.clips.includes(clip))));
}

const VIDEOS = new Set('video vid film movie song track mv'.split(' '));

/** "The whole video": said in so many words, all clips. */
function wholeVideo(reading: Reading, at: number): Phrase | null {
  const start = skip(reading, at, 'the|my|our|this');
  if (!['whole', 'entire', 'full', 'complete'].includes(wordAt(reading, start))) return null;
  const music = afterAny(reading, start + 1, 'music') ?? start + 1;
  if (!VIDEOS.has(wordAt(reading, music))) return null;
  return phrase(at, music + 1, clipsMeant(allClips(reading.facts)));
}
