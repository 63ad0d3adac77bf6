import { ApiError } from '../../../core/errors.js';
import {
  describeHold,
  findHold,
  type Admission,
  type PlannedRequest,
  type Refused,
  type RegenerationRequest,
} from '../../../core/regeneration/admission.js';
import { crashPoint } from '../../../core/regeneration/crash-point.js';
import { ownFinishedJob } from '../access.js';
import type { ApiContext } from '../context.js';
import { planRegeneration, type Plan } from './plan-regeneration.js';
import type { RegenerateClipPayload } from './quote.type.js';
import { ownPayload, ownRegeneration } from './regeneration-query.js';
import { lastMessages, retryRequest } from './regeneration-request.js';
import { RegenerationStatusEnum } from './regeneration.type.js';

/** Admits a regeneration and wakes the dispatcher; every rejection carries the contract's code. */
export async function requestRegeneration(
  context: ApiContext,
  request: RegenerationRequest,
): Promise<RegenerateClipPayload> {
  const { log, nudgeDispatcher } = context;
  const { jobId } = request;
  const admission = await admit(context, request).catch(async (error: unknown) => {
    // The key comes first, whatever has become of the clip since it was used.
    const replayed = await findReplay(context, request);
    if (replayed === null) throw error;
    return replayed;
  });
  if (!('regenerationId' in admission)) {
    // Its files may have been removed since it was read; then the job says so in its own words.
    if (admission.outcome === 'JOB_NOT_COMPLETED') await ownFinishedJob(context, jobId);
    throw rejection(admission, context);
  }
  const { regenerationId, outcome } = admission;
  log.info({ regeneration: regenerationId, job: jobId, outcome }, 'A regeneration was requested');
  if (outcome === 'ADMITTED') nudgeDispatcher();
  return await ownPayload(context, regenerationId);
}

/** The same clip and instruction again, after a failure or a cancellation. */
export async function retryRegeneration(
  context: ApiContext,
  id: string,
  idempotencyKey: string | null,
): Promise<RegenerateClipPayload> {
  const ended = await ownRegeneration(context, id);
  if (![RegenerationStatusEnum.FAILED, RegenerationStatusEnum.CANCELED].includes(ended.status)) {
    throw new ApiError('BAD_USER_INPUT', 'Only a change that failed or was canceled can be tried again.');
  }
  if (ended.kind === 'RESTORE') {
    const sentence = 'Nothing of a restore is kept for another try. Restore the version again.';
    throw new ApiError('BAD_USER_INPUT', sentence);
  }
  if (ended.error?.retryable === false) {
    const sentence = "The video model's content rules refused exactly this. Put it in other words.";
    throw new ApiError('BAD_USER_INPUT', sentence);
  }
  return await requestRegeneration(context, retryRequest(context.viewer.id, ended, idempotencyKey));
}

async function admit(context: ApiContext, request: RegenerationRequest): Promise<Admission> {
  const plan = await confirmedPlan(context, request);
  crashPoint('before-admit');
  const plannedRequest = planned(request, plan);
  const admission = await context.admissions.admit(plannedRequest, context.limits);
  crashPoint('after-admit');
  if (admission.outcome === 'RATE_LIMITED') {
    throw await rateLimited(context, plannedRequest, admission.retryAfterSeconds);
  }
  return admission;
}

async function rateLimited(
  { db, limits }: ApiContext,
  request: PlannedRequest,
  retryAfter: number,
): Promise<ApiError> {
  // Null where the limit let go meanwhile.
  const hold = await findHold(db, request, limits);
  const message = hold === null ? SENTENCES.RATE_LIMITED : describeHold(hold, limits);
  return new ApiError('RATE_LIMITED', message, { retryAfter });
}

/** What would be done, which must be what was quoted. The hourly limits are checked by the admission. */
async function confirmedPlan(context: ApiContext, request: RegenerationRequest): Promise<Plan> {
  const job = await ownFinishedJob(context, request.jobId);
  const plan = await planRegeneration(context, job, request);
  if (request.quoteToken === null) return plan;
  return { ...plan, quote: await context.quotes.check(request.quoteToken, plan, plan.quote) };
}

export function planned(
  { history, quoteToken: _, ...request }: RegenerationRequest,
  { clip, videoModel, quote }: Plan,
): PlannedRequest {
  const createdAt = new Date().toISOString();
  const said = [
    { role: 'USER', content: request.instruction },
    { role: 'ASSISTANT', content: quote.reply },
  ] as const;
  return {
    ...request,
    conversation: lastMessages([...history, ...said]).map((message) => ({ ...message, createdAt })),
    originalPrompt: clip.currentPrompt ?? '',
    templates: quote.templates.map((template) => template.id),
    videoModel,
    baseVersionNumber: clip.versionNumber,
    estimatedCost: { ...quote.estimatedCost, list: quote.list },
    estimatedSeconds: quote.estimatedSeconds,
    message: `Clip ${clip.clipIndex + 1} is queued.`,
  };
}

/** The same key and input answer with the same regeneration, whatever has become of the clip since. */
async function findReplay(
  { db }: ApiContext,
  { userId, idempotencyKey, inputHash }: RegenerationRequest,
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

/** What the caller reads of a refused admission. */
function rejection({ outcome }: Refused, { limits }: ApiContext): ApiError {
  const sentence = SENTENCES[outcome];
  return new ApiError(
    outcome,
    outcome === 'BUDGET_EXCEEDED' ? `${sentence} of $${limits.budgetUsd}.` : sentence,
  );
}
