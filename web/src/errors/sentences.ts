import type { RegenerationErrorCode } from '../generated/graphql.js';
import { formatEstimate } from '../format/time.js';
import { isKey, t } from '../languages/t.js';

/** The code of a refused request; docs/protocol.md lists them. */
type ApiErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'JOB_NOT_COMPLETED'
  | 'REGENERATION_IN_PROGRESS'
  | 'OFFER_EXPIRED'
  | 'QUOTE_STALE'
  | 'VERSION_CONFLICT'
  | 'VERSION_GONE'
  | 'NOTHING_TO_UNDO'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'CLIP_REPEATED'
  | 'LIMIT_REACHED'
  | 'BUDGET_EXCEEDED'
  | 'CONFLICT'
  | 'TOO_LARGE'
  | 'RATE_LIMITED'
  | 'INTERNAL_SERVER_ERROR'
  | 'SERVICE_UNAVAILABLE'
  | 'INSUFFICIENT_STORAGE';

/** What goes wrong before the API could answer. */
type TransportErrorCode = 'UNREACHABLE' | 'UNREADABLE_ANSWER';

export type ErrorCode = ApiErrorCode | RegenerationErrorCode | TransportErrorCode;

/** Everything that can go wrong has a sentence for the user: the compiler refuses a catalog without it. */
type Sentence = `error.${ErrorCode}`;

/** The sentence of a code; of INTERNAL_SERVER_ERROR for one this version of the page does not know. */
export function sentenceFor(code: string, retryAfterSeconds?: number): string {
  const key = `error.${code}`;
  const sentence = t(isKey(key) ? (key as Sentence) : 'error.INTERNAL_SERVER_ERROR');
  return retryAfterSeconds === undefined
    ? sentence
    : t('error.tryAgainIn', { sentence, time: formatEstimate(retryAfterSeconds) });
}
