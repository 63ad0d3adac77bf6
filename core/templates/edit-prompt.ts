import { applyTemplates } from './apply.js';
import { mergeInstruction } from './merge-instruction.js';
import type { Template } from './template.js';

const KEPT =
  'Keep everything else as it is: the people and their faces, every movement, the camera, the framing and the timing.';

/**
 * The prompt by which a video model edits footage, where no language model writes it: what changes, and that the rest stays.
 * Templates, where they are the whole meaning; else the instruction in its own words.
 */
export function editPrompt(templates: readonly Template[], instruction: string): string {
  const change = templates.length > 0 ? applyTemplates('', templates) : mergeInstruction('', instruction);
  return `Change this video: ${change.replace(/[.\s]+$/, '')}. ${KEPT}`;
}
