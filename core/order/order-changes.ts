import type { PrismaClient } from '../../prisma/generated/client.js';
import { storedLooks } from '../adjustments/recipe.js';
import { ApiError } from '../errors.js';
import { sumOfCosts } from '../quote/pricing.js';
import type { QuotedChanges } from '../quote/quote-token.js';
import {
  chargedClips,
  describeHold,
  findHold,
  type Admission,
  type Admissions,
  type Admitted,
  type PlannedChanges,
  type RequestMessage,
  type Refused,
} from '../regeneration/admission.js';
import { crashPoint } from '../regeneration/crash-point.js';
import { lastMessages, type ChangesRequest } from './changes-request.js';
import { clipsInWords } from './clips-in-words.js';
import { findOwnFinishedJob } from './own-job.js';
import { planChanges } from './plan-changes.js';
import { replyTo, type QuoteDeps } from './quote-changes.js';

/** What ordering changes needs. */
export interface OrderDeps extends QuoteDeps {
  admissions: Pick<Admissions, 'admit'>;
}

/** Admits changes, all or none; every rejection is an ApiError with the contract's code. The caller wakes the dispatcher. */
export async function orderChanges(deps: OrderDeps, request: ChangesRequest): Promise<Admitted> {
  const admission = await admit(deps, request).catch(async (error: unknown) => {
    // The key comes first, whatever has become of the clips since it was used.
    const replayed = await findReplay(deps.db, request);
    if (replayed === null) throw error;
    return replayed;
  });
  if ('regenerationId' in admission) return admission;
  // Its files may have been removed since it was read; then the job says so in its own words.
  if (admission.outcome === 'JOB_NOT_COMPLETED')
    await findOwnFinishedJob(deps, request.userId, request.jobId);
  throw rejection(admission, request, deps);
}

async function admit(deps: OrderDeps, request: ChangesRequest): Promise<Admission> {
  if (request.changes.length === 0)
    throw new ApiError(
      'BAD_USER_INPUT',
      'All of it was tried again already. Say it once more to have it made again.',
    );
  const plan = await confirmedPlan(deps, request);
  crashPoint('before-admit');
  const planned = plannedChanges(request, plan);
  const admission = await deps.admissions.admit(planned, deps.limits);
  crashPoint('after-admit');
  if (admission.outcome === 'RATE_LIMITED') throw await rateLimited(deps, planned, admission);
  return admission;
}

/** What would be done, which must be what was quoted. The hourly limits are checked by the admission. */
export async function confirmedPlan(deps: QuoteDeps, request: ChangesRequest): Promise<QuotedChanges> {
  const job = await findOwnFinishedJob(deps, request.userId, request.jobId);
  const plan = await planChanges(deps, job, request);
  return request.quoteToken === null ? plan : await deps.quotes.check(request.quoteToken, plan);
}

async function rateLimited(
  { db, limits }: OrderDeps,
  request: PlannedChanges,
  { retryAfterSeconds: retryAfter }: Refused,
): Promise<ApiError> {
  // Null where the limit let go meanwhile.
  const hold = await findHold(db, { ...request, clips: chargedClips(request.changes) }, limits);
  const message = hold === null ? SENTENCES.RATE_LIMITED : describeHold(hold, limits);
  return new ApiError('RATE_LIMITED', message, { retryAfter });
}

function plannedChanges(
  { history, quoteToken: _, queuedId: _queued, changes: _asked, ...request }: ChangesRequest,
  plan: QuotedChanges,
): PlannedChanges {
  const createdAt = new Date().toISOString();
  const { changes, cost, discount, seconds } = plan;
  const said: RequestMessage[] = [
    { role: 'USER', content: instructionOf(plan) },
    { role: 'ASSISTANT', content: replyTo(plan) },
  ];
  const clips = clipsInWords(changes.map(({ clip }) => clip.clipIndex));
  const [{ quote: only }] = changes as [QuotedChanges['changes'][number]];
  // The database takes the discount off itself.
  const { total } = sumOfCosts(
    changes.map(({ quote }) => quote.estimatedCost),
    0,
  );
  return {
    ...request,
    changes: changes.map(({ clip, kept, action, videoModel, takes, prompt, seed, quote }) => ({
      // Without the clips that it is for: a model that reads "to clip 8" may show it.
      ...{ clipIndex: clip.clipIndex, instruction: kept, action, videoModel, takes },
      originalPrompt: clip.currentPrompt ?? '',
      ...(prompt !== null && { prompt }),
      ...(seed !== null && { seed }),
      templates: quote.templates.map((template) => template.id),
      ...(quote.recipe !== null && {
        adjustments: storedLooks(quote.recipe),
        footageVersion: quote.recipe.footageVersion,
      }),
      baseVersionNumber: clip.versionNumber,
      estimatedCost: { ...quote.estimatedCost, list: quote.list },
    })),
    conversation: lastMessages([...history, ...said]).map((message) => ({ ...message, createdAt })),
    estimatedCost: { ...cost, total, ...(changes.length === 1 ? { list: only.list } : { discount }) },
    discount,
    estimatedSeconds: seconds,
    message: `${clips} ${changes.length === 1 ? 'is' : 'are'} queued.`,
  };
}

/** In the user's words: of several clips, a line for each. */
function instructionOf({ changes }: QuotedChanges): string {
  if (changes.length === 1) return changes[0]!.instruction;
  return changes.map(({ clip, instruction }) => `Clip ${clip.clipIndex + 1}: ${instruction}`).join('\n');
}

/** The same key and input answer with the same regeneration, whatever has become of the clips since. */
async function findReplay(
  db: PrismaClient,
  { userId, idempotencyKey, inputHash }: ChangesRequest,
): Promise<Admission | null> {
  if (idempotencyKey === null) return null;
  const known = await db.clipRegeneration.findUnique({
    where: { userId_idempotencyKey: { userId, idempotencyKey } },
    select: { id: true, inputHash: true },
  });
  if (known === null) return null;
  if (known.inputHash !== inputHash)
    return { outcome: 'IDEMPOTENCY_KEY_REUSED', retryAfterSeconds: 0, clipIndex: null };
  return { outcome: 'REPLAYED', regenerationId: known.id };
}

const SENTENCES: Record<Refused['outcome'], string> = {
  NOT_FOUND: 'There is no such video.',
  FORBIDDEN: 'This video belongs to somebody else.',
  REGENERATION_IN_PROGRESS: 'Another change of this video is still running. Wait for it, then ask again.',
  JOB_NOT_COMPLETED: 'This video is not finished yet; its clips can be edited once it is.',
  QUOTE_STALE: 'This clip has changed meanwhile. Ask again.',
  RATE_LIMITED: 'Too many changes were asked for. Try again.',
  BUDGET_EXCEEDED: "This would exceed the video's budget",
  CLIP_REPEATED: 'A clip can be changed once at a time.',
  IDEMPOTENCY_KEY_REUSED: 'This idempotency key was used for another request.',
};

/** What the caller reads of a refused admission; among several clips the one that refuses all is named. */
function rejection(
  { outcome, clipIndex }: Refused,
  { changes }: ChangesRequest,
  { limits }: OrderDeps,
): ApiError {
  if (outcome === 'BUDGET_EXCEEDED')
    return new ApiError(outcome, `${SENTENCES[outcome]} of $${limits.budgetUsd}.`);
  const named = clipIndex === null || changes.length === 1 ? '' : `Clip ${clipIndex + 1}: `;
  return new ApiError(outcome, named + SENTENCES[outcome]);
}
