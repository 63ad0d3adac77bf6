import { templateOf, type Adjustment } from '../../core/adjustments/adjustment.js';
import { readDrawn } from '../../core/adjustments/recipe.js';
import { isSameStyle } from '../../core/adjustments/style.js';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import { applyTemplates, withoutTemplates, type Template } from '../../core/templates/definitions.js';
import { loadReading } from '../prompt/reading.js';
import { rewritePrompt } from '../prompt/rewrite.js';
import type { ChangeInput, ClipPrompt } from '../regeneration-row.js';
import { keep, type ChangeDeps } from './step.js';

/**
 * Step 1, 0-10 %: the new prompt, as a model is sent it. Templates, if they are the whole meaning; else the language model, or rules if there is
 * none. What is stored is used: the result of an earlier attempt, or the prompt that came with the change.
 */
export async function modifyPrompt(
  input: ChangeInput,
  deps: ChangeDeps,
  signal: AbortSignal,
): Promise<string> {
  const known = input.checkpoint.prompt?.text;
  if (known !== undefined) return known;
  const text = await newPrompt(input, deps, signal);
  crashPoint('after-prompt-kept');
  await deps.progress.write({
    type: 'PROMPT_MODIFIED',
    progress: 10,
    message: 'The prompt is rewritten.',
    data: { modifiedPrompt: text },
  });
  return text;
}

async function newPrompt(input: ChangeInput, deps: ChangeDeps, signal: AbortSignal): Promise<string> {
  const { templates, originalPrompt, instruction } = input;
  if (templates.length > 0) {
    const names = templates.map((template) => nameOf(template, input)).join(' and ');
    await deps.progress.write({ type: 'TEMPLATE_MATCHED', progress: 5, message: `Known change: ${names}.` });
    return await keepFree(await byTemplates(input), 'template', input, deps);
  }
  if (hasOtherLook(input)) return await keepFree({ text: templatePrompt(input) }, 'template', input, deps);
  if (deps.promptModel !== null) return await rewritePrompt(input, deps.promptModel, deps, signal);
  const { editPrompt, mergeInstruction } = await loadReading();
  const shows = mergeInstruction(originalPrompt, instruction);
  const prompt =
    input.action === 'EDIT_FOOTAGE' ? { text: editPrompt([], instruction), shows } : { text: shows };
  return await keepFree(prompt, 'rules', input, deps);
}

/** What is sent, and of an edit what the clip shows after it: later changes build on that. */
async function byTemplates(input: ChangeInput): Promise<ClipPrompt> {
  const { action, templates, instruction, originalPrompt } = input;
  if (action !== 'EDIT_FOOTAGE') return { text: templatePrompt(input) };
  const { editPrompt } = await loadReading();
  return { text: editPrompt(templates, instruction), shows: applyTemplates(originalPrompt, templates) };
}

/** The look of another clip comes or goes, which has no words: only what gave way to it is no longer in the prompt. */
function hasOtherLook({ action, recipe, clip }: ChangeInput): boolean {
  const before = readDrawn(clip.adjustments)?.style ?? null;
  return action === 'ADJUST_FOOTAGE' && recipe !== null && !isSameStyle(recipe.style, before);
}

/** "Nighttime", or "without nighttime" of what is taken away. */
function nameOf(template: Template, { action, recipe }: ChangeInput): string {
  const isGone =
    action === 'ADJUST_FOOTAGE' &&
    recipe !== null &&
    recipe.adjustments.every(({ id }) => id !== template.id);
  return (isGone ? 'without ' : '') + template.label.toLowerCase();
}

/** The prompt with the words of what is drawn over all of the clip, and without those of what is no longer drawn. */
function templatePrompt({ recipe, templates, originalPrompt, clip }: ChangeInput): string {
  if (recipe === null) return applyTemplates(originalPrompt, templates);
  const all = readDrawn(clip.adjustments)?.adjustments ?? [];
  const drawn = wholeOf(recipe.adjustments).map(templateOf);
  if (drawn.length === 0 && recipe.footagePrompt !== null) return recipe.footagePrompt;
  const before = wholeOf(all).map(templateOf);
  const inParts = [...all, ...recipe.adjustments].filter(({ part }) => part !== undefined).map(templateOf);
  const asked = templates.filter((template) => !inParts.includes(template));
  const gone = [...before, ...asked].filter((template) => !drawn.includes(template));
  const shown = templates.filter((template) => drawn.includes(template));
  return withoutTemplates(applyTemplates(originalPrompt, shown), gone);
}

const wholeOf = (looks: readonly Adjustment[]): Adjustment[] =>
  looks.filter(({ part }) => part === undefined);

/** Stores a prompt that cost nothing. */
async function keepFree(
  prompt: ClipPrompt,
  api: string,
  input: ChangeInput,
  deps: ChangeDeps,
): Promise<string> {
  await keep(input, deps, {
    patch: { prompt },
    modifiedPrompt: prompt.text,
    stage: 'prompt_generator',
    api,
    costUsd: '0',
  });
  return prompt.text;
}
