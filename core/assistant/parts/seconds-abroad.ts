// cspell:ignore unspaced
// cspell:disable
const NUMBER = '(?<seconds>\\d{1,2}(?:[.,]\\d{1,2})?)';
const COUNTS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'un uno una um uma ein eine einen een',
    'dos dois duas deux zwei due twee',
    'tres três trois drei tre drie',
  ].flatMap((words, count) => words.split(' ').map((word) => [word, String(count + 1)])),
);
const COUNTED = `(?:(?:${NUMBER}|(?<count>${Object.keys(COUNTS).join('|')})) )?`;

/** How a language names seconds at the start and at the end of a clip, and from one to another. */
interface Naming {
  /** What may stand before it: prepositions and articles. */
  opening: string;
  first: string;
  last: string;
  seconds: string;
  /** The number stands before "first", as in French. */
  numberFirst?: boolean;
  from: string;
  to: string;
}

const NAMINGS: readonly Naming[] = [
  {
    ...{ opening: '(?:en |durante )?(?:los |el )', first: 'primer(?:os|o)?', last: 'últimos?|ultimos?' },
    ...{ seconds: 'segundos?', from: 'del?|desde el', to: 'al?|hasta el' },
  },
  {
    ...{ opening: '(?:(?:durante )?(?:os |o )|nos |no )', first: 'primeiros?', last: 'últimos?|ultimos?' },
    ...{ seconds: 'segundos?', from: 'de|do', to: 'a|ao|até' },
  },
  {
    ...{ opening: '(?:dans |pendant |sur )?(?:les |la )', first: 'premi[eè]res?', last: 'derni[eè]res?' },
    ...{ seconds: 'secondes?', from: 'de|entre', to: 'à|a|et', numberFirst: true },
  },
  {
    ...{ opening: '(?:in |während )?(?:den |die |der )', first: 'ersten?', last: 'letzten?' },
    ...{ seconds: 'sekunden?', from: 'von|vom|zwischen', to: 'bis|bis zur|und' },
  },
  {
    ...{ opening: "(?:nei |negli |nel |nell'|per |i |gli |il |l')", first: 'prim[io]', last: 'ultim[io]' },
    ...{ seconds: 'second[io]', from: 'da|dal', to: 'a|al' },
  },
  {
    ...{ opening: '(?:in |tijdens )?(?:de )', first: 'eerste', last: 'laatste' },
    ...{ seconds: 'seconden?', from: 'van', to: 'tot' },
  },
];

const EDGES = NAMINGS.map(({ opening, first, last, seconds, numberFirst }) => {
  const side = `(?:(?<first>${first})|(?:${last})) `;
  return new RegExp(
    `(?<![\\p{L}\\d])${opening}${numberFirst === true ? COUNTED + side : side + COUNTED}(?:${seconds})(?![\\p{L}])`,
    'iu',
  );
});
const TIME = (name: string): string => `(?<${name}>\\d{1,2}(?:[.,]\\d{1,2})?)\\.?`;
/** One of the numbers has a unit: else they may be clips. */
const SPANS = NAMINGS.flatMap(({ seconds: unit, from, to }) =>
  [
    `(?:${unit}) ${TIME('one')} (?:${to}) (?:(?:${unit}) )?${TIME('two')}(?: (?:${unit}))?`,
    `${TIME('one')} (?:${to}) ${TIME('two')} ?(?:${unit})`,
  ].map((said) => new RegExp(`(?<![\\p{L}\\d])(?:${from}) ${said}(?![\\p{L}\\d])`, 'iu')),
);
const MAY_NAME_SECONDS = /se[gk]und|second|秒|초/i;
/** Of languages that are written without spaces, with the particle that follows. */
const UNSPACED = [
  /(?:(?<first>最初|はじめ|始め|冒頭)|最後|終わり|ラスト)の?(?<seconds>\d{1,2}(?:[.,]\d{1,2})?)秒間?(?:だけ|を|は|で|に|の)*/u,
  /(?:(?<first>前|开头|最初|头)|最后|后)(?:的)?(?<seconds>\d{1,2}(?:[.,]\d{1,2})?)秒(?:钟)?/u,
  /(?:(?<first>처음|첫|앞)|마지막|끝) ?(?<seconds>\d{1,2}(?:[.,]\d{1,2})?) ?초(?:만|를|을|는|은|동안|간)* ?/u,
];
// cspell:enable

/** The same message, where seconds of a clip that it names in another language are named in English: "in the first 2 seconds". */
export function secondsInEnglish(text: string): string {
  if (!MAY_NAME_SECONDS.test(text)) return text;
  for (const named of [...EDGES, ...UNSPACED]) {
    const found = named.exec(text);
    if (found === null) continue;
    const { first, seconds, count } = found.groups!;
    const amount = Number((seconds ?? COUNTS[count?.toLowerCase() ?? ''] ?? '1').replace(',', '.'));
    const side = first === undefined ? 'last' : 'first';
    return movedToEnd(text, found, `in the ${side} ${amount === 1 ? 'second' : `${amount} seconds`}`);
  }
  for (const named of SPANS) {
    const found = named.exec(text);
    if (found === null) continue;
    const [one, two] = [found.groups!['one']!, found.groups!['two']!].map((said) => said.replace(',', '.'));
    return movedToEnd(text, found, `from ${one} to ${two} seconds`);
  }
  return text;
}

/** At the end, where it reads after a wish in any language. */
const movedToEnd = (text: string, { index, 0: said }: RegExpExecArray, english: string): string =>
  `${text.slice(0, index).trimEnd()} ${text.slice(index + said.length).trimStart()} ${english}`.trim();
