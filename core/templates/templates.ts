/**
 * Templates: changes that need no language model. A template decides only when it is the whole meaning of an
 * instruction; the prompt step handles the rest (negations, reversed comparatives, further requests).
 */
import { TEMPLATES } from './matching/match-instruction.js';
import type { Template } from './template.js';

export { asksForMore } from './matching/again.js';
export { applyTemplates } from './apply.js';
export { TEMPLATES } from './matching/match-instruction.js';
export { MAX_PROMPT_WORDS, readPrompt, tidy, writePrompt } from './prompt-text.js';
export { matchTemplates, readInstruction, type ReadInstruction } from './matching/read-instruction.js';
export { TEMPLATE_IDS, type Template, type TemplateId } from './template.js';

export function templateById(id: string): Template | undefined {
  return TEMPLATES.find((template) => template.id === id);
}
