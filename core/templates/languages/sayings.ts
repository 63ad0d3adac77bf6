/**
 * Sayings of a language, separated by commas; "(a|b|)" stands for each of its alternatives. Written in small letters
 * without accents and punctuation, as messages are compared with them.
 */
export type Sayings = string;

/** "a (b|c), d" becomes "a b", "a c" and "d". */
export function expand(sayings: Sayings): string[] {
  return sayings === '' ? [] : sayings.split(', ').flatMap(alternatives);
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
