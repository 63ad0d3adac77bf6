import { z } from 'zod';
import type { Tool } from '../../language-model/prompt-model.js';
import { TEMPLATE_IDS } from '../../templates/definitions.js';

/** How much of an adjustment: the words that the rules read. */
export const DEGREES = ['a bit', 'plain', 'much'] as const;
/** What becomes of one that the clip has. */
export const EDITS = ['less', 'more', 'none'] as const;
const STRENGTHS = [...DEGREES, ...EDITS] as const;

const MOST_CLIPS = 60;
const MOST_ADJUSTMENTS = 4;
const MOST_OPTIONS = 6;
const LONGEST_WORDS = 1000;

const WISH = {
  clips: {
    type: 'array',
    items: { type: 'integer' },
    description:
      'Numbers of the clips that the message itself names. Empty where it names none: then it is about the picked ones.',
  },
  adjustments: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        name: { type: 'string', enum: TEMPLATE_IDS },
        strength: {
          type: 'string',
          enum: STRENGTHS,
          description:
            'a bit, plain, much: how much of it is added. Of one that the clip has: less and more change it, none takes it away.',
        },
      },
      required: ['name', 'strength'],
      additionalProperties: false,
    },
    description: 'What of the wish these adjustments mean.',
  },
  rest: {
    type: 'string',
    description: 'What else is wished for, copied from the message word for word. Empty where nothing is.',
  },
  label: {
    type: 'string',
    description:
      'The wish in two to five words in the language of the message, for a button: without clips, figures and prices.',
  },
};

/** The one tool that a model answers in. */
export const UNDERSTAND: Tool = {
  name: 'understand',
  description: 'Says what a message about a video means. It changes nothing and spends nothing.',
  parameters: {
    type: 'object',
    properties: {
      kind: {
        type: 'string',
        enum: ['change', 'question', 'answer'],
        description:
          'change: the message wishes for a change; question: it must be asked what is meant; answer: it wishes for none.',
      },
      ...WISH,
      clip_words: {
        type: 'string',
        description: 'The words of the message that name these clips, copied word for word.',
      },
      options: {
        type: 'array',
        items: { type: 'object', properties: WISH, additionalProperties: false },
        description: 'Of a question: up to 4 readings to choose from.',
      },
      say: {
        type: 'string',
        description:
          'One or two short sentences to the user, in the language of the message: what would change, the question, or the answer.',
      },
      language: { type: 'string', description: 'The language of the message, such as en, pl or pt-BR.' },
    },
    required: ['kind', 'say', 'language'],
    additionalProperties: false,
  },
};

const listOf = <T extends z.ZodType>(item: T, most: number) =>
  z
    .array(item)
    .max(most)
    .nullish()
    .transform((list) => list ?? []);
const text = z
  .string()
  .max(LONGEST_WORDS)
  .nullish()
  .transform((words) => words ?? '');
const adjustment = z.object({ name: z.enum(TEMPLATE_IDS), strength: z.enum(STRENGTHS).default('plain') });

const wish = {
  clips: listOf(z.coerce.number().int().min(1), MOST_CLIPS),
  adjustments: listOf(adjustment, MOST_ADJUSTMENTS),
  rest: text,
  label: text,
};

/** The arguments of a call. Anything that is not as the tool says makes the whole unusable. */
const argumentsSchema = z.object({
  kind: z.enum(['change', 'question', 'answer']),
  ...wish,
  clip_words: text,
  options: listOf(z.object(wish), MOST_OPTIONS),
  say: text,
  language: text,
});

/** What a model said that a message means, not grounded yet. Clips count from 1. */
export type Said = z.infer<typeof argumentsSchema>;
export type SaidWish = Pick<Said, 'clips' | 'adjustments' | 'rest' | 'label'>;

/** The arguments as the tool has them; null where they are not. */
export function readArguments(value: unknown): Said | null {
  return argumentsSchema.safeParse(value).data ?? null;
}
