import { z } from 'zod';
import { amountSchema } from '../../../../core/quote/video-price.js';
import type { Settings } from '../../../../core/util/settings.js';
import { readWorkflow, WorkflowMistakes } from './workflow/workflow.js';

export const SETTINGS = {
  COMFYUI_URL: {
    reaches: ['api', 'runner'],
    secret: false,
    schema: z
      .string()
      .refine((urls) => urls.split(',').every(isAddress), {
        message: 'must be http addresses without a password, separated by commas: http://gpu:8188',
      })
      .optional()
      .describe(
        'Your own ComfyUI, which makes clips by the workflow of COMFYUI_WORKFLOW_FILE; of several, separated by commas, the one with the shortest queue',
      ),
  },
  COMFYUI_WORKFLOW_FILE: {
    reaches: ['api'],
    secret: false,
    schema: z
      .string()
      .optional()
      .describe('A workflow in ComfyUI’s API format with placeholders (docs/comfyui.md)'),
  },
  COMFYUI_WORKFLOW: {
    reaches: ['api', 'runner'],
    secret: false,
    contentOf: 'COMFYUI_WORKFLOW_FILE',
    schema: z.string().transform(minified).optional().describe('The workflow itself, in place of a file'),
  },
  COMFYUI_USD_PER_GPU_SECOND: {
    reaches: ['api', 'runner'],
    secret: false,
    schema: amountSchema.optional().describe('What a second of its GPU costs, in USD; default 0'),
  },
} as const satisfies Settings;

export type SettingName = keyof typeof SETTINGS;

function isAddress(text: string): boolean {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

/** The workflow without its spaces, as it reaches a runner. */
function minified(json: string, context: z.RefinementCtx): string {
  try {
    readWorkflow(json);
    return JSON.stringify(JSON.parse(json));
  } catch (error) {
    if (!(error instanceof WorkflowMistakes)) throw error;
    for (const message of error.sentences) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
}
