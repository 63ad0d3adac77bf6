import { ApiError, type ApiErrorCode } from '../../../core/errors.js';
import type { Admission } from '../../../core/regeneration/admission.js';
import type { ApiContext } from '../context.js';

type Refusal = Exclude<Admission, { regenerationId: string }>;

const REFUSAL_SENTENCES: Record<Refusal['outcome'], string> = {
  NOT_FOUND: 'There is no such video.',
  FORBIDDEN: 'This video belongs to somebody else.',
  REGENERATION_IN_PROGRESS: 'Another change of this video is still running. Wait for it, then ask again.',
  JOB_NOT_COMPLETED: 'This video is not finished yet; its clips can be edited once it is.',
  QUOTE_STALE: 'This clip has changed meanwhile. Ask again.',
  RATE_LIMITED: 'The hourly limit of changes is reached.',
  BUDGET_EXCEEDED: "This would exceed the video's budget.",
  IDEMPOTENCY_KEY_REUSED: 'This idempotency key was used for another request.',
};

/** What the caller is told of a refused admission. */
export function refusal({ outcome, retryAfterSeconds: wait }: Refusal, { limits }: ApiContext): ApiError {
  const code: ApiErrorCode = outcome;
  if (code === 'RATE_LIMITED') {
    const sentence = `${REFUSAL_SENTENCES.RATE_LIMITED} The next one is possible in ${Math.ceil(wait / 60)} min.`;
    return new ApiError(code, sentence, { retryAfter: wait });
  }
  if (code === 'BUDGET_EXCEEDED') {
    return new ApiError(code, `This would exceed the video's budget of $${limits.budgetUsd}.`);
  }
  return new ApiError(code, REFUSAL_SENTENCES[outcome]);
}

export function keyReused(): ApiError {
  return new ApiError('IDEMPOTENCY_KEY_REUSED', REFUSAL_SENTENCES.IDEMPOTENCY_KEY_REUSED);
}
