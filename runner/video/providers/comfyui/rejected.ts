import { z } from 'zod';
import { meaningOfFailedPost } from '../answer.js';
import { PostRejected, ProviderProblem } from '../client.js';
import { inputName } from './workflow/nodes.js';

const nodeErrorSchema = z.object({
  class_type: z.string(),
  errors: z.array(
    z.object({
      message: z.string(),
      extra_info: z.object({ input_name: z.string() }).nullish().catch(null),
      details: z.string().default(''),
    }),
  ),
});
const refusalSchema = z.object({
  error: z
    .object({ message: z.string(), details: z.string().default('') })
    .nullish()
    .catch(null),
  node_errors: z.record(z.string(), nodeErrorSchema).catch({}),
});

const OPERATOR = 'An administrator has to fix that.';
const UNREACHABLE = 'ComfyUI cannot be reached.';

/** An error before the POST to /prompt: for certain, nothing was created. */
export function beforePost(error: unknown): PostRejected {
  const status = error instanceof ProviderProblem ? error.status : null;
  const isRefused = status !== null && status < 500 && status !== 408 && status !== 429;
  return isRefused
    ? new PostRejected(
        `ComfyUI (COMFYUI_URL) answers with status ${status}. ${OPERATOR}`,
        'permanent',
        null,
        { cause: error },
      )
    : new PostRejected(`${UNREACHABLE} Please try again later.`, 'busy-video', null, {
        cause: error,
        waiting: UNREACHABLE,
      });
}

/** What a failed POST to /prompt means. */
export function meaningOfPost(error: unknown): unknown {
  if (!(error instanceof ProviderProblem) || error.status !== 400)
    return meaningOfFailedPost(error, 'COMFYUI_URL');
  const sentence = `ComfyUI does not take the workflow: ${reason(error.body)}. ${OPERATOR}`;
  return new PostRejected(sentence, 'permanent', null, { cause: error });
}

function reason(body: string): string {
  const refusal = refusalSchema.safeParse(jsonOf(body)).data;
  for (const [node, { class_type: type, errors }] of Object.entries(refusal?.node_errors ?? {})) {
    const [first] = errors;
    if (first === undefined) continue;
    const input = first.extra_info?.input_name;
    const place = input === undefined ? `Node ${node} (${type})` : inputName(node, type, input);
    return `${place.replace('N', 'n')}: ${said(first)}`;
  }
  return refusal?.error ? said(refusal.error) : 'it gives no reason';
}

const LONGEST = 200;

function said({ message, details }: { message: string; details: string }): string {
  const text = details === '' ? message : `${message} (${details})`;
  return text
    .replace(/[\p{C}<>`]+/gu, ' ')
    .slice(0, LONGEST)
    .trim();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
