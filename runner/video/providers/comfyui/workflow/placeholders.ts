import { inputName, type WorkflowNodes } from './nodes.js';

/** What a workflow can be told, each as `"{{name}}"`, the whole value of an input. */
export const PLACEHOLDERS = [
  'prompt',
  'negative',
  'seed',
  'width',
  'height',
  'frames',
  'fps',
  'first_picture',
  'last_picture',
  'video',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Those that are filled with the name of a file. */
export const FILES = ['first_picture', 'last_picture', 'video'] as const satisfies Placeholder[];

/** An input that a placeholder fills. */
export interface Place {
  node: string;
  /** Its class. */
  type: string;
  input: string;
  name: Placeholder;
}

const WHOLE = /^\{\{\s*(.*?)\s*\}\}$/;
const ANYWHERE = /\{\{[^{}]*\}\}/;

/** The places of all placeholders, and a sentence for each that cannot be filled. */
export function placesIn(nodes: WorkflowNodes): { places: Place[]; mistakes: string[] } {
  const places: Place[] = [];
  const mistakes: string[] = [];
  for (const [node, { class_type: type, inputs }] of Object.entries(nodes))
    for (const [input, value] of Object.entries(inputs)) {
      const name = typeof value === 'string' ? WHOLE.exec(value)?.[1] : undefined;
      if (name !== undefined && isPlaceholder(name)) places.push({ node, type, input, name });
      else if (ANYWHERE.test(JSON.stringify(value)))
        mistakes.push(`${at({ node, type, input })}: ${whyNot(name)}`);
    }
  return { places, mistakes };
}

/** What is wrong with the places together: a sentence each. */
export function placeMistakes(places: readonly Place[], nodes: WorkflowNodes): string[] {
  const missing = places.some(({ name }) => name === 'prompt')
    ? []
    : ['No input is "{{prompt}}": without it, every clip would be the same.'];
  return [...missing, ...doubles(places), ...places.flatMap((place) => fileMistake(place, nodes))];
}

function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}

function whyNot(name: string | undefined): string {
  return name === undefined || /[{}]/.test(name)
    ? 'a placeholder must be the whole value of an input, such as "{{prompt}}".'
    : `{{${name.slice(0, 50)}}} is not known; there are ${PLACEHOLDERS.join(', ')}.`;
}

/** Numbers may stand in many places. A text is often given twice to one node, and a file to one node alone. */
function doubles(places: readonly Place[]): string[] {
  const once = places.filter(({ name }) => isFile(name) || name === 'prompt' || name === 'negative');
  return once.flatMap((place, index) => {
    const before = once.slice(0, index).find(({ name }) => name === place.name);
    const isSame = before?.node === place.node && !isFile(place.name);
    if (before === undefined || isSame) return [];
    return `${at(place)}: {{${place.name}}} is already in ${at(before).replace(/^N/, 'n')}; link both to one node.`;
  });
}

/** Nodes that read files by name: LoadImage, VHS_LoadVideo and the like. */
const READS_FILES = /load|input|import/i;

function fileMistake(place: Place, nodes: WorkflowNodes): string[] {
  if (!isFile(place.name) || READS_FILES.test(nodes[place.node]!.class_type)) return [];
  return [
    `${at(place)}: {{${place.name}}} becomes the name of a file; put it into a node that loads one, such as ${place.name === 'video' ? 'LoadVideo' : 'LoadImage'}.`,
  ];
}

function isFile(name: Placeholder): boolean {
  return (FILES as readonly Placeholder[]).includes(name);
}

function at({ node, type, input }: Pick<Place, 'node' | 'type' | 'input'>): string {
  return inputName(node, type, input);
}
