import { amountIn, readInstruction, templateById, type Template } from '../../templates/templates.js';
import type { SaidWish } from './tool.js';

type AskedAdjustment = SaidWish['adjustments'][number];

/** Words of degree, as the rules read them; the plain phrase where those fit none. */
const DEGREES: Record<AskedAdjustment['strength'], readonly string[]> = {
  'a bit': ['a bit ', 'slightly ', 'a bit more '],
  plain: [''],
  much: ['much ', 'very ', 'much more '],
};

/**
 * A wish as the rules read it: the adjustments in their own words, then the rest in the user's. Null where nothing is wished
 * for, or where the words would be read otherwise.
 */
export function wishInWords({ adjustments, rest }: Pick<SaidWish, 'adjustments' | 'rest'>): string | null {
  const phrases = adjustments.map(phraseFor);
  if (phrases.includes(null)) return null;
  const known = phrases.join(', ');
  if (known !== '' && !reads(known, adjustments)) return null;
  const words = [known, rest.trim()].filter((part) => part !== '').join('. ');
  return words === '' ? null : words;
}

function phraseFor({ name, strength }: AskedAdjustment): string | null {
  const { label, phrases } = templateById(name)!;
  const plain = [label.toLowerCase(), ...phrases].find((phrase) => isAbout(phrase, name));
  if (plain === undefined) return null;
  const graded = DEGREES[strength].map((degree) => `${degree}${plain}`);
  return graded.find((phrase) => isAbout(phrase, name) && amountIn(phrase) === strength) ?? plain;
}

function isAbout(phrase: string, name: AskedAdjustment['name']): boolean {
  return reads(phrase, [{ name }]);
}

function reads(phrase: string, adjustments: readonly Pick<AskedAdjustment, 'name'>[]): boolean {
  const { templates, rest } = readInstruction(phrase);
  const ids = (list: readonly Pick<Template, 'id'>[]): string =>
    list
      .map(({ id }) => id)
      .toSorted()
      .join();
  return rest.length === 0 && ids(templates) === ids(adjustments.map(({ name }) => ({ id: name })));
}
