/**
 * One expression that finds what any of several would: it tells whether a text has to be tried with each. They have no flags
 * but "g", and refer back to groups by name. Those that begin at the edge of a word are tried only there.
 */
export function anyOf(patterns: readonly RegExp[]): RegExp {
  const sources = patterns.map(({ source }) => source);
  const atWords = sources.filter((source) => source.startsWith('\\b') && !hasChoice(source));
  const others = sources.filter((source) => !atWords.includes(source));
  const either = (all: readonly string[]): string => all.map((source) => `(?:${source})`).join('|');
  return new RegExp(either(atWords.length === 0 ? others : [`\\b(?:${either(atWords)})`, ...others]));
}

/** Whether an expression is a choice as a whole: "a|b", not "(a|b)c". */
function hasChoice(source: string): boolean {
  let left = source.replace(/\\.|\[(?:\\.|[^\]])*\]/g, '');
  for (let before = ''; before !== left;) {
    before = left;
    left = left.replace(/\([^()]*\)/g, '');
  }
  return left.includes('|');
}

/** Replaces one after the other what stands in a text; most texts have none of it. */
export function replacing(replacements: readonly (readonly [RegExp, string])[]): (text: string) => string {
  const any = anyOf(replacements.map(([said]) => said));
  return (text) =>
    any.test(text) ? replacements.reduce((left, [said, meant]) => left.replace(said, meant), text) : text;
}
