import { segmentsOf } from './segments.js';
import { isStorable } from './storable-text.js';

/** Longest title, in characters as people count them: an emoji of several code points is one. */
const LONGEST_TITLE = 200;
/** A character may be any number of code points long; a title stays small all the same. */
const MOST_UNITS = 4000;

/** Whether a text of one line may be a video's title: 1 to 200 characters, none of them a control character. */
export function isTitle(text: string): boolean {
  return text !== '' && isStorable(text) && !/\p{Cc}/u.test(text) && cutTitle(text) === text;
}

/** The first 200 characters of a text; no character is cut in two. */
export function cutTitle(text: string): string {
  if (text.length <= LONGEST_TITLE) return text;
  let [end, count] = [0, 0];
  for (const { index, segment } of segmentsOf(text.slice(0, MOST_UNITS + LONGEST_TITLE), 'grapheme')) {
    if (count === LONGEST_TITLE || index + segment.length > MOST_UNITS) break;
    end = index + segment.length;
    count++;
  }
  return text.slice(0, end);
}
