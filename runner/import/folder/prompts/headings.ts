// cspell:ignore szene scène escena cena сцена 장면 strophe
const SCENE =
  '(?:scene|clip|shot|prompt|part|segment|video|image|act|szene|scène|escena|cena|сцена|镜头|鏡頭|分镜|片段|画面|场景|場景|シーン|カット|장면|씬)';
const NUMBER_WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];
const CHINESE = '一二三四五六七八九十';
const NUMBER = String.raw`(\d{1,3}[a-h]?|[${CHINESE}]{1,3}|${[...NUMBER_WORDS, ...ROMAN].join('|')})`;
const END = String.raw`(?![\p{L}\p{N}])`;
/** What counts in Chinese, Japanese and Korean, between a sign of order and the text: `第1幕`, `第二个镜头`, `제3장`. */
const COUNTED = String.raw`[第제]\s*${NUMBER}\s*(?:个|個)?\s*(?:${SCENE}|幕|场|場|镜|鏡|段|节|節|部分|章|景|장|막)`;
const OF = String.raw`(?:\s*(?:/|of)\s*\d{1,3}\b)?`;
const NOTE = String.raw`(?:\([^)]*\)|\[[^\]]*\])?`;
const CLOCK = String.raw`\d{1,2}(?::\d{2})?(?:\.\d+)?\s*s?`;
const TIMES = String.raw`(?:[:,]?\s*${CLOCK}\s*[–—-]\s*${CLOCK}(?![\p{L}\p{N}]))?`;
const BOLD = String.raw`(?:\*\*|__)?`;
const OPENING = String.raw`^[\s#*_>|[(【-]*`;
const CLOSING = String.raw`\s*${NOTE}\s*${TIMES}\s*[\])】]?\s*${BOLD}\s*`;
const TEXT = String.raw`\s*${BOLD}(.*)$`;
const SEPARATOR = String.raw`(?:[\]:.)：|–—\t-]|(?<=[\])】]\s*)|$)`;
/**
 * `Scene 1: a city`, `## Clip 2`, `Prompt #3 -`, `**Shot 4 (0:12-0:16)**`, `[Scene 5]`, `Scene Six:`, `Scene VII:`,
 * `Scene 8/9`, `Scene 9 0:30-0:35`, `| Scene 10 | a city |`, `Scene 11a`, `场景一`.
 */
const SCENES = new RegExp(
  `${OPENING}${SCENE}\\s*(?:#|no\\.?|nr\\.?)?\\s*${NUMBER}${END}${OF}${CLOSING}${SEPARATOR}${TEXT}`,
  'iu',
);
/** `第1幕`, `第二个镜头：a city`. */
const COUNTED_SCENES = new RegExp(`${OPENING}${COUNTED}${CLOSING}(?:${SEPARATOR}|\\s)${TEXT}`, 'iu');
/** `1. a city`, `2) a street`, `(3) a room`, `4 - a roof`, `5、`, `| 6 | a bridge |`. */
const NUMBERS = /^\s*[([|]?\s*#?(\d{1,3})\s*(?:[.):：\]|]\s+|[–—-]\s+|、)(.*)$/;

const SECTION = [
  'introduction|intro|opening|verse|strophe|pre[- ]?chorus|post[- ]?chorus|chorus|refrain|hook|drop|bridge|middle 8',
  'break(?:down)?|build[- ]?up|interlude|instrumental|solo|outro|ending|final|finale|coda|scene|shot|clip',
  '(?:positive )?prompt|前奏|主歌|副歌|间奏|尾奏|桥段',
].join('|');
/** Parts of a song, and scenes without a number: `Intro:`, `[Verse 2]`, `Chorus: a city`. */
const SECTIONS = new RegExp(
  `${OPENING}(?:${SECTION})(?:\\s+scene)?(?:\\s*#?\\d{1,2}|\\s+[ivx]+)?${END}${CLOSING}(?:[:：|–—\\t]|\\s-\\s|(?<=[\\])】]\\s*)|$)${TEXT}`,
  'iu',
);
/** `The chase:`, alone in its row. */
const LABEL = /^[\s#*_>]*[\p{L}\p{N}][^:：.!?]{0,40}[:：]\s*(?:\*\*|__)?()$/u;

interface Heading {
  at: number;
  /** What stands behind it in its row. */
  rest: string;
}
interface NumberedHeading extends Heading {
  number: number;
  /** `a` of `Scene 1a`. */
  letter: string;
}

/** The prompts under headings or numbers; null if the rows have none. A number that is left out leaves an empty prompt. */
export function underHeadings(rows: string[]): string[] | null {
  return (
    numbered(rows, SCENES) ??
    numbered(rows, COUNTED_SCENES) ??
    numbered(rows, NUMBERS) ??
    unnumbered(rows, SECTIONS) ??
    unnumbered(rows, LABEL)
  );
}

/** The rows from each heading to the next. Whatever stands before the first heading is about the whole. */
function numbered(rows: string[], heading: RegExp): string[] | null {
  const headings = rows.flatMap((row, at): NumberedHeading[] => {
    const match = heading.exec(row);
    if (match === null) return [];
    const [, digits, letter = ''] = /^(\d+)([a-h]?)$/i.exec(match[1]!) ?? [];
    const number = digits === undefined ? numberOf(match[1]!.toLowerCase()) : Number(digits);
    return [{ at, number, letter: letter.toLowerCase(), rest: match[2]! }];
  });
  const [first] = headings;
  if (first === undefined || !isRising(headings)) return null;
  // One number in the middle of a text is no list.
  if (headings.length === 1 && firstWritten(rows) !== first.at) return null;
  const texts = textsOf(rows, headings);
  if (headings.some(({ letter }) => letter !== '')) return texts;
  const prompts: string[] = [];
  for (const [index, { number }] of headings.entries())
    prompts[number - Math.min(1, first.number)] = texts[index]!;
  return Array.from(prompts, (prompt: string | undefined) => prompt ?? '');
}

/** Headings that are counted by their order. */
function unnumbered(rows: string[], heading: RegExp): string[] | null {
  const headings = rows.flatMap((row, at): Heading[] => {
    const match = heading.exec(row);
    return match === null ? [] : [{ at, rest: match[1]! }];
  });
  const [first, second] = headings;
  if (first === undefined) return null;
  // A title may stand before them, not a prompt of its own.
  const isFirst = firstWritten(rows) === first.at || rows[first.at - 1] === '';
  const texts = textsOf(rows, headings);
  const isWritten = texts.some((text) => text !== '');
  return isFirst && isWritten && (second !== undefined || firstWritten(rows) === first.at) ? texts : null;
}

function textsOf(rows: string[], headings: Heading[]): string[] {
  return headings.map(({ at, rest }, index) =>
    joined([rest, ...rows.slice(at + 1, headings[index + 1]?.at)]),
  );
}

function firstWritten(rows: string[]): number {
  return rows.findIndex((row) => row !== '');
}

/** Of a word, Roman digits or Chinese ones up to 99. */
function numberOf(name: string): number {
  if (CHINESE.includes(name[0]!)) {
    const [tens, ones] = name.includes('十') ? name.split('十') : ['', name];
    const digit = (text = ''): number => CHINESE.indexOf(text) + 1;
    return (name.includes('十') ? (tens === '' ? 1 : digit(tens)) * 10 : 0) + (ones === '' ? 0 : digit(ones));
  }
  const words = NUMBER_WORDS.includes(name) ? NUMBER_WORDS : ROMAN;
  return words.indexOf(name) + 1;
}

function isRising(headings: NumberedHeading[]): boolean {
  return headings.every(({ number, letter }, at) => {
    const before = headings[at - 1];
    if (before === undefined) return number <= 1;
    return number > before.number || (number === before.number && letter > before.letter);
  });
}

/** The rows of one prompt, without labels and marks around the whole. */
export function joined(rows: string[]): string {
  const text = rows
    .map((row) => row.replace(/^(?:\*\*)?(?:positive )?prompt(?:\*\*)?\s*[:：](?:\*\*)?\s*/i, ''))
    .filter((row) => row !== '')
    .join(' ')
    .replace(/^\*\*|\*\*$|\s*\|$/g, '')
    .trim();
  return /^"[^"]*",?$|^“[^“”]*”$/.test(text) ? text.replace(/^.|.,?$/gu, '').trim() : text;
}
