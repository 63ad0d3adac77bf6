/**
 * Templates: changes that need no language model. A template decides only when it is the whole meaning of an
 * instruction; everything else (negations, turned comparatives, extra wishes) is left to the prompt step.
 */
import { COLOUR } from './templates/colour.js';
import { LIGHT } from './templates/light.js';
import { MOOD } from './templates/mood.js';
import { MOTION } from './templates/motion.js';
import type { Template } from './templates/template.js';
import { TIME_OF_DAY } from './templates/time-of-day.js';

export { TEMPLATE_IDS, type Template, type TemplateId } from './templates/template.js';

/** In the order in which they are offered. */
export const TEMPLATES: readonly Template[] = [...LIGHT, ...TIME_OF_DAY, ...MOTION, ...COLOUR, ...MOOD];

/** Words that carry no wish of their own. "too", "not" and "less" are no such words. */
const POLITE =
  /\b(please|pls|thanks|thank you|hey|hi|can you|could you|would you|will you|i want|i would like|i'd like|let's|lets|make|made|turn|set|change|give|have|add|this|that|it|its|the|clip|scene|video|shot|footage|look|looks|be|to|a|an|some|bit|little|slightly|much|way|even|very|really|just|up|into|in|at|for me|of)\b/g;

function essence(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[‘’]/g, "'")
    .replace(/[.!?,;:…]+/g, ' ')
    .replace(POLITE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const BY_ESSENCE = new Map(
  TEMPLATES.flatMap((t) => t.phrases.map((phrase) => [essence(phrase), t] as const)),
);

/** The templates that are the whole meaning of an instruction, in order; none where anything is left over. */
export function matchTemplates(instruction: string): Template[] {
  const wishes = instruction.split(/\band\b|[,;&+]/i).map(essence);
  const matched = wishes.filter((wish) => wish !== '').map((wish) => BY_ESSENCE.get(wish));
  if (matched.length === 0 || matched.length > 3 || matched.includes(undefined)) return [];
  return [...new Set(matched as Template[])];
}

export function templateById(id: string): Template | undefined {
  return TEMPLATES.find((template) => template.id === id);
}

/** Prompts stay below this, however often they are changed (PRD 3.3). */
export const MAX_PROMPT_WORDS = 200;

/** Applies templates to a prompt: what they contradict goes, what they add comes last, once. */
export function applyTemplates(prompt: string, templates: readonly Template[]): string {
  return templates.reduce((text, template) => {
    const kept = tidy(withoutPhrase(text, template.adds).replace(template.removes, ''));
    return limitWords(kept === '' ? template.adds : `${kept}, ${template.adds}`);
  }, prompt);
}

function withoutPhrase(text: string, phrase: string): string {
  return text.replaceAll(phrase, '');
}

/** Mends the punctuation around words that were taken out. */
function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;])/g, '$1')
    .replace(/([,;])(\s*[,;])+/g, '$1')
    .replace(/(\b(under|in|with|at|of|a|the)\s*)+(?=[,.;]|$)/gi, '')
    .replace(/\s+([,.;])/g, '$1')
    .replace(/([,;])(\s*[,;.])+/g, '$1')
    .replace(/^[\s,;.]+|[\s,;.]+$/g, '')
    .trim();
}

/** Keeps the end, where the latest wishes stand, when a prompt grows too long. */
function limitWords(text: string): string {
  const words = text.split(' ');
  return words.length <= MAX_PROMPT_WORDS ? text : words.slice(words.length - MAX_PROMPT_WORDS).join(' ');
}
