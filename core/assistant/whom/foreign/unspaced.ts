import type { Token } from '../text/tokens.js';

// cspell:disable
const HAS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

const CLIP = '(?:このクリップ|クリップ|シーン|カット|片段|镜头|鏡頭|场景|場景|場面|画面段|클립|장면|씬)';
const DIGITS = '[0-9０-９]{1,3}';
const NUMBER = `(?:${DIGITS}|[一二三四五六七八九十]{1,2})`;
const COUNTER = '(?:\\s?(?:番目|つ目|個目|回目|度目|本目|番|个|個|号|號|段|遍|번째|번))?';
/** "All but those", with what says it of the others once more. */
const EXCEPT =
  '(?:以外|之外|빼고|빼곤|제외하고|제외한|말고|외에|除いて|を除いて|をのぞいて|のぞいて)(?:の)?\\s?(?:其他的?|其它的?|剩下的?|的|都|全部|全て|すべて|全|は|を|전부\\s?다|전부|모두|모든|다|나머지|는|은)*(?:片段|クリップ|클립)?(?:都|は|を|을|를|은|는)?';
const AND = '(?:と|、|,|，|和|跟|及|과|와|하고|이랑|랑|및)';
const TO = '(?:から|〜|～|~|-|–|到|至|부터|에서)';
const SECTION = {
  chorus: 'サビ|副歌|후렴구?|코러스|コーラス',
  verse: 'Aメロ|ヴァース|主歌|벌스',
  bridge: 'ブリッジ|桥段|橋段|브릿지|브리지',
  intro: 'イントロ|前奏|인트로',
  outro: 'アウトロ|尾奏|아웃트로',
} as const;
const SECTIONS = Object.values(SECTION).join('|');
/** The look of that clip, with the verb that only asks for it. */
const DOING =
  '(?:にしてください|にして|してください|して|に|で|の|で|해주세요|해\\s?줘|바꿔\\s?줘|만들어\\s?줘|하게)';
const LIKE = `(?:と(?:同じ|おなじ|似た)(?:ような|ように|感じ|雰囲気|スタイル|色味|見た目)*|みたい(?:な感じ)?|のよう(?:な感じ)?|っぽく|一样的?(?:风格|感觉|效果|样子)?|那样的?|的风格|的样子|\\s?처럼|\\s?같이|(?:이랑|하고|와|과|랑)\\s?(?:똑같이|똑같은|같은|비슷하게)(?:\\s?(?:느낌|스타일|분위기)(?:으로|로)?)?)\\s?${DOING}?`;
const SAME = `(?:に?も(?:同じ|おなじ|同様)(?:ことを|ように|効果を|感じ)?|也(?:要)?(?:一样|同样|这样)(?:处理|弄|做|改)?|도\\s?(?:똑같이|같이|마찬가지로|그렇게|동일하게))\\s?${DOING}?`;
const FIRST = '最初の|最初|第一个|第一個|第一段|첫\\s?번째|첫|처음';
const LAST = '最後の|最后一个|最后一段|最後一個|最后的|最後|最后|마지막';
const NEXT = '次の|下一个|下一個|下个|다음';
const PREVIOUS = '前の|上一个|上一個|이전';
const ALL = 'すべての|全ての|全部の|全て|全|所有的?|全部的?|每个|每個|모든|전체';
const FILM = '(?:视频|視頻|影片|片子|短片|MV|mv|音乐视频)';
const FILM_JA = '(?:動画|ビデオ|映像|MV|ミュージックビデオ)';
const FILM_KO = '(?:영상|비디오|동영상|뮤직비디오|뮤비)';
const WHOLE = `(?:整个|整個|整支|整部|整条|全)(?:的)?${FILM}|全片|${FILM}(?:的)?(?:全部|整体|整體)|${FILM_JA}の?(?:全体|全部|全編|すべて|全て)|全編|(?:전체|모든)\\s?${FILM_KO}|${FILM_KO}\\s?(?:전체|전부)`;
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
  '(?:把|将|將|让|讓|在|使|像|跟|照着|按照|参考)?\\s?',
  '\\s?(?:だけ|만(?!화))?(?:を|は|の中で|の|では|で|に|が|も(?!っと|う)|里|裡|中|的|都|을|를|은|는|에서|에|의|도)?',
] as const;
const ROW = `${NUMBER}${COUNTER}(?:\\s?(?:${AND}|${TO})\\s?(?:第\\s?)?(?:${CLIP}\\s?)?${NUMBER}${COUNTER})*(?:까지|まで)?`;
/** Number and counter alone name a clip where a small word shows it: "3番を", "第三个也". */
const ALONE = `(?:${DIGITS}번(?!째)|${DIGITS}番(?!目)|第\\s?${NUMBER}[个個段])`;
/** "2番目を", "두 번째는": of its things, where a noun follows. */
const PLACE_ALONE = `(?:${NUMBER}(?:番目|つ目|個目|本目)|(?:${DIGITS}|첫|두|세|네|다섯|여섯)\\s?번째)`;
const PLACE_SHOWN =
  '(?=\\s?(?:만(?!화)|을|를|은|는|도|과|와|하고|이랑|랑|빼|제외|말고|を|は|も|だけ|以外|から|と|、|,|$|(?:더|조금|좀|너무|흑백|세피아|어둡|밝|따뜻|차갑|슬로)))';
const SHOWN =
  '(?=\\s?(?:만(?!화)|을|를|은|는|도|에|이|과|와|하고|빼|제외|말고|외에|부터|까지|を|は|も|だけ|以外|から|と|の(?!人)|也|调|調|变|變|改|加|弄|换|換|太|要|更|和|到|以外|之外|不|,|，|、|$))';
/** "Maraの場面", written in Latin letters. */
const OWNED = '(?:\\s?の|\\s?的|의)';
/** What a name can begin with: most places of a message in several languages are none. */
const BEGINS = `(?=\\s?(?:[AMm0-9０-９\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[A-Za-z][a-z]{1,20}${OWNED}))`;
const CLOCK = '[0-9]{1,2}:[0-5][0-9]';
const NAMES = new RegExp(
  `${BEGINS}(?:${[
    `${CLIP}\\s?(?<list>${ROW})`,
    `(?:第\\s?)?(?<list2>${ROW}|(?:첫|두|세|네|다섯|여섯)\\s?번째)\\s?の?\\s?${CLIP}`,
    `(?:第\\s?)?(?<ordinal>${NUMBER}|두|세|첫)${COUNTER}\\s?の?\\s?(?<ordered>${SECTIONS})`,
    `(?<which>${WHICH})\\s?(?:の)?(?:(?<count>${NUMBER}|两|兩|두|세|네)(?:つの|本の|個の|つ|個|个|개의|개|段)?\\s?(?:の)?)?\\s?(?:${CLIP}|(?<part>${SECTIONS}))(?:들)?`,
    `(?<which2>${FIRST}|${LAST})\\s?(?:${AND})\\s?(?<which3>${FIRST}|${LAST})(?:の)?\\s?${CLIP}`,
    `(?<which4>${FIRST}|${LAST})\\s?の?(?<count4>${NUMBER}|两|兩|두|세|네)(?:つ|本|個|个|개)(?=\\s?(?:を|は|だけ|も|의|를|은|都|变|變|改|调|調))`,
    `(?<owner>(?<![A-Za-z])[A-Za-z][a-z]{1,20})${OWNED}\\s?(?:${ALL})?\\s?${CLIP}(?:들)?`,
    `(?:从|從)?(?<from>${CLOCK})\\s?(?:から|到|至|부터|에서|〜|～|~|-|–)\\s?(?<until>${CLOCK})(?:まで|까지)?`,
    `前(?<first>${NUMBER}|两|兩)[个個段]\\s?${CLIP}`,
    `(?<list3>${ALONE}(?:\\s?(?:${AND}|${TO})\\s?${ALONE})+(?:까지|まで)?|${ALONE}${SHOWN})`,
    `(?<list4>${PLACE_ALONE}(?:\\s?(?:${AND})\\s?${PLACE_ALONE})+(?=\\s?(?:을|를|은|는|도|만|を|は|も|だけ|、|,|$))|${PLACE_ALONE}${PLACE_SHOWN})`,
    `(?<whole>${WHOLE})`,
    `(?:第\\s?(?<second>[0-9]{1,3})\\s?秒(?:钟|鐘)?(?:的时候|的時候|左右|附近|处|處|那里)?|(?<second2>[0-9]{1,3})\\s?(?:秒(?:目|のところ|あたり|付近|ごろ|頃)+|초(?:쯤|즈음|부근|대)?(?=에)))`,
    `(?<alone>${SECTIONS})(?:\\s?の?\\s?(?:部分|ところ|パート|箇所|那段|的部分|부분|파트|구간)|\\s?(?<numbered>[0-9０-９])|\\s?の?(?<every>全部|すべて|全て|ぜんぶ|전부|모두))?`,
  ]
    .map(
      (way) =>
        `(?:除了|除)?${AROUND[0]}(?:${way})(?:\\s?(?:을|를)?\\s?(?:${EXCEPT})|(?:${LIKE})|(?:${SAME})|${AROUND[1]}(?:其他的?|其它的?|剩下的?)?(?:都|全部|全)?)`,
    )
    .join('|')})`,
  'gu',
);
const IS_EXCEPT = new RegExp(`^(?:除了|除)|(?:${EXCEPT})$`);
const IS_LIKE = new RegExp(`(?:${LIKE})$`);
const IS_SAME = new RegExp(`(?:${SAME})$`);
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
  const named = namedBy(groups);
  if (named === null) return null;
  if (IS_SAME.test(text)) return ['same', 'for', ...named];
  if (IS_LIKE.test(text)) return ['like', ...named];
  return IS_EXCEPT.test(text) ? ['all', 'clips', 'except', ...named] : named;
}

function namedBy(groups: Record<string, string | undefined>): Span['words'] | null {
  const { alone, ordinal, ordered, which, part, count, first, numbered } = groups;
  const second = groups['second'] ?? groups['second2'];
  if (second !== undefined) return ['at', 'second', Number(second)];
  const { from, until, owner, which2, which3, which4, count4 } = groups;
  if (from !== undefined) return ['from', from, 'to', until!];
  if (owner !== undefined) return ['all', 'clips', 'with', owner.toLowerCase()];
  if (which2 !== undefined) return ['the', orderOf(which2), 'and', orderOf(which3!), 'clips'];
  if (which4 !== undefined) return ['the', orderOf(which4), valueOf(count4!), 'clips'];
  if (groups['whole'] !== undefined) return ['all', 'clips'];
  const list = groups['list'] ?? groups['list2'] ?? groups['list3'] ?? groups['list4'];
  if (list !== undefined) return listed(list);
  if (first !== undefined) return ['the', 'first', valueOf(first), 'clips'];
  if (ordered !== undefined) return [sectionOf(ordered), valueOf(ordinal ?? '')];
  if (which !== undefined) {
    const order = ORDER.find(([said]) => said.test(which))?.[1];
    if (order === undefined) return null;
    if (count !== undefined && part === undefined) return ['the', order, valueOf(count), 'clips'];
    const noun = part === undefined ? 'clip' : sectionOf(part);
    return order === 'all'
      ? ['all', part === undefined ? 'clips' : plural(noun)]
      : [order === 'this' ? 'this' : 'the', ...(order === 'this' ? [] : [order]), noun];
  }
  if (alone === undefined) return null;
  if (groups['every'] !== undefined) return ['all', plural(sectionOf(alone))];
  return numbered === undefined ? ['the', sectionOf(alone)] : [sectionOf(alone), valueOf(numbered)];
}

const orderOf = (said: string): string => ORDER.find(([order]) => order.test(said))?.[1] ?? 'first';

const NEXT_NUMBER = new RegExp(
  `(?<join>${AND}|${TO})?\\s?(?:第\\s?)?(?:${CLIP}\\s?)?(?<number>${NUMBER}|(?:첫|두|세|네|다섯|여섯)(?=\\s?번째))`,
  'gu',
);
const IS_TO = new RegExp(`^${TO}$`);

/** "2、4と6", "3번부터 6번까지". */
function listed(list: string): Span['words'] {
  const words = [...list.matchAll(NEXT_NUMBER)].flatMap(({ groups }, at) => [
    ...(at === 0 ? [] : [IS_TO.test(groups?.['join'] ?? '') ? 'to' : 'and']),
    valueOf(groups?.['number'] ?? ''),
  ]);
  return [words.length === 1 ? 'clip' : 'clips', ...words];
}

const plural = (section: string): string => `${section}${section === 'chorus' ? 'es' : 's'}`;

const sectionOf = (said: string): string =>
  Object.entries(SECTION).find(([, names]) => new RegExp(`^(?:${names})$`).test(said))?.[0] ?? 'chorus';

const NUMERALS = '一二三四五六七八九十';

function valueOf(said: string): number {
  if (['두', '两', '兩'].includes(said)) return 2;
  if (said === '세') return 3;
  if (said === '네') return 4;
  if (said === '첫') return 1;
  if (said === '다섯') return 5;
  if (said === '여섯') return 6;
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
    ...(typeof word === 'number' ? numberToken(word) : wordToken(word)),
    ...{ start, end, isJoined: false },
  }));

const numberToken = (value: number): Pick<Token, 'kind' | 'word' | 'value'> => ({
  ...{ kind: 'number', word: String(value), value },
});

/** A word, or a time as a clock shows it. */
function wordToken(word: string): Pick<Token, 'kind' | 'word' | 'value'> {
  const [minutes, seconds] = word.split(':');
  if (seconds === undefined) return { kind: 'word', word, value: 0 };
  return { kind: 'time', word, value: Number(minutes) * 60 + Number(seconds) };
}
