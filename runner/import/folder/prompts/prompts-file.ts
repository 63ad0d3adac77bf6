// cspell:ignore szene scène escena cena сцена 장면
const SCENE =
  '(?:scene|clip|shot|prompt|part|segment|video|image|act|szene|scène|escena|cena|сцена|镜头|场景|シーン|장면)';
const NUMBER_WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];
const NUMBER = String.raw`(\d{1,3}|${[...NUMBER_WORDS, ...ROMAN].join('|')})(?![\p{L}\p{N}])`;
const OF = String.raw`(?:\s*(?:/|of)\s*\d{1,3}\b)?`;
const NOTE = String.raw`(?:\([^)]*\)|\[[^\]]*\])?`;
const CLOCK = String.raw`\d{1,2}(?::\d{2})?(?:\.\d+)?\s*s?`;
const TIMES = String.raw`(?:[:,]?\s*${CLOCK}\s*[–—-]\s*${CLOCK}(?![\p{L}\p{N}]))?`;
const BOLD = String.raw`(?:\*\*|__)?`;
/**
 * `Scene 1: a city`, `## Clip 2`, `Prompt #3 -`, `**Shot 4 (0:12-0:16)**`, `[Scene 5]`, `Scene Six:`, `Scene VII:`,
 * `Scene 8/9`, `Scene 9 0:30-0:35`, `| Scene 10 | a city |`.
 */
const HEADING = new RegExp(
  String.raw`^[\s#*_>|[(【-]*${SCENE}\s*(?:#|no\.?|nr\.?)?\s*${NUMBER}${OF}\s*${NOTE}\s*${TIMES}\s*[\])】]?\s*${BOLD}\s*(?:[\]:.)：|–—\t-]|(?<=[\])】]\s*)|$)\s*${BOLD}(.*)$`,
  'iu',
);
/** `1. a city`, `2) a street`, `(3) a room`, `4 - a roof`, `5、`, `| 6 | a bridge |`. */
const NUMBERED = /^\s*[([|]?\s*#?(\d{1,3})\s*(?:[.):：\]|]\s+|[–—-]\s+|、)(.*)$/;
/** A row that only separates, or encloses the whole. */
const RULE = /^\s*(?:([-=*_~])\s*(?:\1\s*){2,}|```\w*)$/;
const BULLET = /^\s*[-*•–]\s+/;

interface Prompts {
  /** One per clip; null for a clip without one. */
  prompts: (string | null)[];
  /** How many the text holds. */
  found: number;
}

/**
 * The prompts of a text: under headings ("Scene 1:") or numbers, else one a line, else one a paragraph, whichever fits
 * the number of clips.
 */
export function parsePrompts(text: string, clipCount: number): Prompts {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((row) => (RULE.test(row) ? '' : row.trim()));
  while (rows.at(-1) === '') rows.pop();
  const prompts =
    underHeadings(rows, HEADING) ?? underHeadings(rows, NUMBERED) ?? unnumbered(rows, clipCount);
  return {
    prompts: Array.from({ length: clipCount }, (_, clip) => prompts[clip] || null),
    found: prompts.length,
  };
}

/**
 * The rows from each heading to the next, by its number; null if the rows are not of this kind. Whatever stands before
 * the first heading is about the whole.
 */
function underHeadings(rows: string[], heading: RegExp): string[] | null {
  const starts = rows.flatMap((row, at) => {
    const match = heading.exec(row);
    return match === null ? [] : [{ at, number: numberOf(match[1]!), rest: match[2]! }];
  });
  const [first] = starts;
  if (first === undefined || !isRising(starts.map(({ number }) => number))) return null;
  // One number in the middle of a text is no list.
  if (starts.length === 1 && rows.findIndex((row) => row !== '') !== first.at) return null;
  const prompts: string[] = [];
  for (const [index, { at, number, rest }] of starts.entries()) {
    prompts[number - Math.min(1, first.number)] = joined([
      rest,
      ...rows.slice(at + 1, starts[index + 1]?.at),
    ]);
  }
  // A number that is left out leaves a hole.
  return Array.from(prompts, (prompt: string | undefined) => prompt ?? '');
}

/** Of digits, a word or Roman digits. */
function numberOf(written: string): number {
  const name = written.toLowerCase();
  const words = NUMBER_WORDS.includes(name) ? NUMBER_WORDS : ROMAN;
  return /^\d/.test(name) ? Number(name) : words.indexOf(name) + 1;
}

function isRising(numbers: number[]): boolean {
  return numbers[0]! <= 1 && numbers.every((number, at) => at === 0 || number > numbers[at - 1]!);
}

function unnumbered(rows: string[], clipCount: number): string[] {
  const written = rows.filter((row) => row !== '');
  const paragraphs = paragraphsOf(rows);
  const bulleted = written.every((row) => BULLET.test(row));
  const line = (row: string): string => (bulleted ? row.replace(BULLET, '') : row);
  // Blank lines are spacing if the prompts then fit the clips; otherwise each is a clip without a prompt.
  if (written.length === clipCount) return written.map(line);
  if (rows.length === clipCount) return rows.map(line);
  const several = paragraphs.length > 1 && paragraphs.every((paragraph) => paragraph.length > 1);
  if (paragraphs.length === clipCount || several) return paragraphs.map(joined);
  return rows.map(line);
}

function paragraphsOf(rows: string[]): string[][] {
  const paragraphs: string[][] = [];
  rows.forEach((row, at) => {
    if (row === '') return;
    if (at === 0 || rows[at - 1] === '') paragraphs.push([]);
    paragraphs.at(-1)!.push(row);
  });
  return paragraphs;
}

function joined(rows: string[]): string {
  return rows
    .filter((row) => row !== '')
    .join(' ')
    .replace(/^\*\*|\*\*$|\s*\|$/g, '')
    .trim();
}
