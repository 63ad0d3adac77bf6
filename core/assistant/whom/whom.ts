import type { VideoFacts } from './facts.js';
import { pickedMeant } from './phrases/picked.js';
import { clipsMeant, readingOf, together, wordAt, type Meant, type Reading } from './phrases/phrase.js';
import { named } from './text/sentences.js';
import { restOf, tidy } from './rest.js';
import type { Item, Role } from './roles/item.js';
import { itemsOf } from './roles/roles.js';
import { readTokens } from './foreign/read.js';
import { hasTwoWishes, isCorrection, isFiller, sayings, saysMoreBefore } from './wishes.js';

export type { VideoFacts } from './facts.js';

/** Which clips a message is about. */
export type Whom =
  | {
      kind: 'clips';
      clips: readonly number[];
      /** Said in words, or the picked ones. */
      by: 'words' | 'picked';
      /** The wish without the clips that it names. */
      rest: string;
      /** The clip whose look is wanted. */
      styleFrom: number | null;
      /** The wish is that of the last change: "clip 5 too". What the rest says comes on top. */
      same: boolean;
    }
  | {
      kind: 'question';
      sentence: string;
      /** Clips that the wish may be for; empty where it has to be said in other words. */
      options: readonly (readonly number[])[];
      rest: string;
    }
  | { kind: 'unknown'; sentence: string };

/** Which clips of a video a message means, and the wish without them. Pure; linear in the length of the message. */
export function whomMeant(text: string, facts: VideoFacts): Whom {
  const reading = readingOf(readTokens(text), facts);
  const items = itemsOf(reading);
  const rest = restOf(text, reading, items);
  const odd = together(items.map(({ reference }) => reference.meant));
  if (odd.kind === 'unknown') return odd;
  if (odd.kind === 'question') return { ...odd, rest };
  const targets = items.filter(({ role }) => role === 'target');
  if (areDifferent(targets) && hasTwoWishes(reading, items, targets)) return { ...eachOf(targets), rest };
  const style = styleOf(items);
  if (typeof style === 'object' && style !== null) return { ...style, rest };
  return answer(reading, items, targets, style, rest);
}

function answer(
  reading: Reading,
  items: readonly Item[],
  targets: readonly Item[],
  style: number | null,
  rest: string,
): Whom {
  const meant = chosen(reading, items, targets);
  if (meant.kind === 'unknown') return meant;
  if (meant.kind === 'question') return { ...meant, rest };
  const all = style !== null && namesOthers(reading, targets) ? allBut(reading, items) : meant.clips;
  const clips = all.filter((clip) => clip !== style);
  if (clips.length === 0) return nothingLeft(meant.clips, style);
  const isAll = targets.length === 0 && isAllBut(reading, items);
  const by = !isAll && targets.every(({ reference }) => reference.isPicked) ? 'picked' : 'words';
  const saidBefore = saysMoreBefore(reading, items, targets);
  const same = style === null && !saidBefore && sayings(reading, items, targets).isSame;
  const isEmpty = ((same || style !== null) && isFiller(rest)) || (same && isCorrection(rest));
  return {
    kind: 'clips',
    clips,
    by,
    rest: isEmpty ? '' : withoutFiller(rest, same || style !== null),
    styleFrom: style,
    same,
  };
}

/** "The look of clip 3 to all other clips": other than that one, whichever is picked. */
const namesOthers = ({ tokens }: Reading, targets: readonly Item[]): boolean =>
  targets.some(({ from, to }) =>
    tokens.slice(from, to).some(({ word }) => ['other', 'others', 'rest', 'remaining'].includes(word)),
  );

const allBut = ({ facts }: Reading, items: readonly Item[]): number[] =>
  facts.clips.map(({ clipIndex }) => clipIndex).filter((clip) => !clipsOf(items, 'exception').includes(clip));

function chosen(reading: Reading, items: readonly Item[], targets: readonly Item[]): Meant {
  const { facts } = reading;
  const excepted = clipsOf(items, 'exception');
  const said = clipsOf(items, 'target');
  const left = (clips: readonly number[]): Meant =>
    clipsMeant(clips.filter((clip) => !excepted.includes(clip)));
  if (targets.length > 0)
    return left(saysMoreBefore(reading, items, targets) ? [...said, ...facts.picked] : said);
  const isNamed = items.some(({ role, from }) => role === 'exception' && wordAt(reading, from) !== 'not');
  const isAll = isAllBut(reading, items);
  if (!isNamed || (!isAll && facts.picked.some((clip) => excepted.includes(clip)))) {
    const picked = pickedMeant(reading);
    return picked.kind === 'clips' ? left(picked.clips) : picked;
  }
  const others = facts.clips.map(({ clipIndex }) => clipIndex).filter((clip) => !excepted.includes(clip));
  if (isAll || facts.picked.length === 0) return clipsMeant(others);
  const sentence = `Do you mean ${named(facts.picked)} alone, or all but ${named(excepted)}?`;
  return { kind: 'question', sentence, options: [facts.picked, others] };
}

/** "Everything warmer except clip 5". */
const isAllBut = (reading: Reading, items: readonly Item[]): boolean =>
  reading.words.includes('everything') &&
  items.some(({ role, from }) => role === 'exception' && wordAt(reading, from) !== 'not');

const areDifferent = (targets: readonly Item[]): boolean =>
  new Set(targets.map((target) => clipsOf([target], 'target').join())).size > 1;

const clipsOf = (items: readonly Item[], role: Role): number[] =>
  items.flatMap((item) =>
    item.role === role && item.reference.meant.kind === 'clips' ? item.reference.meant.clips : [],
  );

function nothingLeft(meant: readonly number[], style: number | null): Whom {
  if (style === null) return { kind: 'unknown', sentence: 'That leaves no clip to change.' };
  const name = named([style]);
  const sentence =
    meant.length === 0
      ? 'That leaves no clip to change.'
      : `${name[0]!.toUpperCase()}${name.slice(1)} has that look already: say which other clip should have it.`;
  return { kind: 'unknown', sentence };
}

/** The clip whose look is wanted; a question where there are several. */
function styleOf(items: readonly Item[]): number | null | Extract<Meant, { kind: 'question' }> {
  const clips = [...new Set(clipsOf(items, 'style'))];
  if (clips.length < 2) return clips[0] ?? null;
  const sentence = `A look comes from one clip. Say which of ${named(clips)} you mean.`;
  return { kind: 'question', sentence, options: [] };
}

/** Several clips with a wish each: to choose one would leave its clip with the wishes of all. */
function eachOf(targets: readonly Item[]): Extract<Meant, { kind: 'question' }> {
  const each = targets.map((target) => named(clipsOf([target], 'target')));
  const sentence = `Those are wishes for different clips: ${each.join(' and ')}. Say one after the other, please.`;
  return { kind: 'question', sentence, options: [] };
}

/** Without clauses that said no more than "make it" before a look was cut out of them. */
function withoutFiller(rest: string, isCut: boolean): string {
  if (!isCut) return rest;
  const clauses = rest.split(/(?<=[,.;!?])/);
  return tidy(clauses.filter((clause) => !isFiller(clause)).join(''));
}
