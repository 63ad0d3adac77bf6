/** Names of the text among an entry's fields, the most exact first. */
const TEXTS = [
  ...['prompt', 'positive_prompt', 'positive', 'video_prompt', 'visual_prompt', 'image_prompt'],
  ...['text', 'visual', 'visuals', 'description', 'content', 'scene_description'],
];
const NUMBERS = [
  'clip_index',
  'index',
  'scene_number',
  'clip_number',
  'number',
  'clip',
  'scene',
  'shot',
  'id',
];

type Fields = Record<string, unknown>;

/**
 * The prompts of a text in JSON: a list of texts or of entries with a prompt, such a list inside of an object, an object
 * with a prompt a key, or one value a row. Null if it is something else.
 */
export function jsonPrompts(text: string): string[] | null {
  const json = text.replace(/^\s*```\w*\s*|\s*```\s*$/g, '').trim();
  if (!/^[[{"]/.test(json)) return null;
  const value = parsed(json) ?? rowsOf(json);
  const list = listIn(value);
  if (list === null) return null;
  const texts = list.map(textOf);
  if (texts.every((each) => each === '')) return null;
  return inPlaces(texts, list.map(numberOf));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json.replace(/,(\s*[\]}])/g, '$1'));
  } catch {
    return null;
  }
}

function rowsOf(json: string): unknown[] | null {
  const rows = json.split('\n').filter((row) => row.trim() !== '');
  const values = rows.map((row) => parsed(row.replace(/,\s*$/, '')));
  return rows.length > 1 && values.every((value) => value !== null) ? values : null;
}

function listIn(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value as unknown[];
  if (!isFields(value)) return null;
  const values = Object.values(value);
  for (const each of values) {
    if (Array.isArray(each) && each.some((entry) => textOf(entry) !== '')) return each as unknown[];
  }
  const nested = values
    .filter(isFields)
    .map(listIn)
    .find((list) => list !== null && list.some(isFields));
  if (nested !== undefined) return nested;
  return values.every((each) => textOf(each) !== '') ? values : null;
}

function textOf(entry: unknown): string {
  if (typeof entry === 'string') return entry.replace(/\s+/g, ' ').trim();
  if (!isFields(entry)) return '';
  const name = TEXTS.find((each) => typeof entry[each] === 'string');
  return name === undefined ? '' : textOf(entry[name]);
}

function numberOf(entry: unknown): number | null {
  if (!isFields(entry)) return null;
  const name = NUMBERS.find((each) => Number.isSafeInteger(entry[each]));
  return name === undefined ? null : (entry[name] as number);
}

/** By their numbers where all have one, from 0 or 1 on; otherwise in the order of the list. */
function inPlaces(texts: string[], numbers: (number | null)[]): string[] {
  const first = Math.min(1, ...numbers.map((number) => number ?? Number.NaN));
  const isNumbered = numbers.every((number) => number !== null && number >= 0 && number < 1000);
  if (!isNumbered || new Set(numbers).size < numbers.length) return texts;
  const prompts: string[] = [];
  for (const [at, number] of numbers.entries()) prompts[number! - first] = texts[at]!;
  return Array.from(prompts, (prompt: string | undefined) => prompt ?? '');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
