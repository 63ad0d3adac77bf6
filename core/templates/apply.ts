import { readPrompt, writePrompt } from './prompt-text.js';
import { removeWords } from './remove-words.js';
import type { Template } from './template.js';

/**
 * Applies templates to a prompt in order: each removes what it contradicts and adds its own words once, at the end. The
 * result is never empty, never above the word limit, and applying it again changes nothing.
 */
export function applyTemplates(prompt: string, templates: readonly Template[]): string {
  return templates.reduce(applyTemplate, prompt);
}

/** A prompt without the words of templates that no longer apply. What they removed when they were applied stays away. */
export function withoutTemplates(prompt: string, templates: readonly Template[]): string {
  const { body, looks } = readPrompt(prompt);
  if (!looks.some((look) => templates.includes(look))) return prompt;
  return writePrompt({ body, looks: looks.filter((look) => !templates.includes(look)) });
}

/** Removing words may join others that must go too, so this repeats until nothing changes. */
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
  const repaired = withoutParts(removeWords(body, template.removes), template.adds);
  return writePrompt({ body: repaired, looks: [...kept, template] });
}

/** The text without the comma-separated parts that the addition repeats. */
function withoutParts(text: string, addition: string): string {
  const said = new Set(addition.toLowerCase().split(', '));
  return text
    .split(', ')
    .filter((part) => !said.has(part.toLowerCase()))
    .join(', ');
}
