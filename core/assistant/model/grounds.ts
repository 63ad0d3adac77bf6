import { plainText } from '../../util/text/plain-text.js';

/**
 * "All" in many languages, as whole words; of scripts without spaces anywhere. Those that the rules read themselves, too:
 * a typo elsewhere in the message may have kept them from it.
 */
const ALL =
  // cspell:disable-next-line
  'all|every|everything|whole|entire|each|tod[oa]s?|cada|enter[oa]|toutes?|tous|tout|chaque|entière?|all[ea]s?|ganze[sn]?|jede[rsnm]?|tutt[oiae]|ogni|inter[oa]|intregul|toat[eă]|toți|tot|fiecare|wszystki[emch]*|każd\\p{L}+|cał[yąaeo]\\p{L}*|vše|všechn[yaou]|všetk[yoaé]|sve|svi|sva|vse|minden\\p{L}*|összes|egész|hel[ae]|alla|varje|hela|alle|hele|hver|kaikki|koko|jokai\\p{L}+|kõik|visi|visas|visos|visus|hepsi\\p{L}*|bütün|tüm|her|все|всё|всі|все|всех|всім|всем|весь|вся|всичк\\p{L}+|цел\\p{L}+|кажд\\p{L}+|кожн\\p{L}+|όλα|όλες|όλοι|όλο|όλη|κάθε|כל|كل|جميع|همه|semua|seluruh|setiap|tất cả|mọi|toàn bộ|lahat|yote|zote|wote|सभी|सब|हर|পুরো|সব';
const ALL_WORD = new RegExp(`(?<!\\p{L})(?:${ALL})(?!\\p{L})`, 'iu');
// cspell:disable-next-line
const ALL_WITHOUT_SPACES = /全部|所有|すべて|全て|全体|모든|모두|전부|전체|ทั้งหมด|ทุก/u;

/** How far the user's own words name clips: by their numbers or as all of them, as a row from one to another, or not. */
export type Grounds = 'named' | 'row' | 'none';

/** Whether a message itself names clips (from 0) of a video, whatever a model says of it. */
export function groundsFor(
  clips: readonly number[],
  clipWords: string,
  message: string,
  count: number,
): Grounds {
  if (clips.length === count && count > 1) return saysAll(message) ? 'named' : 'none';
  if (!isFrom(clipWords, message) || !/\p{L}/u.test(clipWords)) return 'none';
  const numbers = new Set(numbersIn(clipWords));
  const asked = clips.map((clip) => clip + 1);
  if (asked.every((number) => numbers.has(number))) return 'named';
  const isRow = asked.every((number, at) => at === 0 || number === asked[at - 1]! + 1);
  return isRow && numbers.has(asked[0]!) && numbers.has(asked.at(-1)!) ? 'row' : 'none';
}

const saysAll = (message: string): boolean => ALL_WORD.test(message) || ALL_WITHOUT_SPACES.test(message);

/** Digits of any script; no percentages, factors and moments. */
function numbersIn(words: string): number[] {
  const found = words
    .normalize('NFKC')
    .matchAll(/(?<![\d:.,])\d{1,3}(?![\d:]|[.,]\d|\s?(?:%|x\b|×|percent))/gu);
  return Array.from(found, ([digits]) => Number(digits));
}

/** Whether words are a message's own: in a row, or each of them. */
export function isFrom(words: string, message: string): boolean {
  const [asked, said] = [lettersOf(words), lettersOf(message)];
  if (asked === '') return true;
  if (said.replaceAll(' ', '').includes(asked.replaceAll(' ', ''))) return true;
  const known = new Set(said.split(' '));
  return asked.split(' ').every((word) => known.has(word));
}

function lettersOf(text: string): string {
  const words = plainText(text)
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return (words ?? []).join(' ');
}
