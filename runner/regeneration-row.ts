import { z } from 'zod';
import { jobRowSchema, toRecord, type ClipRecord, type JobRecord } from '../core/job/job-record.js';
import { templateById, type Template } from '../core/templates/templates.js';
import type { Claim } from '../core/regeneration/claim.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { Stopped } from './lease.js';
import type { ConversationLine } from './prompt/messages.js';

/** A clip that a provider has made and the ledger has settled; its URLs are valid for an hour. */
const paidClipSchema = z.object({
  api: z.string(),
  id: z.string(),
  urls: z.array(z.string()),
  /** The model's seed; null if it takes none. */
  seed: z.number().nullish(),
});
export type PaidClip = z.infer<typeof paidClipSchema>;

/** Results of finished steps; each is written once and reused by later attempts. */
export const checkpointSchema = z.object({
  prompt: z.object({ text: z.string() }).optional(),
  prediction: paidClipSchema.nullish(),
  clip: z.object({ key: z.string(), sha256: z.string(), thumbnailKey: z.string().nullable() }).optional(),
  video: z.object({ key: z.string() }).optional(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** A malformed conversation counts as empty: it must not fail the change. */
const conversationSchema: z.ZodType<ConversationLine[]> = z
  .array(z.object({ role: z.enum(['USER', 'ASSISTANT']), content: z.string() }))
  .catch([]);

/** The claimed regeneration with the video it belongs to. */
export interface RunInput extends Claim {
  instruction: string;
  /** The clip's prompt when the change was admitted. */
  originalPrompt: string;
  /** As stored: it ends with this instruction and its answer. */
  conversation: ConversationLine[];
  /** Instructions of the clip's earlier changes, oldest first; the conversation keeps only its last messages. */
  earlierInstructions: string[];
  templates: Template[];
  videoModel: string;
  deadlineAt: Date;
  checkpoint: Checkpoint;
  job: JobRecord;
  clip: ClipRecord;
  /** The seed of the clip's current version; null if unknown. */
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

/** Reads what a claimed run needs. Throws Stopped if the fence is old or the run has ended. */
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
