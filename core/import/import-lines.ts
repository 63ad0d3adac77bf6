import { z } from 'zod';
import { uuid } from '../util/uuid.js';

/**
 * Lines of JSON that the import program writes with --json: progress (a fraction of the whole), a warning on something
 * left out or replaced, a problem with a file, and at the end why nothing was imported or the new job.
 */
export const importLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), message: z.string(), fraction: z.number().min(0).max(1) }),
  z.object({ type: z.literal('warning'), message: z.string() }),
  z.object({ type: z.literal('problem'), file: z.string(), message: z.string() }),
  z.object({ type: z.literal('rejected'), message: z.string() }),
  z.object({ type: z.literal('done'), jobId: uuid }),
]);

export type ImportLine = z.infer<typeof importLine>;
