import { remembered } from '../../util/remembered.js';
import type { Language } from './language.js';
import { expand } from './sayings.js';

/** Plain letters without ignored words, in the spelling of the tables. */
export function unifying({ spaced, ignored, same = '' }: Language): (text: string) => string {
  const dropped = new Set(ignored.split(', '));
  const pairs = new Map(expand(same).map((pair) => pair.split('=') as [string, string]));
  const spelled = pairs.size === 0 ? null : new RegExp([...pairs.keys()].join('|'), 'gu');
  return (text) => {
    const said = spelled === null ? text : text.replace(spelled, (found) => pairs.get(found)!);
    if (!spaced) return said.replaceAll(' ', '');
    if (!said.includes(' ')) return said;
    const words = said.split(' ');
    return words.some((word) => dropped.has(word))
      ? words.filter((word) => !dropped.has(word)).join(' ')
      : said;
  };
}

const ASCII = /^[\0-\x7f]*$/;

/** Only the marks of Latin letters: those of kana make other letters. */
export const plainLetters = remembered((text) => {
  if (ASCII.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9%]+/g, ' ')
      .trim();
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}%]+/gu, ' ')
    .trim();
});
