import type { RegenerationErrorCode } from '../generated/graphql.js';
import { formatEstimate } from '../format/time.js';

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

/** Everything that can go wrong, in words for the user. */
export const SENTENCES: Record<ErrorCode, string> = {
  UNAUTHENTICATED: 'Your session has ended. Sign in again to go on.',
  FORBIDDEN: 'This video belongs to somebody else.',
  NOT_FOUND: 'This video or clip no longer exists.',
  BAD_USER_INPUT: 'Tell me in words what to change, for example “make it night”.',
  JOB_NOT_COMPLETED: 'The clips of this video cannot be changed now.',
  REGENERATION_IN_PROGRESS: 'This video is being changed. Try again when that is done.',
  OFFER_EXPIRED: 'This offer is no longer open. Say it again to get a new one.',
  QUOTE_STALE:
    'The clip or its price has changed since this offer was made. Ask for a new one; nothing was spent.',
  VERSION_CONFLICT:
    'This video was changed elsewhere meanwhile, so nothing was done. You see it now as it is.',
  VERSION_GONE: 'The files of this version are no longer kept, so it cannot come back.',
  NOTHING_TO_UNDO: 'There is nothing to take back any more.',
  IDEMPOTENCY_KEY_REUSED: 'This offer was already used. Ask for a new one.',
  CLIP_REPEATED: 'Each clip can be changed once at a time.',
  LIMIT_REACHED: 'The queue of this video is full. Remove something from it, or wait until a change is done.',
  BUDGET_EXCEEDED: 'This change would go over the budget of the video, so it was not started.',
  CONFLICT: 'This import is already under way.',
  TOO_LARGE: 'This is larger than the server takes.',
  RATE_LIMITED: 'You have reached a limit.',
  INTERNAL_SERVER_ERROR: 'Something went wrong on the server. Your video is unchanged.',
  SERVICE_UNAVAILABLE: 'The server cannot do this at the moment.',
  INSUFFICIENT_STORAGE: 'The server has too little disk space left.',
  PROMPT_MODEL_FAILED: 'The instruction could not be turned into a new prompt.',
  VIDEO_MODEL_FAILED: 'The new clip could not be generated.',
  CONTENT_REJECTED: 'The video model refused this instruction. Try other words.',
  RECOMPOSITION_FAILED: 'The new clip could not be put into the video.',
  STORAGE_FAILED: 'The result could not be stored.',
  TIMEOUT: 'This took too long and was stopped.',
  INFRASTRUCTURE: 'The machine that was working on this clip was lost.',
  UNREACHABLE: 'The server cannot be reached. Check your connection and try again.',
  UNREADABLE_ANSWER: 'The server gave an answer that this page does not understand. Try again in a moment.',
};

/** The sentence of a code; of INTERNAL_SERVER_ERROR for one this version of the page does not know. */
export function sentenceFor(code: string, retryAfterSeconds?: number): string {
  const sentence = Object.hasOwn(SENTENCES, code)
    ? SENTENCES[code as ErrorCode]
    : SENTENCES.INTERNAL_SERVER_ERROR;
  return retryAfterSeconds === undefined
    ? sentence
    : `${sentence} Try again in ${formatEstimate(retryAfterSeconds)}.`;
}
