/** What templates are and how prompts take them, without the reading of instructions, which is long to load and to begin. */
export { applyTemplates, withoutTemplates } from './apply.js';
export { templateById, TEMPLATES } from './library/library.js';
export { MAX_PROMPT_WORDS } from './prompt-text.js';
export { TEMPLATE_IDS, type Template, type TemplateId } from './template.js';
