/** With what a text may begin that an expression for its start matches. */
interface Beginning {
  text: string;
  /** Of the first word `text` is a part that ends here, so far; all of it; or what it begins with. */
  is: 'part' | 'word' | 'prefix';
}

const NOTHING: Beginning[] = [{ text: '', is: 'part' }];
const ANYTHING: Beginning[] = [{ text: '', is: 'prefix' }];

/** Whether an expression may match a text with this first word. */
export type BeginsWith = (word: string) => boolean;

/**
 * Which first words a text may have that an expression matches from its start on. Long expressions take long to compile: where
 * the first word does not fit, none has to be. It errs only on the side of words that do not fit.
 *
 * @param source Of a regular expression without flags, whose words are separated by spaces.
 */
export function firstWordsOf(source: string): BeginsWith {
  const beginnings = new Reader(source).read();
  const prefixes = beginnings.filter(({ is }) => is === 'prefix').map(({ text }) => text);
  const words = new Set(beginnings.filter(({ is }) => is !== 'prefix').map(({ text }) => text));
  return (word) => words.has(word) || prefixes.some((prefix) => word.startsWith(prefix));
}

/** The same, read when it is first asked for: most programs read no instruction. */
export function firstWordsLater(source: string): BeginsWith {
  let mayBegin: BeginsWith | undefined;
  return (word) => (mayBegin ??= firstWordsOf(source))(word);
}

/** Whether a text fits an expression for its start, which is compiled only where it fits the first word. */
export function beginning(pattern: RegExp): (text: string) => boolean {
  const mayBegin = firstWordsLater(pattern.source);
  return (text) => mayBegin(firstWord(text)) && pattern.test(text);
}

/** Of a text whose words are separated by single spaces. */
export function firstWord(text: string): string {
  const end = text.indexOf(' ');
  return end < 0 ? text : text.slice(0, end);
}

/** The alternatives of an expression that is a choice as a whole. */
export function alternativesOf(source: string): string[] {
  const found: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    if (char === '\\') at++;
    else if (char === '[') at = endOfSet(source, at);
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) {
      found.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, source.slice(from)];
}

const endOfSet = (source: string, from: number): number => source.indexOf(']', from);

/** Reads an expression as far as its first word goes. */
class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  read(): Beginning[] {
    const found = this.choice();
    if (this.at < this.source.length) throw new Error(`Not an expression: ${this.source}`);
    return found;
  }

  private choice(): Beginning[] {
    const found = this.sequence();
    while (this.takes('|')) found.push(...this.sequence());
    return unique(found);
  }

  private sequence(): Beginning[] {
    let found = NOTHING;
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at]!)) {
      if (!found.some(({ is }) => is === 'part')) {
        this.skipSequence();
        break;
      }
      const next = this.repeated(this.atom());
      found =
        found.length === 1 && next.length === 1
          ? joined(found[0]!, next)
          : unique(found.flatMap((one) => joined(one, next)));
    }
    return [...found];
  }

  /** What follows a first word is not read: that of most alternatives is far longer. */
  private skipSequence(): void {
    for (let depth = 0; this.at < this.source.length; this.at++) {
      const char = this.source[this.at]!;
      if (char === '\\') this.at++;
      else if (char === '[') this.at = endOfSet(this.source, this.at);
      else if (char === '(') depth++;
      else if (depth === 0 && (char === '|' || char === ')')) return;
      else if (char === ')') depth--;
    }
  }

  private atom(): Beginning[] {
    if (this.takes('(')) return this.group();
    const letters = this.letters();
    if (letters !== '') return [{ text: letters, is: 'part' }];
    const char = this.source[this.at++]!;
    if (char === '[') return this.oneOf();
    if (char === '\\') return escaped(this.source[this.at++]!, () => this.skipName());
    if (char === ' ' || char === '$') return [{ text: '', is: 'word' }];
    if (char === '^') return NOTHING;
    return char === '.' ? ANYTHING : [{ text: char, is: 'part' }];
  }

  /** Letters in a row, but the last where that is repeated; none where others follow. */
  private letters(): string {
    LETTERS.lastIndex = this.at;
    const found = LETTERS.exec(this.source)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private group(): Beginning[] {
    const looks = ['?=', '?!', '?<=', '?<!'].some((kind) => this.takes(kind));
    if (!looks && !this.takes('?:') && this.takes('?<')) this.skipName();
    const found = this.choice();
    if (!this.takes(')')) throw new Error(`Not an expression: ${this.source}`);
    return looks ? NOTHING : found;
  }

  private oneOf(): Beginning[] {
    const end = endOfSet(this.source, this.at);
    const chars = this.source.slice(this.at, end);
    this.at = end + 1;
    return /^[a-z0-9%' ]+$/.test(chars)
      ? [...chars].map((char): Beginning =>
          char === ' ' ? { text: '', is: 'word' } : { text: char, is: 'part' },
        )
      : ANYTHING;
  }

  private repeated(once: Beginning[]): Beginning[] {
    const [, times] = /^([?*+]|\{\d+,?\d*\})\??/.exec(this.source.slice(this.at, this.at + 10)) ?? [];
    if (times === undefined) return once;
    this.at += times.length;
    this.takes('?');
    const found = times === '?' ? once : once.map(again);
    return times === '+' || /^\{[1-9]/.test(times) ? found : [...found, ...NOTHING];
  }

  /** Of a group or a reference: `name>`. */
  private skipName(): void {
    this.at = this.source.indexOf('>', this.at) + 1;
  }

  private takes(text: string): boolean {
    const isThere = this.source.startsWith(text, this.at);
    if (isThere) this.at += text.length;
    return isThere;
  }
}

const LETTERS = /[a-z0-9%']+(?![?*+{])/y;

function joined(before: Beginning, next: readonly Beginning[]): Beginning[] {
  if (before.is !== 'part') return [before];
  return next.map(({ text, is }) => ({ text: before.text + text, is }));
}

/** What may be there several times goes on in any way. */
const again = ({ text, is }: Beginning): Beginning => ({
  text,
  is: is === 'part' && text !== '' ? 'prefix' : is,
});

function escaped(char: string, skipName: () => void): Beginning[] {
  if (char === 'k') skipName();
  if (char === 'b' || char === 'B') return NOTHING;
  if (char === 's') return [{ text: '', is: 'word' }];
  return /[a-z0-9]/i.test(char) ? ANYTHING : [{ text: char, is: 'part' }];
}

function unique(beginnings: Beginning[]): Beginning[] {
  if (beginnings.length === 1) return beginnings;
  return [...new Map(beginnings.map((one) => [`${one.is} ${one.text}`, one])).values()];
}
