import type { OwnWords } from '../../language-model/leaks.js';
import { speakable } from './speech.js';

/** Longer words are no button. */
const LONGEST = 60;

// cspell:disable
/** What a clip is called on a button, by language; elsewhere the word is understood as it is. */
const CLIP: Record<string, string> = { pt: 'Clipe', pl: 'Klip', ja: 'クリップ', zh: '片段', ko: '클립' };
// cspell:enable

/**
 * What a ready answer says in the language of the message: the clips are ours, the words a model's. Null where that is
 * English or unsaid, and where the words have figures, which could name other clips.
 */
export function labelFor(
  clips: readonly number[],
  { label, language }: { label: string; language: string },
  own: OwnWords,
): string | null {
  if (isEnglish(language)) return null;
  const words = speakable(label, own).replace(/[.。]$/, '');
  if (words === '' || words.length > LONGEST || /\p{N}/u.test(words)) return null;
  const clip = CLIP[language.toLowerCase().split(/[-_]/)[0]!] ?? 'Clip';
  return `${clip} ${numbersOf(clips)}: ${words}`;
}

export const isEnglish = (language: string): boolean => /^en\b/i.test(language);

/** "2", "1, 4", "1–6": without words, which each language puts otherwise. */
function numbersOf(clips: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of clips.map((clip) => clip + 1)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] + 1 === number) run[1] = number;
    else runs.push([number, number]);
  }
  const inWords = ([from, to]: [number, number]): string => {
    if (from === to) return String(from);
    return to - from > 1 ? `${from}–${to}` : `${from}, ${to}`;
  };
  return runs.map(inWords).join(', ');
}
