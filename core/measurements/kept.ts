import { z } from 'zod';

/**
 * How much of the footage that a change began with is kept by the clip it made, each from 0 (nothing in common) to 1 (the
 * same), whatever light and color became of it. docs/kept-score.md says how it is measured.
 */
export const kept = z.object({
  /** Of both together. */
  score: z.number(),
  /** Where edges are, and which way they face, at the same times. */
  edges: z.number(),
  /** What moves where, and when; null where the footage stands still. */
  motion: z.number().nullable(),
});
export type Kept = z.infer<typeof kept>;
