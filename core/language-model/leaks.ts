import { wordsOf } from '../util/text/one-line.js';

/** What a model is told, and must not repeat. */
export interface OwnWords {
  /** The secret word, which no answer may contain. */
  mark: string;
  /** Our own sentences in the chat. */
  ownSentences: string;
}

/** Longer "words" are keys or encoded text. */
const MAX_WORD_LENGTH = 40;

const SECRET =
  /(?<![A-Za-z0-9])(sk|pk|rk|r8|gh[opsu]|xox[abps]|hf|api|key)[-_][A-Za-z0-9_-]{12,}|AKIA[A-Z0-9]{12,}|AIza[A-Za-z0-9_-]{20,}|eyJ[A-Za-z0-9_-]{15,}|-----BEGIN|(?<![A-Za-z])(postgres(ql)?|mysql|redis|mongodb)(\+\w+)?:\/\//;
const LINK =
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/|\bwww\.|\b[\w-]+\.(com|net|org|io|ai|dev|app|co|me|tv|gg|xyz|ru|cn|de|uk|fr|eu|info|site|online)\b|\S@\S+\.\S/i;

/** Whether a text holds something that looks like a key or a password. */
export function holdsSecret(text: string): boolean {
  return SECRET.test(text) || wordsOf(text).some((word) => word.length > MAX_WORD_LENGTH);
}

/** Whether a text holds a link or an address. */
export function holdsLink(text: string): boolean {
  return LINK.test(text);
}

/** The shortest run of our own words that is not a coincidence. */
const REPEATED_WORDS = 6;

/** Whether a text of a model repeats what we told it. */
export function repeats(text: string, { mark, ownSentences }: OwnWords): boolean {
  if (text.toLowerCase().includes(mark.toLowerCase())) return true;
  const ours = plainWords(ownSentences).join(' ');
  const theirs = plainWords(text);
  return theirs.some((_, at) => {
    const run = theirs.slice(at, at + REPEATED_WORDS);
    return run.length === REPEATED_WORDS && ` ${ours} `.includes(` ${run.join(' ')} `);
  });
}

function plainWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
