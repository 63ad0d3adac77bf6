import { z } from 'zod';
import { jobRowSchema, toRecord, type ClipRecord, type JobRecord } from '../core/job/job-record.js';
import { templateById, type Template } from '../core/templates/templates.js';
import type { Claim } from '../core/regeneration/lifecycle.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { Stopped } from './lease.js';
import type { ConversationLine } from './prompt/messages.js';

/** A clip that a provider has made, and that is settled in the ledger; it lies at its URLs for an hour. */
const paidClipSchema = z.object({
  api: z.string(),
  id: z.string(),
  urls: z.array(z.string()),
  /** What the model was seeded with; null where it takes none. */
  seed: z.number().nullish(),
});
export type PaidClip = z.infer<typeof paidClipSchema>;

/** What finished steps have left; each part is written once and reused by later attempts. */
export const checkpointSchema = z.object({
  prompt: z.object({ text: z.string() }).optional(),
  prediction: paidClipSchema.nullish(),
  clip: z.object({ key: z.string(), sha256: z.string(), thumbnailKey: z.string().nullable() }).optional(),
  video: z.object({ key: z.string() }).optional(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** What cannot be read of it is nothing that a change should fail for. */
const conversationSchema: z.ZodType<ConversationLine[]> = z
  .array(z.object({ role: z.enum(['USER', 'ASSISTANT']), content: z.string() }))
  .catch([]);

/** The claimed regeneration with the video it belongs to. */
export interface RunInput extends Claim {
  instruction: string;
  /** The clip's prompt when the change was admitted. */
  originalPrompt: string;
  /** As it was stored: it ends with this wish and the answer to it. */
  conversation: ConversationLine[];
  /** What changed this clip before, in its users' words, oldest first: the conversation keeps only its last messages. */
  earlierInstructions: string[];
  templates: Template[];
  videoModel: string;
  deadlineAt: Date;
  checkpoint: Checkpoint;
  job: JobRecord;
  clip: ClipRecord;
  /** What the clip's current version was seeded with; null where nobody knows. */
  currentSeed: number | null;
}

const inputRow = z.object({
  clip_index: z.number(),
  instruction: z.string(),
  original_prompt: z.string(),
  conversation: conversationSchema,
  earlier_wishes: z.array(z.string()),
  templates: z.array(z.string()),
  video_model: z.string(),
  deadline_at: z.date(),
  checkpoint: checkpointSchema,
  current_seed: z.number().nullable().catch(null),
});

/** Reads what a claimed run needs. Throws Stopped where the run is no longer this fence's, or has ended. */
export async function readRunInput(db: PrismaClient, claim: Claim): Promise<RunInput> {
  const [found] = await db.$queryRaw<
    unknown[]
  >`SELECT * FROM run_input(${claim.id}::uuid, ${claim.fence}::int)`;
  const job = await readRunJob(db, claim);
  if (found === undefined || job === null) throw new Stopped('lease-lost');
  const row = inputRow.parse(found);
  const clip = job.clips.find((candidate) => candidate.clipIndex === row.clip_index);
  if (clip === undefined)
    throw new Error(`Regeneration ${claim.id} names clip ${row.clip_index} of job ${job.id}, which is gone`);
  return {
    ...claim,
    instruction: row.instruction,
    originalPrompt: row.original_prompt,
    conversation: row.conversation,
    earlierInstructions: row.earlier_wishes,
    templates: row.templates.flatMap((template) => templateById(template) ?? []),
    videoModel: row.video_model,
    deadlineAt: row.deadline_at,
    checkpoint: row.checkpoint,
    job,
    clip,
    currentSeed: clip.versionNumber === 1 ? clip.seed : row.current_seed,
  };
}

async function readRunJob(db: PrismaClient, { id, fence }: Claim): Promise<JobRecord | null> {
  const [row] = await db.$queryRaw<unknown[]>`SELECT * FROM run_job(${id}::uuid, ${fence}::int)`;
  return row === undefined ? null : toRecord(jobRowSchema.parse(row));
}
