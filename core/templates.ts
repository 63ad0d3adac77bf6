/**
 * Templates: changes that need no language model. A template decides only when it is the whole meaning of an
 * instruction; everything else (negations, turned comparatives, extra wishes) is left to the prompt step.
 */
import { TEMPLATES } from './templates/match-wish.js';
import type { Template } from './templates/template.js';

export { asksForMore } from './templates/again.js';
export { applyTemplates } from './templates/apply.js';
export { TEMPLATES } from './templates/match-wish.js';
export { MAX_PROMPT_WORDS, readPrompt, tidy, writePrompt } from './templates/prompt-text.js';
export { matchTemplates, readWishes, type Wishes } from './templates/read-wishes.js';
export { TEMPLATE_IDS, type Template, type TemplateId } from './templates/template.js';

export function templateById(id: string): Template | undefined {
  return TEMPLATES.find((template) => template.id === id);
}
