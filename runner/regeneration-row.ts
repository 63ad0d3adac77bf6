import { z } from 'zod';
import type { ClipRegeneration, PrismaClient } from '../prisma/generated/client.js';
import type { ClipRecord, JobRecord } from '../core/job-record.js';
import { JobRepository } from '../core/job-repository.js';
import { templateById, type Template } from '../core/templates.js';
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
export interface RunInput {
  id: string;
  fence: number;
  instruction: string;
  /** The clip's prompt when the change was admitted. */
  originalPrompt: string;
  /** As it was stored: it ends with this wish and the answer to it. */
  conversation: ConversationLine[];
  /** What changed this clip before, in its users' words, oldest first: the conversation keeps only its last messages. */
  earlierWishes: string[];
  templates: Template[];
  videoModel: string;
  deadlineAt: Date;
  checkpoint: Checkpoint;
  job: JobRecord;
  clip: ClipRecord;
}

/** Reads what a claimed run needs. Throws where the row or its job is gone. */
export async function readRunInput(db: PrismaClient, id: string, fence: number): Promise<RunInput> {
  const row = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  const job = await new JobRepository(db).findForRunner(row.jobId);
  const clip = job?.clips.find((candidate) => candidate.clipIndex === row.clipIndex);
  if (!job || !clip)
    throw new Error(`Regeneration ${id} names clip ${row.clipIndex} of job ${row.jobId}, which is gone`);
  return {
    id,
    fence,
    instruction: row.userInstruction,
    originalPrompt: row.originalPrompt,
    conversation: conversationSchema.parse(row.conversationHistory),
    earlierWishes: await readEarlierWishes(db, row),
    templates: row.templates.flatMap((template) => templateById(template) ?? []),
    videoModel: row.videoModel,
    deadlineAt: row.deadlineAt,
    checkpoint: checkpointSchema.parse(row.checkpoint),
    job,
    clip,
  };
}

const EARLIER_WISHES = 5;

async function readEarlierWishes(
  db: PrismaClient,
  { jobId, clipIndex, createdAt }: ClipRegeneration,
): Promise<string[]> {
  const earlier = await db.clipRegeneration.findMany({
    where: { jobId, clipIndex, status: 'completed', createdAt: { lt: createdAt } },
    orderBy: { createdAt: 'desc' },
    take: EARLIER_WISHES,
    select: { userInstruction: true },
  });
  return earlier.map(({ userInstruction }) => userInstruction).reverse();
}
