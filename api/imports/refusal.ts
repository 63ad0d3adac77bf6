/** HTTP status of each code that a refused request of an import carries. */
const STATUS = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
} as const;

/** Why a request of an import is refused; the message is shown to people as it is. */
export class ImportRefusal extends Error {
  readonly status: number;

  constructor(
    readonly code: keyof typeof STATUS,
    message: string,
  ) {
    super(message);
    this.name = 'ImportRefusal';
    this.status = STATUS[code];
  }
}
