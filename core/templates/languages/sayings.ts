// cspell:ignore nacht szene bild
/**
 * Sayings of a language, separated by commas; "(a|b|)" stands for each of its alternatives. Written in small letters
 * without accents and punctuation, as messages are compared with them.
 */
export type Sayings = string;

/** "a (b|c), d" becomes "a b", "a c" and "d". */
export function expand(sayings: Sayings): string[] {
  if (sayings === '') return [];
  const all = sayings.split(', ');
  return sayings.includes('(')
    ? all.flatMap((saying) => (saying.includes('(') ? alternatives(saying) : saying))
    : all;
}

/** A language has some thousands: without expressions a third of the time that its table takes is saved. */
function alternatives(saying: string): string[] {
  const end = saying.indexOf(')');
  if (end < 0) return [(saying.includes('  ') ? saying.replace(/ +/g, ' ') : saying).trim()];
  const start = saying.lastIndexOf('(', end);
  const [before, after] = [saying.slice(0, start), saying.slice(end + 1)];
  const choices = saying.slice(start + 1, end).split('|');
  return choices.flatMap((choice) => alternatives(`${before}${choice}${after}`));
}

/**
 * Adds the words of sayings to others. Sayings with alternatives in a row are made by the hundred; their words are told
 * without: only those that have a part in common, "nacht(szene|bild)", are put together.
 */
export function addWords(words: Set<string>, sayings: Sayings): void {
  for (const saying of sayings.split(', ')) {
    const pieces = saying.includes('(') ? (saying.match(PIECES) ?? []) : saying.split(' ');
    for (const piece of pieces) {
      if (!piece.includes('(')) words.add(piece);
      else for (const said of alternatives(piece)) for (const word of said.split(' ')) words.add(word);
    }
  }
}

/** What stands between spaces, alternatives with theirs. */
const PIECES = /(?:\((?:[^()]|\([^)]*\))*\)|[^ ])+/g;
