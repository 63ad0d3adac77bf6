import type { Token } from '../text/tokens.js';

// cspell:disable
const HAS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

const CLIP = '(?:このクリップ|クリップ|シーン|カット|片段|镜头|鏡頭|场景|場景|画面段|클립|장면|씬)';
const DIGITS = '[0-9０-９]{1,3}';
const NUMBER = `(?:${DIGITS}|[一二三四五六七八九十]{1,2})`;
const COUNTER = '(?:\\s?(?:番目|つ目|個目|番|个|個|号|號|段|번째|번))?';
const AND = '(?:と|、|,|，|和|跟|及|과|와|하고|랑)';
const TO = '(?:から|〜|～|~|-|–|到|至|부터|에서)';
const SECTION = {
  chorus: 'サビ|副歌|후렴구?|코러스|コーラス',
  verse: 'Aメロ|ヴァース|主歌|벌스',
  bridge: 'ブリッジ|桥段|橋段|브릿지|브리지',
  intro: 'イントロ|前奏|인트로',
  outro: 'アウトロ|尾奏|아웃트로',
} as const;
const SECTIONS = Object.values(SECTION).join('|');
const FIRST = '最初の|最初|第一个|第一個|第一段|첫\\s?번째|첫';
const LAST = '最後の|最后一个|最后一段|最後一個|最后的|最後|最后|마지막';
const NEXT = '次の|下一个|下一個|下个|다음';
const PREVIOUS = '前の|上一个|上一個|이전';
const ALL = 'すべての|全ての|全部の|全て|全|所有的?|全部的?|每个|每個|모든|전체';
const THIS = 'この|这个|這個|이';
const ORDER: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^(?:${FIRST})`), 'first'],
  [new RegExp(`^(?:${LAST})`), 'last'],
  [new RegExp(`^(?:${NEXT})`), 'next'],
  [new RegExp(`^(?:${PREVIOUS})`), 'previous'],
  [new RegExp(`^(?:${ALL})`), 'all'],
  [new RegExp(`^(?:${THIS})`), 'this'],
  [/^(?:両方の|两个|兩個|두)/, 'both'],
];
const WHICH = [FIRST, LAST, NEXT, PREVIOUS, ALL, THIS].join('|');
/** Small words that belong to the name: "を", "里". */
const AROUND = [
  '(?:把|将|將|让|讓|在|使)?\\s?',
  '\\s?(?:だけ|만)?(?:を|は|の中で|の|では|で|に|が|も|里|裡|中|的|都|을|를|은|는|에서|에|의|도)?',
] as const;
const NAMES = new RegExp(
  [
    `(?<before>${CLIP}\\s?(?<from>${NUMBER})${COUNTER}(?:\\s?(?<join>${AND}|${TO})\\s?(?:${CLIP}\\s?)?(?<until>${NUMBER})${COUNTER}(?:까지|まで)?)?)`,
    `(?:第\\s?)?(?<single>${NUMBER})${COUNTER}(?:\\s?(?<join2>${AND}|${TO})\\s?(?:第\\s?)?(?<until2>${NUMBER})${COUNTER})?\\s?の?\\s?${CLIP}`,
    `(?:第\\s?)?(?<ordinal>${NUMBER}|두|세)${COUNTER}\\s?の?\\s?(?<ordered>${SECTIONS})`,
    `(?<which>${WHICH})\\s?(?:の)?(?:(?<count>${NUMBER}|两|兩|두|세)(?:つの|本の|个|個|개의|개)\\s?)?\\s?(?:${CLIP}|(?<part>${SECTIONS}))(?:들)?`,
    `(?<alone>${SECTIONS})`,
  ]
    .map((way) => `${AROUND[0]}(?:${way})${AROUND[1]}`)
    .join('|'),
  'gu',
);
// cspell:enable

/** A place of a message that names clips, in the words of the grammar. */
export interface Span {
  start: number;
  end: number;
  words: readonly (string | number)[];
}

/** What names clips in a message in Japanese, Chinese or Korean. */
export function namesIn(text: string): Span[] {
  if (!HAS.test(text)) return [];
  return [...text.matchAll(NAMES)].flatMap((found) => {
    const words = wordsOf(found[0], found.groups ?? {});
    return words === null ? [] : [{ start: found.index, end: found.index + found[0].length, words }];
  });
}

function wordsOf(text: string, groups: Record<string, string | undefined>): Span['words'] | null {
  const { alone, ordinal, ordered, which, part, count } = groups;
  const number = groups['from'] ?? groups['single'];
  if (number !== undefined) {
    const until = groups['until'] ?? groups['until2'];
    if (until === undefined) return ['clip', valueOf(number)];
    const join = groups['join'] ?? groups['join2'] ?? '';
    return ['clips', valueOf(number), new RegExp(`^${TO}$`).test(join) ? 'to' : 'and', valueOf(until)];
  }
  if (ordered !== undefined) return [sectionOf(ordered), valueOf(ordinal ?? '')];
  if (which !== undefined) {
    const order = ORDER.find(([said]) => said.test(which))?.[1];
    if (order === undefined) return null;
    if (count !== undefined && part === undefined) return ['the', order, valueOf(count), 'clips'];
    const noun = part === undefined ? 'clip' : sectionOf(part);
    return order === 'all'
      ? ['all', part === undefined ? 'clips' : `${noun}${noun === 'chorus' ? 'es' : 's'}`]
      : [order === 'this' ? 'this' : 'the', ...(order === 'this' ? [] : [order]), noun];
  }
  return alone === undefined ? null : ['the', sectionOf(alone)];
}

const sectionOf = (said: string): string =>
  Object.entries(SECTION).find(([, names]) => new RegExp(`^(?:${names})$`).test(said))?.[0] ?? 'chorus';

const NUMERALS = '一二三四五六七八九十';

function valueOf(said: string): number {
  if (['두', '两', '兩'].includes(said)) return 2;
  if (said === '세') return 3;
  const digits = said.normalize('NFKC');
  if (/^[0-9]+$/.test(digits)) return Number(digits);
  const [tens, ones] = digits.includes('十') ? digits.split('十') : ['0', digits];
  const value = (one: string): number => NUMERALS.indexOf(one) + 1;
  return digits.includes('十')
    ? (tens === '' ? 1 : value(tens!)) * 10 + (ones === '' ? 0 : value(ones!))
    : value(digits);
}

/** The tokens of a name, in its place. */
export const tokensOfName = ({ start, end, words }: Span): Token[] =>
  words.map((word) => ({
    kind: typeof word === 'number' ? 'number' : 'word',
    word: String(word),
    value: typeof word === 'number' ? word : 0,
    ...{ start, end, isJoined: false },
  }));
