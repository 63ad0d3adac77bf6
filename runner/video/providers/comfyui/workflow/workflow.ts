import type { z } from 'zod';
import { FIGURES_KEY, figuresSchema, withSeconds, type Figures } from './figures.js';
import { inputName, linkedNode, nodeSchema, nodesSchema, type WorkflowNodes } from './nodes.js';
import { placeMistakes, placesIn, type Place, type Placeholder } from './placeholders.js';

/** A workflow file that was read. */
export interface Workflow {
  nodes: WorkflowNodes;
  places: readonly Place[];
  figures: Figures;
}

/** What is wrong with a workflow file: a sentence for each mistake. */
export class WorkflowMistakes extends Error {
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'WorkflowMistakes';
  }
}

/** Linux takes 128 KiB for one variable of a program, and a runner is given the workflow by one. */
const MOST_BYTES = 120 * 1024;

/** Reads a workflow in ComfyUI's API format with placeholders. Throws WorkflowMistakes. */
export function readWorkflow(json: string): Workflow {
  const { [FIGURES_KEY]: given = {}, ...entries } = objectIn(json);
  const nodes = nodesIn(entries);
  const { places, mistakes } = placesIn(nodes);
  const figures = figuresSchema.safeParse(given);
  const all = [
    ...mistakes,
    ...placeMistakes(places, nodes),
    ...linkMistakes(nodes),
    ...savingMistakes(nodes),
    ...figureMistakes(figures.error),
  ];
  if (figures.data === undefined || all.length > 0) throw new WorkflowMistakes(all);
  return { nodes, places, figures: withSeconds(figures.data, has({ places }, 'frames')) };
}

/** Whether the workflow takes a value. */
export function has({ places }: Pick<Workflow, 'places'>, name: Placeholder): boolean {
  return places.some((place) => place.name === name);
}

/** The workflow as it is sent: a value in each place. */
export function filled(
  { nodes, places }: Pick<Workflow, 'nodes' | 'places'>,
  values: Readonly<Record<string, unknown>>,
): WorkflowNodes {
  const sent = structuredClone(nodes);
  for (const { node, input, name } of places) sent[node]!.inputs[input] = values[name];
  return sent;
}

function objectIn(json: string): Record<string, unknown> {
  let read: unknown;
  try {
    read = JSON.parse(json);
  } catch (error) {
    throw new WorkflowMistakes([`It is not JSON: ${(error as Error).message}.`]);
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new WorkflowMistakes(['It is not a workflow: that is an object with a node for each key.']);
  if (Buffer.byteLength(JSON.stringify(read)) > MOST_BYTES)
    throw new WorkflowMistakes([`It is larger than ${MOST_BYTES / 1024} KiB without its spaces.`]);
  return read as Record<string, unknown>;
}

const EXPORT = 'in ComfyUI, choose Workflow › Export (API)';

function nodesIn(entries: Record<string, unknown>): WorkflowNodes {
  if (Array.isArray(entries['nodes']) || Array.isArray(entries['links']))
    throw new WorkflowMistakes([
      `It is in the format of ComfyUI's page. Export it in API format: ${EXPORT}.`,
    ]);
  const wrong = Object.entries(entries).filter(([, node]) => !nodeSchema.safeParse(node).success);
  const [first] = wrong;
  if (first !== undefined)
    throw new WorkflowMistakes([
      `The entry ${JSON.stringify(first[0].slice(0, 50))} is not a node with class_type and inputs. Export the workflow in API format: ${EXPORT}.`,
    ]);
  return nodesSchema.parse(entries);
}

function linkMistakes(nodes: WorkflowNodes): string[] {
  return Object.entries(nodes).flatMap(([id, { class_type: type, inputs }]) =>
    Object.entries(inputs).flatMap(([input, value]) => {
      const linked = linkedNode(value);
      if (linked === null || Object.hasOwn(nodes, linked)) return [];
      return `${inputName(id, type, input)}: it is linked to node ${linked}, which is not in the file.`;
    }),
  );
}

/** An input of every node that saves files, in ComfyUI and the usual packages. */
const FILE_NAMES = 'filename_prefix';
/** Nodes that save files, but no videos. */
const OTHER_FILES = /image|animated(png|webp)|audio|latent|mesh|glb|preview|checkpoint|lora/i;
const SAVES_VIDEO = /video|webm|mp4|movie/i;

function savingMistakes(nodes: WorkflowNodes): string[] {
  const saving = Object.entries(nodes).filter(([, node]) => Object.hasOwn(node.inputs, FILE_NAMES));
  const videos = saving.filter(
    ([, { class_type: type }]) => SAVES_VIDEO.test(type) || !OTHER_FILES.test(type),
  );
  if (videos.length === 0)
    return ['No node saves a video: add one, such as SaveVideo, or Video Combine of the Video Helper Suite.'];
  const pictures = videos.filter(([, { inputs }]) => String(inputs['format']).startsWith('image/'));
  if (pictures.length < videos.length) return [];
  return pictures.map(
    ([id, { class_type: type, inputs }]) =>
      `${inputName(id, type, 'format')}: ${String(inputs['format'])} is not a video; choose a format that begins with video/.`,
  );
}

function figureMistakes(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map(
    ({ path, message }) => `Entry ${[FIGURES_KEY, ...path].join('.')}: ${message}.`,
  );
}
