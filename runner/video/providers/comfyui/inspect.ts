import { z } from 'zod';
import { connectionCode } from '../../../../core/util/http/nothing-sent.js';
import { limited } from '../../../../core/util/limited.js';
import type { SettingValues } from '../../../../core/util/settings.js';
import { ProviderProblem } from '../client.js';
import { serversOf, type ComfyServer } from './server.js';
import type { SettingName } from './settings.js';
import { inputName, type WorkflowNodes } from './workflow/nodes.js';
import type { Place } from './workflow/placeholders.js';
import { readWorkflow, type Workflow } from './workflow/workflow.js';

/** For the list of all nodes, which may have a thousand. */
const ANSWER_WITHIN_MS = 20_000;

/** `[type, options]`; choices are a list in place of the type, or since 2025 an option of the type COMBO. */
const inputSchema = z.tuple([z.union([z.string(), z.array(z.unknown())])], z.unknown());
const optionsSchema = z.object({ options: z.array(z.unknown()) });
const inputsSchema = z.record(z.string(), z.unknown()).catch({});
const infoSchema = z.record(
  z.string(),
  z.object({ input: z.object({ required: inputsSchema.default({}), optional: inputsSchema.default({}) }) }),
);
type ClassInfo = z.infer<typeof infoSchema>;

/** What each server lacks for the workflow: a sentence for each missing node, file or input. */
export async function inspect(
  { COMFYUI_URL: urls = '', COMFYUI_WORKFLOW: json = '' }: SettingValues<SettingName>,
  signal: AbortSignal,
): Promise<string[]> {
  const workflow = readWorkflow(json);
  const servers = serversOf(urls);
  const found = await Promise.all(
    servers.map(async (server) => {
      const problems = await problemsAt(server, workflow, signal);
      return servers.length === 1 ? problems : problems.map((problem) => `${server.base.host}: ${problem}`);
    }),
  );
  return found.flat();
}

async function problemsAt(server: ComfyServer, workflow: Workflow, signal: AbortSignal): Promise<string[]> {
  try {
    const info = await limited(signal, ANSWER_WITHIN_MS, async (ask) => await server.objectInfo(ask));
    return workflowProblems(workflow, infoSchema.parse(info));
  } catch (error) {
    signal.throwIfAborted();
    const status = error instanceof ProviderProblem ? error.status : null;
    const why = status === null ? connectionCode(error) : `status ${status}`;
    return [`The address of COMFYUI_URL has no list of nodes${why === null ? '' : ` (${why})`}.`];
  }
}

function workflowProblems({ nodes, places }: Workflow, info: ClassInfo): string[] {
  return Object.entries(nodes).flatMap(([id, { class_type: type, inputs }]) => {
    const known = Object.hasOwn(info, type) ? info[type]!.input : null;
    if (known === null) return [`Node ${id} (${type}) is not installed.`];
    const missing = Object.keys(known.required).filter((input) => !Object.hasOwn(inputs, input));
    return [
      ...missing.map((input) => `${inputName(id, type, input)}: the workflow has no value for it.`),
      ...Object.entries({ ...known.optional, ...known.required }).flatMap(([input, spec]) => {
        const place = places.find((each) => each.node === id && each.input === input);
        const problem = place === undefined ? choiceProblem(inputs[input], spec) : placeProblem(place, spec);
        return problem === null ? [] : [`${inputName(id, type, input)}: ${problem}`];
      }),
    ];
  });
}

/** A checkpoint, a LoRA or another file is a choice among those that are there. */
function choiceProblem(value: WorkflowNodes[string]['inputs'][string], spec: unknown): string | null {
  const choices = choicesOf(spec);
  if (choices === null || typeof value !== 'string' || choices.includes(value)) return null;
  const isFile = /\.[a-z0-9]{2,12}$/i.test(value);
  return isFile ? `the file ${value} is not there.` : `${value} is none of its choices.`;
}

const NUMBERS = ['INT', 'FLOAT'];

/** Only what is certain: nodes have types of their own. */
function placeProblem({ name }: Place, spec: unknown): string | null {
  const type = inputSchema.safeParse(spec).data?.[0];
  if (typeof type !== 'string') return null;
  const isNumber = ['seed', 'width', 'height', 'frames', 'fps'].includes(name);
  const wrong = isNumber ? type === 'STRING' : NUMBERS.includes(type) || type === 'BOOLEAN';
  return wrong ? `{{${name}}} is ${isNumber ? 'a number' : 'a text'}, and the input takes ${type}.` : null;
}

function choicesOf(spec: unknown): unknown[] | null {
  const [type, options] = inputSchema.safeParse(spec).data ?? [];
  if (Array.isArray(type)) return type;
  return type === 'COMBO' ? (optionsSchema.safeParse(options).data?.options ?? null) : null;
}
