import { templateOf } from '../adjustments/adjustment.js';
import { readDrawn } from '../adjustments/recipe.js';
import type { ClipRecord } from '../job/job-record.js';
import { inWords } from './quote-warnings.js';
import type { QuoteTerms } from './quote-terms.js';

/**
 * What an edit of a clip's footage by a video model does, in words.
 * @param writtenBy the language model that writes its prompt; null: none does
 */
export function editReply(
  clip: ClipRecord,
  wish: string,
  writtenBy: string | null,
  { videoModel, prompt }: Pick<QuoteTerms, 'videoModel' | 'prompt'>,
): string {
  const how = prompt === null ? inWords([wish]) : 'your prompt, word for word';
  const edit = `${videoModel} edits the footage of clip ${clip.clipIndex + 1}: ${how}.`;
  const words = writtenBy === null ? '' : `${writtenBy} puts that into words for it.`;
  return [edit, words, 'Motion and framing stay.', looksReply(clip)].filter((part) => part !== '').join(' ');
}

/** The model is sent what is under the looks, so that it sees the light that was filmed. */
function looksReply({ adjustments }: ClipRecord): string {
  const drawn = readDrawn(adjustments);
  const looks = (drawn?.adjustments ?? []).map((one) => `“${templateOf(one).label}”`);
  const names = [...looks, ...(drawn?.style ? ['the look of another clip'] : [])];
  if (names.length === 0) return '';
  const [stays, becomes] = names.length === 1 ? ['is', 'becomes'] : ['are', 'become'];
  const listed = names.join(' and ');
  return `${listed.charAt(0).toUpperCase()}${listed.slice(1)} ${stays} drawn over the edit, and ${becomes} part of the footage.`;
}
