/**
 * Templates: changes that need no language model. A template decides only when it is the whole meaning of an
 * instruction; everything else (negations, turned comparatives, extra wishes) is left to the prompt step.
 */
export const TEMPLATE_IDS = [
  'brighter',
  'darker',
  'nighttime',
  'daytime',
  'more_motion',
  'less_motion',
] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];

export interface Template {
  id: TemplateId;
  label: string;
  category: 'Light' | 'Time of day' | 'Motion';
  /** The instructions that mean exactly this, once politeness is taken away. */
  phrases: readonly string[];
  /** What the prompt gains. */
  adds: string;
  /** Words of the prompt that this template contradicts. */
  removes: RegExp;
  /** What the assistant says it will do. */
  reply: string;
}

const LIGHT_WORDS =
  /\b(brighter|brightly lit|bright light|high-key|darker|dimly lit|low-key|deep shadows)\b/gi;
const DAY_WORDS =
  /\b((bright |blazing |warm |clear )?(midday|noon|morning|afternoon) sun(light)?|sunlit|sunlight|sunny|daylight|daytime|broad daylight|bright day|golden hour|blue sky|clear sky|at (noon|dawn|sunset))\b/gi;
const NIGHT_WORDS =
  /\b(night-?time|at night|night lighting|moonlight|moonlit|starry sky|stars|dark sky|midnight)\b/gi;
const MOTION_WORDS =
  /\b(dynamic camera movement|energetic motion|fast(-| )paced( action)?|slow motion|slow, gentle movement|static camera|locked-off camera)\b/gi;

export const TEMPLATES: readonly Template[] = [
  {
    id: 'brighter',
    label: 'Brighter',
    category: 'Light',
    phrases: [
      'brighter',
      'bright',
      'brighten',
      'brighten up',
      'lighter',
      'lighten',
      'lighten up',
      'more light',
    ],
    adds: 'brightly lit, high-key exposure',
    removes: LIGHT_WORDS,
    reply: "I'll brighten this clip.",
  },
  {
    id: 'darker',
    label: 'Darker',
    category: 'Light',
    phrases: ['darker', 'dark', 'darken', 'dim', 'dimmer', 'less light'],
    adds: 'dimly lit, deep shadows, low-key exposure',
    removes: LIGHT_WORDS,
    reply: "I'll make this clip darker.",
  },
  {
    id: 'nighttime',
    label: 'Nighttime',
    category: 'Time of day',
    phrases: [
      'nighttime',
      'night time',
      'night',
      'at night',
      'turn night',
      'set at night',
      'turn into night',
    ],
    adds: 'at night, dark sky, stars, night lighting',
    removes: DAY_WORDS,
    reply: "I'll set this clip at night.",
  },
  {
    id: 'daytime',
    label: 'Daytime',
    category: 'Time of day',
    phrases: ['daytime', 'day time', 'day', 'daylight', 'in daylight', 'turn into day', 'set in daytime'],
    adds: 'in bright daylight, clear sky',
    removes: NIGHT_WORDS,
    reply: "I'll set this clip in daylight.",
  },
  {
    id: 'more_motion',
    label: 'More motion',
    category: 'Motion',
    phrases: [
      'more motion',
      'more movement',
      'more dynamic',
      'move more',
      'add motion',
      'add movement',
      'faster motion',
    ],
    adds: 'dynamic camera movement, energetic motion',
    removes: MOTION_WORDS,
    reply: "I'll add more motion to this clip.",
  },
  {
    id: 'less_motion',
    label: 'Less motion',
    category: 'Motion',
    phrases: [
      'less motion',
      'less movement',
      'calmer',
      'move less',
      'slower motion',
      'steadier',
      'reduce motion',
    ],
    adds: 'slow, gentle movement',
    removes: MOTION_WORDS,
    reply: "I'll calm the motion in this clip.",
  },
];

/** Words that carry no wish of their own. "too", "not" and "less" are no such words. */
const POLITE =
  /\b(please|pls|thanks|thank you|hey|hi|can you|could you|would you|will you|i want|i would like|i'd like|let's|lets|make|made|turn|set|change|give|have|add|this|that|it|its|the|clip|scene|video|shot|footage|look|looks|be|to|a|an|some|bit|little|slightly|much|way|even|very|really|just|up|into|in|at|for me|of)\b/g;

function essence(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[‘’]/g, "'")
    .replace(/[.!?,;:…]+/g, ' ')
    .replace(POLITE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const BY_ESSENCE = new Map(
  TEMPLATES.flatMap((t) => t.phrases.map((phrase) => [essence(phrase), t] as const)),
);

/** The templates that are the whole meaning of an instruction, in order; none where anything is left over. */
export function matchTemplates(instruction: string): Template[] {
  const wishes = instruction.split(/\band\b|[,;&+]/i).map(essence);
  const matched = wishes.filter((wish) => wish !== '').map((wish) => BY_ESSENCE.get(wish));
  if (matched.length === 0 || matched.length > 3 || matched.includes(undefined)) return [];
  return [...new Set(matched as Template[])];
}

export function templateById(id: string): Template | undefined {
  return TEMPLATES.find((template) => template.id === id);
}

/** Prompts stay below this, however often they are changed (PRD 3.3). */
export const MAX_PROMPT_WORDS = 200;

/** Applies templates to a prompt: what they contradict goes, what they add comes last, once. */
export function applyTemplates(prompt: string, templates: readonly Template[]): string {
  return templates.reduce((text, template) => {
    const kept = tidy(withoutPhrase(text, template.adds).replace(template.removes, ''));
    return limitWords(kept === '' ? template.adds : `${kept}, ${template.adds}`);
  }, prompt);
}

function withoutPhrase(text: string, phrase: string): string {
  return text.replaceAll(phrase, '');
}

/** Mends the punctuation around words that were taken out. */
function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;])/g, '$1')
    .replace(/([,;])(\s*[,;])+/g, '$1')
    .replace(/(\b(under|in|with|at|of|a|the)\s*)+(?=[,.;]|$)/gi, '')
    .replace(/\s+([,.;])/g, '$1')
    .replace(/([,;])(\s*[,;.])+/g, '$1')
    .replace(/^[\s,;.]+|[\s,;.]+$/g, '')
    .trim();
}

/** Keeps the end, where the latest wishes stand, when a prompt grows too long. */
function limitWords(text: string): string {
  const words = text.split(' ');
  return words.length <= MAX_PROMPT_WORDS ? text : words.slice(words.length - MAX_PROMPT_WORDS).join(' ');
}
