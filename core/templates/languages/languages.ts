import { CHINESE } from './zh.js';
import { DUTCH } from './nl.js';
import { FRENCH } from './fr.js';
import { GERMAN } from './de.js';
import { ITALIAN } from './it.js';
import { JAPANESE } from './ja.js';
import { KOREAN } from './ko.js';
import type { Language } from './language.js';
import { PORTUGUESE } from './pt.js';
import { SPANISH } from './es.js';
import { makeTable, type Table } from './table.js';

/** Languages by the script that tells them apart. */
export const LANGUAGES = {
  latin: {
    Spanish: SPANISH,
    Portuguese: PORTUGUESE,
    French: FRENCH,
    German: GERMAN,
    Italian: ITALIAN,
    Dutch: DUTCH,
  },
  han: { Japanese: JAPANESE, Chinese: CHINESE },
  hangul: { Korean: KOREAN },
} as const satisfies Record<string, Record<string, Language>>;
type Script = keyof typeof LANGUAGES;

const HANGUL = /[\uac00-\ud7af]/;
const HAN = /[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]/;

const made: Partial<Record<Script, readonly Table[]>> = {};

export const scriptOf = (message: string): Script =>
  HANGUL.test(message) ? 'hangul' : HAN.test(message) ? 'han' : 'latin';

/** Tables of the languages that a message may be in, made when first needed: 1 to 3 ms each. */
export function tablesFor(message: string): readonly Table[] {
  const script = scriptOf(message);
  return (made[script] ??= Object.values(LANGUAGES[script]).map(makeTable));
}
