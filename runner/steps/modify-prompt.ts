import { crashPoint } from '../../core/crash-point.js';
import { applyTemplates } from '../../core/templates.js';
import { mergeInstruction } from '../prompt/rules.js';
import type { RunInput } from '../regeneration-row.js';
import { keep, type StepDeps } from './step.js';

/** Step 1, 0-10 %: the new prompt, by templates where they are the whole meaning, else by the rules. */
export async function modifyPrompt(input: RunInput, deps: StepDeps): Promise<string> {
  const known = input.checkpoint.prompt?.text;
  if (known !== undefined) return known;
  const { templates, originalPrompt, instruction } = input;
  if (templates.length > 0) {
    const names = templates.map((template) => template.label.toLowerCase()).join(' and ');
    await deps.progress.write({ type: 'TEMPLATE_MATCHED', progress: 5, message: `Known change: ${names}.` });
  }
  const text =
    templates.length > 0
      ? applyTemplates(originalPrompt, templates)
      : mergeInstruction(originalPrompt, instruction);
  await keep(input, deps, {
    patch: { prompt: { text } },
    modifiedPrompt: text,
    stage: 'prompt_generator',
    api: templates.length > 0 ? 'template' : 'rules',
    costUsd: '0',
  });
  crashPoint('after-prompt-kept');
  await deps.progress.write({
    type: 'PROMPT_MODIFIED',
    progress: 10,
    message: 'The prompt is rewritten.',
    data: { modifiedPrompt: text },
  });
  return text;
}
