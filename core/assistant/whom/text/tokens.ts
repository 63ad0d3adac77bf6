import { corrected } from './spelling.js';

/** A word, number, time, quotation or mark of a message. */
export interface Token {
  kind: 'word' | 'number' | 'ordinal' | 'time' | 'quoted' | 'mark' | 'other';
  /** In lower case, with straight quotes and typos mended; of a quotation what is inside. */
  word: string;
  /** Of a number or ordinal; of a time its seconds. */
  value: number;
  /** Its place in the message. */
  start: number;
  end: number;
  /** A hyphen joins it to the word before: "second-to-last". */
  isJoined: boolean;
}

/** A longer quotation is a stray quote; the bound keeps the search linear. */
const LONGEST_QUOTE = 200;
const CLOSING: Record<string, string> = { '"': '"”', '“': '”"', '„': '“”"', '«': '»', "'": "'", '‘': '’' };

const HYPHEN_IN_WORD = /-(?=\p{L})|(?<=\p{L})-(?=\d)/uy;
const CLOCK = /\d{1,2}:[0-5]\d(?::[0-5]\d)?(?!\d|:\d)/y;
const MINUTES = /(\d{1,3})\s?m(?:in)?\s?(\d{1,2})\s?s(?:ec)?\b/y;
const ORDINAL = /(\d{1,3})(?:st|nd|rd|th)\b/iy;
const SECONDS = /(\d{1,4})s(?:ecs?)?\b/iy;
const NUMBER = /\d{1,6}(?![\d\p{L}%°]|[.:]\d|-(?!clip)\p{L})/iuy;
const ODD_NUMBER = /\d[\p{L}\d.:%°-]*/uy;
/** "Clip3", "verse2": a name and a number without a space. */
const WORD = /(?:clips?|scenes?|shots?|chorus|verse)(?=\d)|[\p{L}\p{M}](?:[\p{L}\p{M}\d]|['’](?=\p{L}))*/iuy;
const NAME_BEFORE_NUMBER = /^(?:clips?|scenes?|shots?|chorus|verse)$/i;

const KEEPS_S = /^(?:it|that|what|there|here|she|he|let|who|how)'s$/;

/** Reads a message, from a place on, into tokens, in linear time. */
export function tokensOf(text: string, from = 0): Token[] {
  const tokens: Token[] = [];
  for (let at = from; at < text.length;) {
    const code = text.charCodeAt(at);
    if (isSpace(code, text[at]!)) {
      at++;
      continue;
    }
    const hyphen = code === HYPHEN && tokens.at(-1)?.end === at && match(HYPHEN_IN_WORD, text, at) !== null;
    const start = hyphen ? at + 1 : at;
    const found = quotation(text, start) ?? numeral(text, start) ?? word(text, start) ?? mark(text, start);
    const { kind, word: said, value, end, possessive } = found;
    tokens.push({ kind, word: said, value, start, end, isJoined: hyphen });
    if (possessive !== undefined) tokens.push(possessive);
    at = possessive?.end ?? end;
  }
  return tokens;
}

const HYPHEN = 45;
const APOSTROPHE = 39;
const NEWLINE = 10;
const LAST_ASCII = 127;

/** Any but a line break, which is a mark. */
const isSpace = (code: number, letter: string): boolean =>
  code > LAST_ASCII ? /\s/.test(letter) : code === 32 || (code >= 9 && code <= 13 && code !== NEWLINE);

type Found = Pick<Token, 'kind' | 'word' | 'value' | 'end'> & { possessive?: Token };

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function quotation(text: string, at: number): Found | null {
  const closing = CLOSING[text[at]!];
  if (closing === undefined) return null;
  const isApostrophe = closing === "'" || closing === '’';
  for (let end = at + 1; end < text.length && end <= at + LONGEST_QUOTE; end++) {
    if (!closing.includes(text[end]!)) continue;
    if (isApostrophe && /[\p{L}\d]/u.test(text[end + 1] ?? '')) continue;
    return { kind: 'quoted', word: text.slice(at + 1, end), value: 0, end: end + 1 };
  }
  return null;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function numeral(text: string, at: number): Found | null {
  if (!isDigit(text.charCodeAt(at))) return null;
  const clock = match(CLOCK, text, at)?.[0];
  if (clock !== undefined) {
    const value = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    return { kind: 'time', word: clock, value, end: at + clock.length };
  }
  const minutes = match(MINUTES, text, at);
  if (minutes !== null) {
    const value = Number(minutes[1]) * 60 + Number(minutes[2]);
    return { kind: 'time', word: minutes[0], value, end: at + minutes[0].length };
  }
  const kinds = [
    ['ordinal', match(ORDINAL, text, at)],
    ['number', match(NUMBER, text, at)],
    ['other', match(SECONDS, text, at)],
    ['other', match(ODD_NUMBER, text, at)],
  ] as const;
  for (const [kind, found] of kinds)
    if (found !== null)
      return {
        kind,
        word: found[0].toLowerCase(),
        value: Number(found[1] ?? (kind === 'number' ? found[0] : 0)),
        end: at + found[0].length,
      };
  return null;
}

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** Where the word of plain letters that begins at a place ends; null where it has others, which WORD knows. */
function plainWordEnd(text: string, at: number): number | null {
  let end = at;
  let digits: number | null = null;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code > LAST_ASCII) return null;
    if (isLetter(code)) continue;
    if (isDigit(code) && end > at) digits ??= end;
    else if (code !== APOSTROPHE || end === at) break;
    else if (text.charCodeAt(end + 1) > LAST_ASCII) return null;
    else if (!isLetter(text.charCodeAt(end + 1))) break;
  }
  return digits !== null && NAME_BEFORE_NUMBER.test(text.slice(at, digits)) ? digits : end;
}

function word(text: string, at: number): Found | null {
  const plainEnd = plainWordEnd(text, at);
  if (plainEnd === at) return null;
  const found = plainEnd === null ? match(WORD, text, at)?.[0] : text.slice(at, plainEnd);
  if (found === undefined) return null;
  const end = at + found.length;
  const plain =
    plainEnd === null ? found.normalize('NFKC').toLowerCase().replaceAll('’', "'") : found.toLowerCase();
  if (!plain.endsWith("'s") || KEEPS_S.test(plain))
    return { kind: 'word', word: corrected(plain), value: 0, end };
  const possessive = { kind: 'word', word: "'s", value: 0, start: end - 2, end, isJoined: false } as const;
  return { kind: 'word', word: corrected(plain.slice(0, -2)), value: 0, end: end - 2, possessive };
}

/** After a number: "clip 3's". */
const POSSESSIVE = /['’]s\b/y;

function mark(text: string, at: number): Found {
  const code = text.charCodeAt(at);
  const isPossessive = (code === APOSTROPHE || code > LAST_ASCII) && match(POSSESSIVE, text, at) !== null;
  if (isPossessive) return { kind: 'word', word: "'s", value: 0, end: at + 2 };
  const letter = String.fromCodePoint(text.codePointAt(at)!);
  return { kind: 'mark', word: /[–—−]/.test(letter) ? '-' : letter, value: 0, end: at + letter.length };
}
