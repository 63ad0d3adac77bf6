// cspell:ignore scène scènes
// cspell:ignore clipe clipes outra outras verre versi verte
/** Words of the grammar that are understood with a letter too many, too few, wrong or swapped. */
const MENDED =
  'first second third fourth fifth sixth chorus choruses verse verses bridge intro outro refrain clip clips scene except without every previous selected penultimate before after between entire'.split(
    ' ',
  );

/** Words of their own that are one letter away from those. */
// cspell:ignore scena szene szenen
// cspell:ignore intero entier entière entiere entre
// cspell:ignore outros befores outdo outgo
const OWN_WORDS = new Set(
  'seconds thirds thirst fourths forth fifths fifty filth sixty chores verso terse versus versed bridges bridle bride fridge ridge bridged intros outros outdo outgo refrains chips flips slips clasp claps blips clipped eclipse scenes scent scone scenic excepts expect accept exempt excerpt emery elected selecting afters alter aster rafter crafter wafter befores fists firsts thirty clipe clipes verde verte verre verve perse versa versi outra outras nitro intero entier entière entiere entre scène scènes scena szene szenen'.split(
    ' ',
  ),
);

/** Words of the grammar that are short, as they are mistyped. */
// cspell:ignore clpi cilp evry evrey scne sceen vrse
const SHORT: ReadonlyMap<string, string> = new Map([
  ['clp', 'clip'],
  ['clpi', 'clip'],
  ['cilp', 'clip'],
  ['evry', 'every'],
  ['scne', 'scene'],
  ['vrse', 'verse'],
  ['til', 'till'],
]);

/** A typo needs five letters or more to be told from another word. */
const SHORTEST = 5;
const LONGEST = Math.max(...MENDED.map(({ length }) => length)) + 1;

/** The word of the grammar that was meant, else the word itself. */
export function corrected(word: string): string {
  const short = SHORT.get(word);
  if (short !== undefined) return short;
  if (word.length < SHORTEST || word.length > LONGEST || OWN_WORDS.has(word)) return word;
  if (MENDED.includes(word)) return word;
  return MENDED.find((known) => isOneLetterAway(word, known)) ?? word;
}

function isOneLetterAway(typed: string, known: string): boolean {
  if (Math.abs(typed.length - known.length) > 1) return false;
  let at = 0;
  while (at < known.length && typed[at] === known[at]) at++;
  const rest = (text: string, from: number): string => text.slice(from);
  if (typed.length > known.length) return rest(typed, at + 1) === rest(known, at);
  if (typed.length < known.length) return rest(typed, at) === rest(known, at + 1);
  const isSwapped = typed[at] === known[at + 1] && typed[at + 1] === known[at];
  return (
    rest(typed, at + 1) === rest(known, at + 1) || (isSwapped && rest(typed, at + 2) === rest(known, at + 2))
  );
}
