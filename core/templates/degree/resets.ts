import { bringsColorBack } from '../languages/removal.js';
import { plainWords } from '../matching/plain-words.js';
import type { Template, TemplateCategory } from '../template.js';

/** No reset has more letters. */
const LONGEST = 120;

/** What goes where something is to be as it was: "back to normal speed", "the original colors", "color back". */
export const resetBy = (instruction: string, there: readonly Template[]): Template[] =>
  instruction.length > LONGEST ? [] : [...resetIn(instruction, there), ...recolored(instruction, there)];

const RESET =
  /^(?:(?:please|ok|and|but) )*(?:(?:go|put|bring|set|turn|change|make|give|have) (?:(?:it|this|that) )?)?(?:back )?(?:to )?(?:me )?(?:the |its )?(?:normal|original|regular|natural|real|usual) (?<what>speed|pace|colors?|saturation|brightness|light|lighting|exposure|contrast|focus|sharpness|framing|zoom|crop|camera|orientation|motion|movement)(?: (?:again|back|please|now))*$/;
const RESET_OF: Record<string, readonly TemplateCategory[]> = {
  ...{ speed: ['Speed'], pace: ['Speed', 'Motion'], motion: ['Motion', 'Camera', 'Speed'] },
  ...{ movement: ['Motion', 'Camera'], camera: ['Camera', 'Motion'], zoom: ['Camera', 'Framing'] },
  ...{
    color: ['Color', 'Grade', 'Tint', 'Film'],
    saturation: ['Color', 'Grade'],
    contrast: ['Color', 'Grade'],
  },
  ...{
    brightness: ['Light', 'Time of day'],
    light: ['Light', 'Time of day'],
    lighting: ['Light', 'Time of day'],
  },
  ...{ exposure: ['Light'], focus: ['Effect'], sharpness: ['Effect'], framing: ['Framing', 'Camera'] },
  ...{ crop: ['Framing'], orientation: ['Framing'] },
};

/** "Back to normal speed", "the original colors again": all looks of that kind go. */
function resetIn(instruction: string, there: readonly Template[]): Template[] {
  const what = RESET.exec(plainWords(instruction))?.groups?.['what']?.replace(/^colors$/, 'color');
  const kinds = what === undefined ? [] : RESET_OF[what]!;
  return there.filter(({ category }) => kinds.includes(category));
}

const COLOR_BACK =
  /^(?:(?:please|ok|and|but|now|i|we|can|could|you|want|would like|need) )*(?:(?:give|bring|get|put|turn|have|add)(?: (?:me|us|it|this))? )?(?:back )?(?:(?:the|its|all|some|all the) )?colors? back(?: (?:in|on|again|please|now|to it|in it))*$|^(?:(?:please|ok|and|but|now|can you|could you) )*bring back (?:(?:the|its|all|all the) )?colors?(?: (?:again|please|now))*$/;
const COLORLESS: ReadonlySet<string> = new Set(['black_and_white', 'sepia', 'desaturated']);

/** "Color back": what took it away goes. */
function recolored(instruction: string, there: readonly Template[]): Template[] {
  if (!COLOR_BACK.test(plainWords(instruction)) && !bringsColorBack(instruction)) return [];
  return there.filter(({ id }) => COLORLESS.has(id));
}
