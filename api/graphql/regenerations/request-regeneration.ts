import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { NOTHING_TAKEN_OVER, type TakenOver } from '../../../core/quote/estimate.js';
import { crashPoint } from '../../../core/util/crash-point.js';
import { ApiError } from '../../../core/errors.js';
import type { ClipRecord, JobRecord } from '../../../core/job/job-record.js';
import { parseInstruction } from '../../../core/quote/instruction.js';
import { makeQuote, type Quote } from '../../../core/quote/quote.js';
import {
  retryAfterSeconds,
  type Admission,
  type AdmissionRequest,
} from '../../../core/regeneration/admission.js';
import { clipOf, ownFinishedJob } from '../access.js';
import type { ApiContext } from '../context.js';
import type {
  MessageInput,
  RegenerateClipInput,
  RegenerateClipPayload,
  RegenerationQuoteType,
} from './quote.type.js';
import { lastInstruction } from './last-instruction.js';
import { keyReused, refusal } from './refusal.js';
import { ownPayload, ownRegeneration } from './regeneration-query.js';
import { MessageRole, RegenerationStatusEnum } from './regeneration.type.js';

/** Messages of a conversation that are kept (product.md point 5). */
const KEPT_MESSAGES = 5;
const MAX_MESSAGE_LENGTH = 4000;
const MAX_IDEMPOTENCY_KEY_LENGTH = 200;

interface Question {
  jobId: string;
  clipIndex: number;
  instruction: string;
  conversationHistory?: MessageInput[] | null;
}

interface Asked {
  job: JobRecord;
  clip: ClipRecord;
  instruction: string;
  quote: Quote;
  videoModel: string;
  /** The last messages that came with the request. */
  history: MessageInput[];
}

/** The clip that is asked about, and what would be done with it. `retryAfter`: seconds until the limits admit it. */
async function ask(
  context: ApiContext,
  question: Question,
  more: {
    retryAfter?: (job: JobRecord) => Promise<number>;
    takenOver?: (clip: ClipRecord) => Promise<TakenOver>;
  },
): Promise<Asked> {
  const instruction = parseInstruction(question.instruction);
  const job = await ownFinishedJob(context, question.jobId);
  const clip = clipOf(job, question.clipIndex);
  const history = lastMessages(question.conversationHistory ?? []);
  const videoModel = context.videoModelFor(job.videoModel);
  const { promptModel, rateCard } = context;
  const quote = makeQuote(job, clip, instruction, {
    videoModel,
    promptModel,
    rateCard,
    history: await context.costHistories.of({ videoModel, promptModel }),
    budgetUsd: context.limits.budgetUsd,
    takenOver: (await more.takenOver?.(clip)) ?? NOTHING_TAKEN_OVER,
    retryAfterSeconds: (await more.retryAfter?.(job)) ?? 0,
    lastInstruction: await lastInstruction(context.db, clip, instruction, history),
  });
  return { job, clip, instruction, quote, videoModel, history };
}

/** What the assistant would do, and for how much. */
export async function quoteRegeneration(
  context: ApiContext,
  question: Question,
): Promise<RegenerationQuoteType> {
  const { db, viewer, limits } = context;
  const { clip, instruction, quote, videoModel } = await ask(context, question, {
    retryAfter: async (job) => await retryAfterSeconds(db, viewer.id, job.id, limits),
  });
  return {
    token: await context.quotes.issue({ userId: viewer.id, clip, instruction, videoModel }, quote),
    reply: quote.reply,
    templates: quote.templates,
    estimatedCost: quote.estimatedCost,
    estimatedTime: quote.estimatedSeconds,
    warnings: quote.warnings,
  };
}

/** Admits a regeneration and wakes the dispatcher; every refusal carries the contract's code. */
export async function requestRegeneration(
  context: ApiContext,
  input: RegenerateClipInput,
  retryOf: string | null = null,
): Promise<RegenerateClipPayload> {
  checkIdempotencyKey(input.idempotencyKey);
  const asked = await confirmQuote(context, input, retryOf).catch(async (error: unknown) => {
    // The key comes first, whatever has become of the clip since it was used.
    const replayed = await findReplay(context, input);
    if (replayed === null) throw error;
    return replayed;
  });
  if ('regenerationId' in asked) return asked;
  crashPoint('before-admit');
  const admission = await admit(context, input, asked, retryOf);
  crashPoint('after-admit');
  if (!('regenerationId' in admission)) {
    // Its files may have been removed since it was read; then the job says so in its own words.
    if (admission.outcome === 'JOB_NOT_COMPLETED') await ownFinishedJob(context, asked.job.id);
    throw refusal(admission, context);
  }
  const { regenerationId, outcome } = admission;
  context.log.info(
    { regeneration: regenerationId, job: input.jobId, outcome },
    'A regeneration was asked for',
  );
  if (outcome === 'ADMITTED') context.nudgeDispatcher();
  return await ownPayload(context.db, regenerationId, context.viewer.id);
}

/** What would be done, which must be what was quoted. The limits are the admission's to judge. */
async function confirmQuote(
  context: ApiContext,
  input: RegenerateClipInput,
  retryOf: string | null,
): Promise<Asked> {
  const takenOver = async (clip: ClipRecord): Promise<TakenOver> => await leftBy(context.db, retryOf, clip);
  const asked = await ask(context, input, { takenOver });
  if (typeof input.quoteToken !== 'string') return asked;
  const { clip, instruction, quote, videoModel } = asked;
  const quotedFor = { userId: context.viewer.id, clip, instruction, videoModel };
  return { ...asked, quote: await context.quotes.check(input.quoteToken, quotedFor, quote) };
}

/** Whether a part of a checkpoint is there. */
const left = z
  .object({})
  .nullish()
  .transform((part) => part !== null && part !== undefined);
const leftSchema = z.object({ prompt: left, clip: left });

/** What the admission takes over from an earlier try, as long as the clip is still the one that it began with. */
async function leftBy(db: PrismaClient, retryOf: string | null, clip: ClipRecord): Promise<TakenOver> {
  if (retryOf === null) return NOTHING_TAKEN_OVER;
  const earlier = await db.clipRegeneration.findUnique({
    where: { id: retryOf, baseVersionNumber: clip.versionNumber },
    select: { checkpoint: true },
  });
  return leftSchema.parse(earlier?.checkpoint ?? {});
}

/** The same clip and instruction again, after a failure or a cancel; finished steps are taken over. */
export async function retryRegeneration(
  context: ApiContext,
  id: string,
  idempotencyKey: string | null,
): Promise<RegenerateClipPayload> {
  const { status, error, jobId, clipIndex, instruction, conversation } = await ownRegeneration(
    context.db,
    id,
    context.viewer.id,
  );
  if (status !== RegenerationStatusEnum.FAILED && status !== RegenerationStatusEnum.CANCELED) {
    throw new ApiError('BAD_USER_INPUT', 'Only a change that failed or was canceled can be tried again.');
  }
  if (error?.retryable === false) {
    const sentence = "The video model's content rules refused exactly this. Put it in other words.";
    throw new ApiError('BAD_USER_INPUT', sentence);
  }
  const input = { jobId, clipIndex, instruction, conversationHistory: conversation, idempotencyKey };
  return await requestRegeneration(context, input, id);
}

async function admit(
  context: ApiContext,
  input: RegenerateClipInput,
  asked: Asked,
  retryOf: string | null,
): Promise<Admission> {
  const { job, clip, instruction, quote, videoModel } = asked;
  return await context.admissions.admit(
    {
      userId: context.viewer.id,
      jobId: job.id,
      clipIndex: clip.clipIndex,
      instruction,
      conversation: keptConversation(asked),
      idempotencyKey: input.idempotencyKey ?? null,
      inputHash: hashInput(input),
      originalPrompt: clip.currentPrompt ?? '',
      templates: quote.templates.map((template) => template.id),
      videoModel,
      baseVersionNumber: clip.versionNumber,
      estimatedCost: { ...quote.estimatedCost, list: quote.list },
      estimatedSeconds: quote.estimatedSeconds,
      message: `Clip ${clip.clipIndex + 1} is queued.`,
      retryOf,
    },
    context.limits,
  );
}

/** The same key and input answer with the same regeneration, whatever has become of the clip since. */
async function findReplay(
  context: ApiContext,
  input: RegenerateClipInput,
): Promise<RegenerateClipPayload | null> {
  if (typeof input.idempotencyKey !== 'string') return null;
  const known = await context.db.clipRegeneration.findUnique({
    where: { userId_idempotencyKey: { userId: context.viewer.id, idempotencyKey: input.idempotencyKey } },
    select: { id: true, inputHash: true },
  });
  if (known === null) return null;
  if (known.inputHash !== hashInput(input)) throw keyReused();
  return await ownPayload(context.db, known.id, context.viewer.id);
}

function hashInput(input: RegenerateClipInput): string {
  const parts = [input.jobId, input.clipIndex, input.instruction.trim()];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function checkIdempotencyKey(key: string | null | undefined): void {
  if (typeof key !== 'string') return;
  // PostgreSQL's JSON takes neither NUL nor half a surrogate pair.
  const isStorable = !key.includes('\0') && !/\p{Cs}/u.test(key);
  if (key === '' || key.length > MAX_IDEMPOTENCY_KEY_LENGTH || !isStorable) {
    throw new ApiError(
      'BAD_USER_INPUT',
      `idempotencyKey must have 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters, none of them NUL or half of a pair.`,
    );
  }
}

function lastMessages(history: MessageInput[]): MessageInput[] {
  return history
    .slice(-KEPT_MESSAGES)
    .map(({ role, content }) => ({ role, content: content.slice(0, MAX_MESSAGE_LENGTH) }));
}

/** The last messages, closed by this request and what the assistant said it would do. */
function keptConversation({ history, instruction, quote }: Asked): AdmissionRequest['conversation'] {
  const createdAt = new Date().toISOString();
  const asked = { role: MessageRole.USER, content: instruction };
  const said = { role: MessageRole.ASSISTANT, content: quote.reply };
  return lastMessages([...history, asked, said]).map((message) => ({ ...message, createdAt }));
}
