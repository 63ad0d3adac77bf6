import { z } from 'zod';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { NOTHING_TAKEN_OVER, type TakenOver } from '../../../core/quote/estimate.js';
import type { ClipRecord, JobRecord } from '../../../core/job/job-record.js';
import { makeQuote, type Quote } from '../../../core/quote/quote.js';
import type { QuoteWarning } from '../../../core/quote/quote-warnings.js';
import type { QuotedFor } from '../../../core/quote/quote-token.js';
import {
  describeHold,
  findHold,
  type AdmissionLimits,
  type Hold,
  type RegenerationRequest,
} from '../../../core/regeneration/admission.js';
import {
  asksForMore,
  matchTemplates,
  templateById,
  type Template,
} from '../../../core/templates/templates.js';
import { clipOf, ownFinishedJob } from '../access.js';
import type { ApiContext } from '../context.js';
import type { RegenerationQuoteType } from './quote.type.js';

/** What would be done for a request: its clip, the model that makes it, and the quote. */
export interface Plan extends QuotedFor {
  quote: Quote;
}

export async function planRegeneration(
  context: ApiContext,
  job: JobRecord,
  request: RegenerationRequest,
): Promise<Plan> {
  const { db, promptModel, rateCard } = context;
  const { userId, instruction, history, retryOf } = request;
  const clip = clipOf(job, request.clipIndex);
  const videoModel = context.videoModelFor(job.videoModel);
  const quote = makeQuote(job, clip, instruction, {
    videoModel,
    promptModel,
    rateCard,
    history: await context.costHistories.of({ videoModel, promptModel }),
    budgetUsd: context.limits.budgetUsd,
    takenOver: retryOf === null ? NOTHING_TAKEN_OVER : await takenOver(db, retryOf, clip),
    lastInstruction: await lastInstruction(db, clip, instruction, history),
  });
  return { userId, clip, instruction, videoModel, quote };
}

/** What the assistant would do, and for how much. */
export async function quoteRegeneration(
  context: ApiContext,
  request: RegenerationRequest,
): Promise<RegenerationQuoteType> {
  const { db, limits, quotes } = context;
  const job = await ownFinishedJob(context, request.jobId);
  const plan = await planRegeneration(context, job, request);
  const { reply, templates, estimatedCost, estimatedSeconds } = plan.quote;
  const hold = await findHold(db, { ...request, estimatedCost }, limits);
  const warnings = [...(hold === null ? [] : [holdWarning(hold, limits)]), ...plan.quote.warnings];
  const issued = await quotes.issue(plan, plan.quote);
  return { ...issued, reply, templates, estimatedCost, estimatedTime: estimatedSeconds, warnings };
}

function holdWarning(hold: Hold, limits: AdmissionLimits): QuoteWarning {
  const until = new Date(Date.now() + hold.retryAfterSeconds * 1000);
  return { code: 'RATE_LIMITED', message: describeHold(hold, limits), until };
}

/** Whether a part of a checkpoint is there. */
const isThere = z
  .object({})
  .nullish()
  .transform((part) => part !== null && part !== undefined);
const checkpointSchema = z.object({ prompt: isThere, clip: isThere });

/** What the admission takes over from an earlier try, as long as the clip is still the one that it began with. */
async function takenOver(db: PrismaClient, retryOf: string, clip: ClipRecord): Promise<TakenOver> {
  const earlier = await db.clipRegeneration.findUnique({
    where: { id: retryOf, baseVersionNumber: clip.versionNumber },
    select: { checkpoint: true },
  });
  return checkpointSchema.parse(earlier?.checkpoint ?? {});
}

/**
 * What "a bit more" refers to: the templates of the last instruction in the conversation or, where that holds none, of
 * the change that made the clip's current footage. Empty for an instruction that stands by itself.
 */
async function lastInstruction(
  db: PrismaClient,
  clip: ClipRecord,
  instruction: string,
  history: RegenerationRequest['history'],
): Promise<Template[]> {
  if (!asksForMore(instruction)) return [];
  const said = history.findLast(({ role, content }) => role === 'USER' && !asksForMore(content));
  if (said !== undefined) return matchTemplates(said.content);
  const [last] = await db.$queryRaw<{ templates: string[] }[]>`
    SELECT templates FROM change_behind(${clip.jobId}::uuid, ${clip.clipIndex}::int, ${clip.versionNumber}::int)`;
  return last?.templates.flatMap((id) => templateById(id) ?? []) ?? [];
}
