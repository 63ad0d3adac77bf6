import type { VideoStyle } from '../../core/job/job-data.js';
import { plainText } from '../../core/util/text/plain-text.js';
import { firstWords, wordsOf } from '../../core/util/text/one-line.js';

const OPENING = 'Style of the whole video:';
const CLOSING = 'the same in every shot.';
const ANY_BLOCK = /\s*Style of the whole video:.*?(?:the same in every shot\.?|$)/gis;

const HEX = /^#[0-9a-f]{3,8}$/i;
const MAX_STYLE_WORDS = 20;
const MAX_COLORS = 5;
const MAX_CHARACTERS = 3;
const MAX_FEATURE_WORDS = 18;

/**
 * The end of every prompt of a video, whatever a language model wrote before it: the look, the colors, and the
 * appearance of the characters that the prompt names. Leaves out light and time of day, which an instruction may
 * change. Empty if the scene plan says nothing.
 */
export function styleBlock(style: VideoStyle, prompt: string): string {
  return blockWith(style, featuresOf(style.characters.filter(({ name }) => names(prompt, name))));
}

/** Number of words in the longest block that a prompt of this video can get. */
export function longestStyleBlock(style: VideoStyle): number {
  const longestFirst = featuresOf(style.characters).sort(
    (one, other) => wordsOf(other).length - wordsOf(one).length,
  );
  return wordsOf(blockWith(style, longestFirst)).length;
}

function blockWith(style: VideoStyle, people: readonly string[]): string {
  const colors = colorsOf(style);
  const parts = [
    firstWords(style.visualStyle ?? '', MAX_STYLE_WORDS),
    // Stored prompts have this word.
    // cspell:disable-next-line
    colors.length === 0 ? '' : `colours ${colors.join(', ')}`,
    ...people.slice(0, MAX_CHARACTERS),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${OPENING} ${parts.join('; ')}; ${CLOSING}`;
}

/** The palette: hexadecimal as the pipeline writes it, or words. */
export function colorsOf({ colorPalette }: VideoStyle): string[] {
  const colors = colorPalette.map((color) => (HEX.test(color) ? color : firstWords(color, 3)));
  return colors.filter((color) => color !== '').slice(0, MAX_COLORS);
}

function featuresOf(characters: VideoStyle['characters']): string[] {
  return characters
    .map(({ name, description }) => features(name, description))
    .filter((person) => person !== '');
}

/** A prompt without the block of an earlier change, even if a template has changed words in it. */
export function withoutStyleBlock(prompt: string): string {
  return prompt
    .replace(ANY_BLOCK, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;]+|[\s,;]+$/g, '');
}

/** A prompt followed by the block. */
export function withStyleBlock(prompt: string, block: string): string {
  if (block === '') return prompt;
  return `${/[.!?]$/.test(prompt) ? prompt : `${prompt}.`} ${block}`;
}

function names(text: string, name: string): boolean {
  const escaped = plainText(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return escaped !== '' && new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}

/** Descriptions often begin with the name, or repeat it. */
function features(name: string, description: string | null): string {
  const text = firstWords(description ?? '', MAX_FEATURE_WORDS).replace(/[.;,\s]+$/, '');
  if (text === '') return '';
  return names(text, name) ? text : `${plainText(name)}: ${text}`;
}
