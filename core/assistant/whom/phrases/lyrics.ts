import { oncePer } from '../../../util/once-per.js';
import type { VideoFacts } from '../facts.js';
import { ALL_PARTS, ORDINAL_WORDS, PARTS, SAYING } from '../text/vocabulary.js';
import { askWhich } from './heads.js';
import {
  afterAny,
  clipsMeant,
  phrase,
  unknown,
  wordAt,
  sungWord,
  wordsOf,
  type Meant,
  type Phrase,
  type Reading,
  type Sung,
  oncePerPlace,
} from './phrase.js';
import { named } from '../text/sentences.js';

/** Which of several times a line is sung; null: not said. */
type Time = number | 'every' | null;

const SINGERS = new Set('she he they it i we you singer song voice lyrics lyric'.split(' '));
const SINGING = new Set('sing sings singing sang goes says say raps hear hears heard'.split(' '));
/** A shorter run of words in plain text may be anything. */
const FEWEST_WORDS = 2;
/** More of a line need not be said to know it. */
const MOST_WORDS = 20;

/** "Where she sings “…”", "when it goes …", "on the line “…”", and a line in quotes. */
export const lyricPhrase = oncePerPlace((reading, at): Phrase | null => {
  return (
    sung(reading, at) ??
    lineOf(reading, at) ??
    quoted(reading, at) ??
    lineAsName(reading, at) ??
    lineAlone(reading, at)
  );
});

function sung(reading: Reading, at: number): Phrase | null {
  const on = afterAny(reading, at, 'at|on|in|for|during') ?? at;
  const allParts = afterAny(reading, on, ALL_PARTS);
  const isPart = allParts ?? afterAny(reading, on, PARTS);
  const part = isPart ?? at;
  const time = timeSaid(reading, part);
  const says = isPart === null ? null : afterAny(reading, isPart, 'that goes|that says|which goes|with');
  const parts = allParts === null ? null : 'every';
  if (says !== null) return lineAt(reading, at, says, parts, on > at);
  const where = time?.to ?? afterAny(reading, part, 'where|when|whenever|while|as');
  if (where === null || where === undefined) return null;
  const timed = time === null ? null : lineTimed(reading, at, where, time.time);
  if (timed !== null) return timed;
  const singer = afterAny(reading, where, 'the|that') ?? where;
  if (!SINGERS.has(wordAt(reading, singer))) return null;
  const verb = afterAny(reading, singer + 1, "is|are|'s") ?? singer + 1;
  if (!SINGING.has(wordAt(reading, verb))) return null;
  const isEvery = wordAt(reading, part) === 'whenever' ? 'every' : parts;
  const line = afterAny(reading, verb + 1, 'about|of|the words|the line|the bit') ?? verb + 1;
  // "At the part where …" brings its preposition; the part itself is a thing: "make the part where … darker".
  const isAdverb = isPart === null || on > at;
  return lineAt(reading, at, line, time?.time ?? isEvery, isAdverb);
}

/** "Second time hold on to the light comes". */
function lineTimed(reading: Reading, from: number, at: number, time: Time): Phrase | null {
  if (!isSungAt(reading, at)) return null;
  const { run, to: end } = lineFrom(reading, at);
  if (run.length < FEWEST_ALONE) return null;
  const comes = afterAny(reading, end, 'comes up|comes on|comes|plays|is sung|appears|starts') ?? end;
  return phrase(from, comes, chosen(clipsOfRuns(reading, run), time), { isAdverb: true });
}

function timeSaid(reading: Reading, at: number): { time: Time; to: number } | null {
  const every = afterAny(reading, at, 'every time|each time|all the times');
  if (every !== null) return { time: 'every', to: every };
  const the = afterAny(reading, at, 'the') ?? at;
  const word = wordAt(reading, the);
  const token = reading.tokens[the];
  const place = token?.kind === 'ordinal' ? token.value : word === 'last' ? -1 : ORDINAL_WORDS.get(word);
  if (place === undefined || wordAt(reading, the + 1) !== 'time') return null;
  return { time: place, to: afterAny(reading, the + 2, 'that|when') ?? the + 2 };
}

/** "On the line “…”", "the lyric …". */
function lineOf(reading: Reading, at: number): Phrase | null {
  const on = afterAny(reading, at, 'at|on|in|for|during') ?? at;
  const line = afterAny(
    reading,
    on,
    'the line|the lyric|the lyrics|the words|the word|the phrase|lyric|line',
  );
  if (line === null) return null;
  const found = lineAt(reading, at, line, null, on > at);
  return found?.meant.kind === 'unknown' && reading.tokens[line]?.kind !== 'quoted' ? null : found;
}

/** A quotation that is sung; any other is something to show: a sign that says "OPEN". */
function quoted(reading: Reading, at: number): Phrase | null {
  const isEvery = ['every', 'each', 'all'].includes(wordAt(reading, at));
  const the = isEvery || wordAt(reading, at) === 'the' ? at + 1 : at;
  if (reading.tokens[the]?.kind !== 'quoted' || SAYING.has(wordAt(reading, at - 1))) return null;
  const found = lineAt(reading, at, the, isEvery ? 'every' : null, false);
  if (found === null || found.meant.kind === 'unknown') return null;
  const noun = ['part', 'line', 'clip', 'bit', 'scene', 'shot'].includes(wordAt(reading, found.to)) ? 1 : 0;
  return { ...found, to: found.to + noun };
}

const LINE_NOUNS = new Set('part line lyric bit clip scene shot lines parts'.split(' '));

/** "The don't let me go part", "the second burning bright line": sung words that stand before what they name. */
function lineAsName(reading: Reading, at: number): Phrase | null {
  const before = wordAt(reading, at);
  const isEvery = before === 'every' || before === 'each';
  if (before !== 'the' && !isEvery) return lineByPlace(reading, at);
  const token = reading.tokens[at + 1];
  const place =
    token?.kind === 'ordinal'
      ? token.value
      : token?.word === 'last'
        ? -1
        : ORDINAL_WORDS.get(token?.word ?? '');
  for (const [start, time] of [
    [at + 1, isEvery ? 'every' : null],
    [at + 2, place ?? null],
  ] as const) {
    if (start === at + 2 && place === undefined) continue;
    if (!isSungAt(reading, start)) continue;
    const { run, to } = lineFrom(reading, start);
    if (run.length >= FEWEST_WORDS && LINE_NOUNS.has(wordAt(reading, to)))
      return phrase(at, to + 1, chosen(clipsOfRuns(reading, run), time));
  }
  return null;
}

/** "Last hold on to the light in slow motion". */
function lineByPlace(reading: Reading, at: number): Phrase | null {
  const place = wordAt(reading, at) === 'last' ? -1 : ORDINAL_WORDS.get(wordAt(reading, at));
  if (place === undefined || at > 0 || !isSungAt(reading, at + 1)) return null;
  const { run, to } = lineFrom(reading, at + 1);
  if (run.length < FEWEST_ALONE) return null;
  return phrase(at, to, chosen(clipsOfRuns(reading, run), place));
}

/** Whether the song has the word at a place, so that a line may begin there. */
const isSungAt = (reading: Reading, at: number): boolean =>
  sungWords(reading.facts.clips).places.has(sungWord(wordAt(reading, at)));

/** Fewer words at the start of a message may be its own. */
const FEWEST_ALONE = 3;

/** "Looking for your name: soft focus". */
function lineAlone(reading: Reading, at: number): Phrase | null {
  if ((at > 0 && wordAt(reading, at - 1) !== '\n') || !isSungAt(reading, at)) return null;
  const { run, to } = lineFrom(reading, at);
  if (run.length < FEWEST_ALONE) return null;
  if (!/^[:=>→-]$/.test(wordAt(reading, to))) return null;
  return phrase(at, to, chosen(clipsOfRuns(reading, run), null), { isAdverb: true });
}

function lineAt(reading: Reading, from: number, at: number, time: Time, isAdverb: boolean): Phrase | null {
  const token = reading.tokens[at];
  if (token?.kind === 'quoted') {
    const words = wordsOf(token.word);
    const run = longestRun(reading, words);
    const isSung = words.length > 0 && run.length === words.length;
    const meant = isSung
      ? chosen(clipsOfRuns(reading, run), time)
      : unknown(`Nobody sings “${token.word}” in this video.`);
    return phrase(from, at + 1, meant, { isAdverb });
  }
  const { run, first, to: end } = lineFrom(reading, at);
  if (run.length < FEWEST_WORDS && !(run.length === 1 && first.length > 4)) return null;
  // "… hold on to the light the third time", "… for the third time".
  const later = time === null ? timeSaid(reading, afterAny(reading, end, 'for') ?? end) : null;
  return phrase(from, later?.to ?? end, chosen(clipsOfRuns(reading, run), later?.time ?? time), { isAdverb });
}

/** What the song has of the words that follow, the first of them, and the place after what is sung. */
function lineFrom(reading: Reading, at: number): { run: Run; first: string; to: number } {
  const plain = plainWordsFrom(reading, at);
  const words = plain.map(({ word }) => word);
  const run = longestRun(reading, words);
  const to = plain[run.length - 1]?.to ?? at;
  return { run, first: words[0] ?? '', to: afterRelative(reading, run, to) };
}

const RELATIVE = new Set(['that', 'which', 'who']);

/** "The city that never sleeps", of "the city never sleeps". */
function afterRelative(reading: Reading, { starts, length }: Run, at: number): number {
  const { words } = sungWords(reading.facts.clips);
  if (length < FEWEST_WORDS || !RELATIVE.has(wordAt(reading, at))) return at;
  const next = starts[0]! + length;
  let more = 0;
  while (
    words[next + more] !== undefined &&
    words[next + more]!.word === sungWord(wordAt(reading, at + 1 + more))
  )
    more++;
  return more === 0 ? at : at + 1 + more;
}

/** The words that follow, as they are sung, each with the place after it; of a sentence at most. */
function plainWordsFrom(reading: Reading, at: number): { word: string; to: number }[] {
  const plain: { word: string; to: number }[] = [];
  for (let next = at; next < reading.tokens.length && plain.length < MOST_WORDS; next++) {
    const { kind, word } = reading.tokens[next]!;
    if (kind === 'mark' && word !== ',') break;
    if (kind === 'mark') continue;
    const isOwner = wordAt(reading, next + 1) === "'s";
    if (isOwner) next++;
    plain.push({ word: sungWord(isOwner ? `${word}s` : word), to: next + 1 });
  }
  return plain;
}

/** A word is not sung more often in lines that are told apart by it. */
const MOST_STARTS = 200;

/** Equal places of a song. */
interface Run {
  starts: readonly number[];
  length: number;
}

/** Where the song has most of these words in a row, from the first on. */
function longestRun(reading: Reading, words: readonly string[]): Run {
  const { words: sung, places } = sungWords(reading.facts.clips);
  let [starts, longest]: [number[], number] = [[], 0];
  for (const start of (places.get(words[0] ?? '') ?? []).slice(0, MOST_STARTS)) {
    let length = 1;
    while (length < words.length && sung[start + length]?.word === words[length]) length++;
    if (length > longest) starts = [];
    longest = Math.max(length, longest);
    if (length === longest) starts.push(start);
  }
  return { starts, length: longest };
}

/** The clips of each of these places. */
function clipsOfRuns({ facts }: Reading, { starts, length }: Run): number[][] {
  const { words } = sungWords(facts.clips);
  return starts.map((start) => [...new Set(words.slice(start, start + length).map(({ clip }) => clip))]);
}

const sungWords = oncePer((clips: VideoFacts['clips']): Sung => {
  const words = clips.flatMap(({ clipIndex, lyrics }) =>
    lyrics.flatMap(({ text }) => wordsOf(text).map((word) => ({ word, clip: clipIndex }))),
  );
  const places = new Map<string, number[]>();
  for (const [at, { word }] of words.entries()) {
    const known = places.get(word);
    if (known === undefined) places.set(word, [at]);
    else known.push(at);
  }
  return { words, places };
});

function chosen(runs: readonly number[][], time: Time): Meant {
  if (time === 'every') return clipsMeant(runs.flat());
  if (time === null) {
    const different = [...new Map(runs.map((run) => [run.join(), run])).values()];
    if (different.length < 2) return clipsMeant(runs.flat());
    return askWhich(different, `That is sung in ${named([...new Set(runs.flat())])}. Which do you mean?`);
  }
  const run = time > 0 ? runs[time - 1] : runs.at(time);
  if (run !== undefined) return clipsMeant(run);
  return unknown(
    `That is sung ${runs.length === 1 ? 'once' : `${runs.length} times`}, in ${named(runs.flat())}.`,
  );
}
