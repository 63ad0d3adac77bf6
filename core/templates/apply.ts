import { readPrompt, writePrompt } from './prompt-text.js';
import { removeWords } from './remove-words.js';
import type { Template } from './template.js';

/**
 * Applies templates to a prompt, one after the other: what each contradicts goes, what it adds comes last, once.
 * Never empty, never above the word limit, and no other when it is done again.
 */
export function applyTemplates(prompt: string, templates: readonly Template[]): string {
  return templates.reduce(applyTemplate, prompt);
}

/** Taking words out may bring others together that should go, too: done until nothing changes. */
function applyTemplate(prompt: string, template: Template): string {
  let text = applyOnce(prompt, template);
  for (let before = prompt; before !== text;) {
    before = text;
    text = applyOnce(before, template);
  }
  return text;
}

function applyOnce(prompt: string, template: Template): string {
  const { body, looks } = readPrompt(prompt);
  const kept = looks.filter((look) => look !== template && !template.replaces.includes(look.id));
  const mended = withoutParts(removeWords(body, template.removes), template.adds);
  return writePrompt({ body: mended, looks: [...kept, template] });
}

/** The text without those of its parts between commas that an addition will say again. */
function withoutParts(text: string, addition: string): string {
  const said = new Set(addition.toLowerCase().split(', '));
  return text
    .split(', ')
    .filter((part) => !said.has(part.toLowerCase()))
    .join(', ');
}
