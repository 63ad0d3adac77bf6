// cspell:ignore glowy midtones
import { TEMPLATES, templateById } from '../library/library.js';
import type { Template, TemplateCategory } from '../template.js';
import type { Complaint } from './complaints.js';
import { templateByCore } from './template-by-core.js';

/** What colors, light and motion can be too much of: a camera that is too warm is nothing that a template changes. */
const CATEGORIES: readonly (readonly [RegExp, readonly TemplateCategory[]])[] = [
  [/^(?:colors?|tones?|hues?|palette|saturation|contrast|warmth)$/, ['Color']],
  [
    /^(?:brightness|exposure|lighting|highlights?|whites|shadows?|blacks|midtones|mids|sky|windows?|(?:.* )?faces?)$/,
    ['Light'],
  ],
  [/^(?:.* )?skin(?: tones?)?$/, ['Light', 'Color']],
  [/^light$/, ['Light', 'Color']],
  [/^(?:camera|motion|movement|action|pace|energy)$/, ['Motion', 'Mood']],
];

/** The template that gives what a complaint asks for; undefined where the library has none: nothing adds "less grit". */
export function answerTo({ asksFor, of, subject }: Complaint): Template | undefined {
  const template = asksFor === 'more' ? moreOf(of) : lessOf(of);
  if (template === undefined || subject === undefined) return template;
  const fits = CATEGORIES.find(([about]) => about.test(subject))?.[1].includes(template.category);
  return fits === true ? template : undefined;
}

/** The template that makes a clip more of a quality: "dark", "light", "fast". */
export function moreOf(quality: string): Template | undefined {
  // "Cool" alone is praise more often than a color.
  if (quality === 'cool') return undefined;
  const forms = [quality, `more ${quality}`, `${quality}er`, `${quality}r`, quality.replace(/y$/, 'ier')];
  for (const form of forms) {
    const template = templateByCore(form);
    if (template !== undefined) return template;
  }
  return TEMPLATES.find(({ qualities }) => qualities?.includes(quality));
}

function lessOf(quality: string): Template | undefined {
  const said = templateByCore(`less ${quality}`) ?? templateByCore(`${quality.replace(/s$/, '')} less`);
  const opposite = moreOf(quality.replace(/^(\S+)ed(?= |$)/, '$1'))?.opposite ?? moreOf(quality)?.opposite;
  return said ?? (opposite === undefined ? undefined : templateById(opposite));
}
