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

/** Who sings: `v1:` in duets, `F:`, `M:` and `D:` in files of karaoke programs. */
const SINGER = /^\s*(?:v\d{1,2}|[FMD]):\s*/;

/** Text without a singer's mark at its beginning. */
export function withoutSinger(text: string): string {
  return text.replace(SINGER, '');
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
