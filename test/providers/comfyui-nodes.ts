/** A node's class, as /object_info shows it: the type of each input, or its choices. */
interface NodeClass {
  input: { required: Record<string, [string | string[], Record<string, number>?]> };
  output_node: boolean;
}

type Inputs = NodeClass['input']['required'];
const node = (required: Inputs, isOutput = false): NodeClass => ({
  input: { required },
  output_node: isOutput,
});

/** What is installed at the server. */
export const NODES: Readonly<Record<string, NodeClass>> = {
  UNETLoader: node({ unet_name: [['wan2.2_ti2v_5B_fp16.safetensors']], weight_dtype: [['default']] }),
  VAELoader: node({ vae_name: [['wan2.2_vae.safetensors']] }),
  CLIPLoader: node({ clip_name: [['umt5_xxl_fp8.safetensors']], type: [['wan', 'sd3']] }),
  CLIPTextEncode: node({ text: ['STRING'], clip: ['CLIP'] }),
  LoadVideo: node({ file: [['example.mp4']] }),
  LoadImage: node({ image: [['example.png']] }),
  Wan22ImageToVideoLatent: node({
    vae: ['VAE'],
    start_image: ['IMAGE'],
    width: ['INT', { min: 32, max: 8192 }],
    height: ['INT', { min: 32, max: 8192 }],
    length: ['INT', { min: 1, max: 1000 }],
    batch_size: ['INT', { min: 1, max: 64 }],
  }),
  KSampler: node({
    model: ['MODEL'],
    positive: ['CONDITIONING'],
    negative: ['CONDITIONING'],
    latent_image: ['LATENT'],
    seed: ['INT', { min: 0, max: Number.MAX_SAFE_INTEGER }],
    steps: ['INT', { min: 1, max: 10_000 }],
    cfg: ['FLOAT', { min: 0, max: 100 }],
    sampler_name: [['uni_pc', 'euler']],
    scheduler: [['simple']],
    denoise: ['FLOAT', { min: 0, max: 1 }],
  }),
  VAEDecode: node({ samples: ['LATENT'], vae: ['VAE'] }),
  CreateVideo: node({ images: ['IMAGE'], fps: ['FLOAT', { min: 1, max: 120 }] }),
  SaveVideo: node(
    { video: ['VIDEO'], filename_prefix: ['STRING'], format: [['auto', 'mp4']], codec: [['auto', 'h264']] },
    true,
  ),
};

export interface SentNode {
  class_type: string;
  inputs: Record<string, unknown>;
}
export type SentWorkflow = Record<string, SentNode>;

interface InputError {
  type: string;
  message: string;
  details: string;
  extra_info: { input_name: string };
}

interface Refusal {
  error: { type: string; message: string; details: string; extra_info: object };
  node_errors: Record<string, { errors: InputError[]; dependent_outputs: string[]; class_type: string }>;
}

/** What is wrong with a workflow, as ComfyUI says it; null: nothing. Stricter than it is: unknown inputs are errors, too. */
export function refusal(workflow: SentWorkflow, hasInput: (name: string) => boolean): Refusal | null {
  const unknown = Object.entries(workflow).find(([, each]) => !Object.hasOwn(NODES, each.class_type));
  if (unknown !== undefined)
    return refused(
      'missing_node_type',
      `Cannot execute because node ${unknown[1].class_type} does not exist.`,
    );
  if (!Object.values(workflow).some((each) => NODES[each.class_type]!.output_node))
    return refused('prompt_no_outputs', 'Prompt has no outputs');
  const wrong = Object.entries(workflow).flatMap(([id, { class_type, inputs }]) => {
    const errors = inputErrors(class_type, inputs, workflow, hasInput);
    return errors.length === 0
      ? []
      : [[id, { errors, dependent_outputs: [] as string[], class_type }] as const];
  });
  if (wrong.length === 0) return null;
  return {
    ...refused('prompt_outputs_failed_validation', 'Prompt outputs failed validation'),
    node_errors: Object.fromEntries(wrong),
  };
}

function refused(type: string, message: string): Refusal {
  return { error: { type, message, details: '', extra_info: {} }, node_errors: {} };
}

function inputErrors(
  type: string,
  inputs: Record<string, unknown>,
  workflow: SentWorkflow,
  hasInput: (name: string) => boolean,
): InputError[] {
  const { required } = NODES[type]!.input;
  const error = (input: string, message: string, details: string): InputError => ({
    ...{ type: 'invalid', message, details },
    extra_info: { input_name: input },
  });
  const missing = Object.keys(required)
    .filter((input) => !Object.hasOwn(inputs, input))
    .map((input) => error(input, 'Required input is missing', input));
  return missing.concat(
    Object.entries(inputs).flatMap(([input, value]) => {
      const spec = required[input];
      if (spec === undefined) return [error(input, 'Unknown input', input)];
      if (Array.isArray(value))
        return Object.hasOwn(workflow, String(value[0])) ? [] : [error(input, 'Bad linked input', input)];
      // These nodes check the file themselves, so it may be in a subfolder.
      if (type.startsWith('Load') && ['image', 'file'].includes(input))
        return hasInput(String(value))
          ? []
          : [error(input, 'Invalid image file', `${input}: ${String(value)}`)];
      const problem = valueProblem(value, spec);
      return problem === null ? [] : [error(input, problem, `${input}: '${String(value)}'`)];
    }),
  );
}

function valueProblem(
  value: unknown,
  [kind, { min = -Infinity, max = Infinity } = {}]: Inputs[string],
): string | null {
  if (Array.isArray(kind)) return kind.includes(String(value)) ? null : 'Value not in list';
  if (kind === 'STRING') return typeof value === 'string' ? null : 'Not a text';
  if (kind !== 'INT' && kind !== 'FLOAT') return `Not linked to a node that makes ${kind}`;
  if (typeof value !== 'number' || (kind === 'INT' && !Number.isInteger(value)))
    return `Failed to convert an input value to a ${kind} value`;
  if (value < min) return `Value ${value} smaller than min of ${min}`;
  return value > max ? `Value ${value} bigger than max of ${max}` : null;
}
