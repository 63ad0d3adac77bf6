/**
 * Sayings of a language, separated by commas; "(a|b|)" stands for each of its alternatives. Written in small letters
 * without accents and punctuation, as messages are compared with them.
 */
export type Sayings = string;

/** "a (b|c), d" becomes "a b", "a c" and "d". */
export function expand(sayings: Sayings): string[] {
  return sayings === '' ? [] : sayings.split(', ').flatMap(alternatives);
}

function alternatives(saying: string): string[] {
  const found = /\(([^()]*)\)/.exec(saying);
  if (found === null) return [saying.replace(/ +/g, ' ').trim()];
  const before = saying.slice(0, found.index);
  const after = saying.slice(found.index + found[0].length);
  return found[1]!.split('|').flatMap((choice) => alternatives(`${before}${choice}${after}`));
}
