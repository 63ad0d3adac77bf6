/**
 * The one list of error codes.
 *
 * `ApiErrorCode` is the code of an API error, in GraphQL's `extensions.code` and in the `error.code` of other routes; `RegenerationErrorCode` is the code of a regeneration that ended
 * in FAILED. The public contract (schema.graphql) fixes both.
 */

/** HTTP status of each code; GraphQL has it in `extensions.status` too. */
export const API_ERROR_STATUS = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  JOB_NOT_COMPLETED: 400,
  REGENERATION_IN_PROGRESS: 409,
  QUOTE_STALE: 409,
  OFFER_EXPIRED: 409,
  IDEMPOTENCY_KEY_REUSED: 409,
  CLIP_REPEATED: 400,
  VERSION_CONFLICT: 409,
  VERSION_GONE: 410,
  NOTHING_TO_UNDO: 400,
  LIMIT_REACHED: 409,
  BUDGET_EXCEEDED: 402,
  CONFLICT: 409,
  TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
  INSUFFICIENT_STORAGE: 507,
} as const;

export type ApiErrorCode = keyof typeof API_ERROR_STATUS;

/** A rejection for the caller: its message is shown to people as it is. */
export class ApiError extends Error {
  constructor(
    readonly code: ApiErrorCode,
    message: string,
    /** Further `extensions`, e.g. `{ retryAfter: seconds }` with RATE_LIMITED and SERVICE_UNAVAILABLE. */
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export const REGENERATION_ERROR_CODES = [
  'PROMPT_MODEL_FAILED',
  'VIDEO_MODEL_FAILED',
  'CONTENT_REJECTED',
  'RECOMPOSITION_FAILED',
  'STORAGE_FAILED',
  'TIMEOUT',
  'INFRASTRUCTURE',
  'BUDGET_EXCEEDED',
] as const;

export type RegenerationErrorCode = (typeof REGENERATION_ERROR_CODES)[number];

/**
 * Why a step of a regeneration failed, in a sentence for the user. Technical detail belongs in `cause`, which is logged
 * and never shown.
 */
export class RegenerationFailure extends Error {
  constructor(
    readonly code: RegenerationErrorCode,
    message: string,
    /** `transient`: the same step may succeed if the runner repeats it at once (it does, up to 3 times). */
    readonly options: { transient?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'RegenerationFailure';
  }
}

/** Closes an exhaustive switch: the compiler rejects the call while a case is missing. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
