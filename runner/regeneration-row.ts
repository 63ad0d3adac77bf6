import { z } from 'zod';
import { readDrawn, type Recipe } from '../core/adjustments/recipe.js';
import {
  footageKey,
  jobRowSchema,
  storedAdjustments,
  toRecord,
  type ClipRecord,
  type JobRecord,
} from '../core/job/job-record.js';
import { templateById, type Template } from '../core/templates/definitions.js';
import { CHANGE_ACTIONS, type ChangeAction } from '../core/quote/video-model-card.js';
import { REGENERATION_ERROR_CODES, type RegenerationErrorCode } from '../core/errors.js';
import { FAILURE_POLICIES, type FailurePolicy } from '../core/regeneration/admission.js';
import type { ChangeClaim, Claim } from '../core/regeneration/claim.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import type { MediaProbe } from './ffmpeg/probe.js';
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

const takeResultSchema = z.object({
  prediction: paidClipSchema.nullish(),
  clip: z
    .object({
      key: z.string(),
      sha256: z.string(),
      thumbnailKey: z.string().nullable(),
      /** What the built-in renderer has drawn over which version's footage: it becomes the version's own. */
      adjustments: z.array(z.looseObject({ id: z.string(), strength: z.number() })).optional(),
      footageVersion: z.number().optional(),
    })
    .optional(),
  /** Why there is no clip, of a prediction that is settled. A retry does not take it over. */
  failure: z.object({ code: z.enum(REGENERATION_ERROR_CODES), message: z.string() }).optional(),
});

/** A clip's new prompt. */
const clipPromptSchema = z.object({
  /** As a model is sent it. */
  text: z.string(),
  /** What the clip shows, where that is something else: an edit is told what changes. */
  shows: z.string().optional(),
});
export type ClipPrompt = z.infer<typeof clipPromptSchema>;

/**
 * Results of the finished steps of one clip's change, its first take's at the top; each is written once and reused by
 * later attempts.
 */
const changeCheckpointSchema = takeResultSchema.extend({
  prompt: clipPromptSchema.optional(),
  takes: z.record(z.string(), takeResultSchema).optional(),
});
export type ChangeCheckpoint = z.infer<typeof changeCheckpointSchema>;

/** A malformed conversation counts as empty: it must not fail the change. */
const conversationSchema: z.ZodType<ConversationLine[]> = z
  .array(z.object({ role: z.enum(['USER', 'ASSISTANT']), content: z.string() }))
  .catch([]);

/** A claimed regeneration with the video it belongs to: what every run composes and publishes. */
export interface CompositionInput extends Claim {
  job: JobRecord;
  /** The final video that an earlier attempt has stored; null before that. */
  videoKey: string | null;
}

/** A run with the changes of its clips. */
export interface RunInput extends CompositionInput {
  /** By the index of their clips. */
  changes: ChangeInput[];
  /** What becomes of the other changes where one fails. */
  onFailure: FailurePolicy;
}

/** A RESTORE run with the earlier footage that it puts in place. */
export interface RestoreInput extends CompositionInput {
  restored: PlacedFootage[];
}

/** Footage in place of a clip's current one; key null: there is none. */
export interface PlacedFootage {
  clipIndex: number;
  key: string | null;
  sha256: string | null;
  /** What the headers say of a clip that this run made. */
  probe?: MediaProbe | null;
}

/** One clip's change, with the video that the clip belongs to. */
export interface ChangeInput extends ChangeClaim {
  /** The only change of its run: its objects lie where those of the run lie. */
  isOnly: boolean;
  instruction: string;
  /** The clip's prompt when the change was admitted. */
  originalPrompt: string;
  /** As stored: it ends with this instruction and its answer. */
  conversation: ConversationLine[];
  /** Instructions of the clip's earlier changes, oldest first; the conversation keeps only its last messages. */
  earlierInstructions: string[];
  templates: Template[];
  /** How the clip is changed. */
  action: ChangeAction;
  videoModel: string;
  /**
   * What the built-in renderer draws, also over what a model has edited; null: the current footage is changed as it is, also of
   * a run that an earlier release admitted.
   */
  recipe: FootageRecipe | null;
  deadlineAt: Date;
  checkpoint: ChangeCheckpoint;
  /** How many versions of the clip are made. */
  takes: number;
  /** They are there to choose from: of several takes, also where one alone is made again. */
  isTakes: boolean;
  /** Takes that were given up. */
  failedTakes: number[];
  /** Why this clip, or a take of it, was given up; null while none was. */
  failure: { code: RegenerationErrorCode; message: string } | null;
  job: JobRecord;
  clip: ClipRecord;
  /** The seed that its person chose, of the first take; null: none. */
  askedSeed: number | null;
  /** The seed of the clip's current version; null if unknown. */
  currentSeed: number | null;
}

/** A recipe with the footage that it begins with. */
export interface FootageRecipe extends Recipe {
  /** Null for a clip that was never made. */
  footageKey: string | null;
  /** Null where none is known. */
  footagePrompt: string | null;
}

/** One take of a clip's change, with its own results in the checkpoint. */
export const takeOf = (change: ChangeInput, take: number): ChangeInput => ({
  ...change,
  take,
  checkpoint: {
    ...(take === 0 ? change.checkpoint : change.checkpoint.takes?.[take]),
    prompt: change.checkpoint.prompt,
  },
});

const recipeRow = z.object({
  adjustments: storedAdjustments,
  footageVersion: z.number(),
  footage: z.string(),
  prompt: z.string().nullable(),
});

const changeRow = z.object({
  clip_index: z.number(),
  instruction: z.string(),
  original_prompt: z.string(),
  conversation: conversationSchema,
  earlier_instructions: z.array(z.string()),
  templates: z.array(z.string()),
  action: z.enum(CHANGE_ACTIONS),
  video_model: z.string(),
  takes: z.number(),
  failed_takes: z.array(z.number()),
  checkpoint: changeCheckpointSchema,
  current_seed: z.number().nullable().catch(null),
  asked_seed: z.number().nullable(),
  failure: z.object({ code: z.enum(REGENERATION_ERROR_CODES), message: z.string() }).nullable(),
  deadline_at: z.date(),
  on_failure: z.enum(FAILURE_POLICIES),
  video: z.object({ key: z.string() }).nullable(),
  recipe: recipeRow.nullable(),
});
type ChangeRow = z.infer<typeof changeRow>;

/** What a run that makes clips is for. */
type MakingKind = 'CHANGE' | 'TAKES';

/** Reads what a claimed run needs. Throws Stopped if the fence is old or the run has ended. */
export async function readRunInput(db: PrismaClient, claim: Claim, kind: MakingKind): Promise<RunInput> {
  const found = await db.$queryRaw<
    unknown[]
  >`SELECT * FROM run_changes(${claim.id}::uuid, ${claim.fence}::int)`;
  const job = await readRunJob(db, claim);
  const rows = z.array(changeRow).parse(found);
  const [first] = rows;
  if (first === undefined || job === null) throw new Stopped('lease-lost');
  return {
    ...claim,
    job,
    changes: rows.map((row) =>
      toChange(claim, row, job, { isOnly: rows.length === 1, isTakes: kind === 'TAKES' }),
    ),
    onFailure: first.on_failure,
    videoKey: first.video?.key ?? null,
  };
}

/** Whether the change of a clip, or one take of it, was given up; false also if the fence is old. */
export async function isLeftOut(
  db: PrismaClient,
  { id, fence }: Claim,
  { clipIndex, take }: { clipIndex: number; take: number | null },
): Promise<boolean> {
  const found = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM run_changes(${id}::uuid, ${fence}::int) WHERE clip_index = ${clipIndex}::int AND failure IS NOT NULL
      AND (${take}::int IS NULL OR ${take}::int = ANY (failed_takes))`;
  return found.length > 0;
}

const composedRow = z.object({
  checkpoint: z.object({ video: z.object({ key: z.string() }).optional() }),
});

const restoredRow = z.object({
  clip_index: z.number(),
  video_url: z.string(),
  sha256: z.string().nullable(),
});

/** Reads what a claimed RESTORE run needs. Throws Stopped if the fence is old or the run has ended. */
export async function readRestoreInput(db: PrismaClient, claim: Claim): Promise<RestoreInput> {
  const { id, fence } = claim;
  const [found] = await db.$queryRaw<unknown[]>`SELECT checkpoint FROM run_input(${id}::uuid, ${fence}::int)`;
  const rows = await db.$queryRaw<unknown[]>`SELECT * FROM run_restore(${id}::uuid, ${fence}::int)`;
  const job = await readRunJob(db, claim);
  if (found === undefined || job === null) throw new Stopped('lease-lost');
  const { video } = composedRow.parse(found).checkpoint;
  const restored = rows.map((row) => toFootage(restoredRow.parse(row), job));
  return { ...claim, job, restored, videoKey: video?.key ?? null };
}

function toFootage(row: z.infer<typeof restoredRow>, job: JobRecord): PlacedFootage {
  const { clip_index: clipIndex, video_url: address, sha256 } = row;
  const clip = job.clips.find((candidate) => candidate.clipIndex === clipIndex);
  if (clip === undefined)
    throw new Error(`A restore names clip ${clipIndex} of job ${job.id}, which is gone`);
  return { clipIndex, key: footageKey(address, clip), sha256 };
}

function toChange(
  claim: Claim,
  row: ChangeRow,
  job: JobRecord,
  { isOnly, isTakes }: Pick<ChangeInput, 'isOnly' | 'isTakes'>,
): ChangeInput {
  const clip = job.clips.find((candidate) => candidate.clipIndex === row.clip_index);
  if (clip === undefined)
    throw new Error(`Regeneration ${claim.id} names clip ${row.clip_index} of job ${job.id}, which is gone`);
  return {
    ...claim,
    clipIndex: row.clip_index,
    take: 0,
    takes: row.takes,
    failedTakes: row.failed_takes,
    ...{ isOnly, isTakes },
    instruction: row.instruction,
    originalPrompt: row.original_prompt,
    // Of several clips it ends with what was asked for all of them, and the answer: each has its own instruction.
    conversation: isOnly ? row.conversation : row.conversation.slice(0, -2),
    earlierInstructions: row.earlier_instructions,
    templates: row.templates.flatMap((template) => templateById(template) ?? []),
    action: row.action,
    videoModel: row.video_model,
    recipe: toRecipe(row.recipe, clip),
    deadlineAt: row.deadline_at,
    checkpoint: row.checkpoint,
    failure: row.failure,
    job,
    clip,
    askedSeed: row.asked_seed,
    currentSeed: clip.rootVersion === 1 ? clip.seed : row.current_seed,
  };
}

function toRecipe(row: ChangeRow['recipe'], clip: ClipRecord): FootageRecipe | null {
  const drawn = readDrawn(row?.adjustments ?? null);
  if (row === null || drawn === null) return null;
  const { footageVersion, footage, prompt } = row;
  const footagePrompt = prompt ?? (footageVersion === 1 ? clip.prompt : null);
  return { ...drawn, footageVersion, footageKey: footageKey(footage, clip), footagePrompt };
}

async function readRunJob(db: PrismaClient, { id, fence }: Claim): Promise<JobRecord | null> {
  const [row] = await db.$queryRaw<unknown[]>`SELECT * FROM run_job(${id}::uuid, ${fence}::int)`;
  return row === undefined ? null : toRecord(jobRowSchema.parse(row));
}
