import { t } from '../languages/t.js';
import { inWords } from './list.js';

/** More clips than these are counted, not named. */
const NAMED_AT_MOST = 6;

/** "clip 2", "clips 2, 5 and 7" or "12 clips", of clips that count from 0. */
export function clipsInWords(clips: readonly number[]): string {
  const count = clips.length;
  if (count > NAMED_AT_MOST || count === 0) return t('common.clips', { count });
  return t('common.clipsNamed', {
    count,
    list: inWords(
      clips.map((clip) => String(clip + 1)),
      'common.and',
    ),
  });
}

/** As the first words of a sentence. */
export function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
