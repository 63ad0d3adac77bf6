/** A sung line of a lyrics file; seconds on the song. */
export interface TimedLine {
  text: string;
  startSeconds: number;
  /** Null if the file does not say when the line ends. */
  endSeconds: number | null;
  /** Word times, if the file has them. */
  words?: TimedWord[];
}

export interface TimedWord {
  text: string;
  startSeconds: number;
}

const VOICES = [
  '(?:fe)?males?|m[ae]n|wom[ae]n|boys?|girls?|both|all|everyone|together|duet|choir|chorus|lead|solo|backing',
  'background|(?:singer|voice|speaker|vocals?)(?: ?[a-d\\d])?|rap(?:per)?|男|女|合|男声|女声|合唱|齐唱',
].join('|');
const PARTS = 'intro|verse|pre[- ]?chorus|chorus|refrain|hook|bridge|interlude|instrumental|solo|outro';
/**
 * Who sings: `v1:` in duets, `F:`, `M:` and `D:` in files of karaoke programs, `Male:`, `(Both)`, `JOHN:`, and the dash
 * or the arrows of captions. A part of the song in brackets is not sung either.
 */
const SINGER = new RegExp(
  String.raw`^\s*(?:(?:v\d{1,2}|[fmd]|${VOICES})\s*[:：]|[[(（【](?:(?:${VOICES})|(?:${PARTS})(?:\s+\d{1,2})?)[\])）】]:?|[-–—](?!\s*>)\s*(?=\p{L}|['"“‘(]|\s)|>{1,3}(?=\s|\p{L}))\s*`,
  'iu',
);
/** A name in capitals. */
const NAME = /^\s*\p{Lu}[\p{Lu} .]+[:：]\s+/u;

/** Text without the marks of singers at its beginning; `- Male:` is two. */
export function withoutSinger(text: string): string {
  return text.replace(SINGER, '').replace(SINGER, '').replace(NAME, '');
}

/** `Hold on [bg: ooh]` → `Hold on  ooh`: what the background sings is sung too. Brackets around times stay. */
export function withoutBackgroundMark(line: string): string {
  if (!/\[bg:/i.test(line)) return line;
  let open = 0;
  const kept = [...line.replace(/\[bg:/gi, ' ')].filter((character) => {
    if (character === '[') open++;
    if (character !== ']') return true;
    return open > 0 && open-- > 0;
  });
  return kept.join('');
}

/** One space between words, and no notes of music. */
export function tidied(text: string): string {
  return text
    .replace(/[♩♪♫♬]/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
}
