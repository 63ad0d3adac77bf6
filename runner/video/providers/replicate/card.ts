import { z } from 'zod';
import { videoModelCardSchema, type VideoModelCard } from '../../../../core/quote/video-model-card.js';

const inputName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'must be the name of an input, such as "start_image"');

/** An input for several pictures of scene and characters in place of a first frame, and its conditions. */
const referencesSchema = z.strictObject({
  input: inputName,
  /** Maximum number of pictures. */
  most: z.number().int().positive(),
  /** Only with one of these aspect ratios; absent: any. */
  aspectRatios: z.array(z.string()).optional(),
  /** Only with this length, seconds; absent: any. */
  seconds: z.number().positive().optional(),
});

/** The model's own names of what it takes; null: it does not. A name that it does not know is answered with 422. */
const inputsSchema = z.strictObject({
  /** The first frame. */
  firstFrame: inputName.nullable(),
  references: referencesSchema.nullable(),
  /** The footage that it edits. */
  video: inputName.nullable(),
  negativePrompt: inputName.nullable(),
  /** Length of a new shot, seconds. */
  duration: inputName.nullable(),
  /** The shapes that it makes; null: the first frame or the footage decides. */
  aspectRatio: z.strictObject({ input: inputName, values: z.array(z.string()).min(1) }).nullable(),
  /** Sent with each request; the price depends on it. */
  always: z.record(inputName, z.union([z.string(), z.number(), z.boolean()])),
  /** How close an edit stays to the footage: the input, its values from the closest on, and the one that is sent. */
  closeness: z
    .strictObject({ input: inputName, values: z.array(z.string()).min(1), sent: z.string() })
    .refine(({ values, sent }) => values.includes(sent), { message: '"sent" must be one of "values"' })
    .nullable(),
  /** How the prompt of an edit names the footage, such as `<<<video_1>>>`; null: it does not. */
  videoInPrompt: z.string().nullable(),
});

/** A card of a model at Replicate. */
export const replicateCardSchema = z.strictObject({
  ...videoModelCardSchema.shape,
  /** `owner/name`. */
  slug: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be "owner/name", as in the address of its page'),
  inputs: inputsSchema,
});
export type ReplicateModel = z.infer<typeof replicateCardSchema>;

/** Cards by their keys. */
export type ReplicateModels = Readonly<Record<string, ReplicateModel>>;

/** The cards that the registry holds: this schema has read each of them. */
export const asReplicateModels = (models: Readonly<Record<string, VideoModelCard>>): ReplicateModels =>
  models as ReplicateModels;
