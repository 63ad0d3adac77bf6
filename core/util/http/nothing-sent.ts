/** No connection was made. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A request failed before its connection was there, whatever the reason. */
export class NotConnected extends Error {
  /** As systems call it. */
  readonly code: string;

  constructor(cause: unknown) {
    const code = connectionCode(cause) ?? 'UND_ERR_CONNECT_TIMEOUT';
    super(`There is no connection (${code})`, { cause });
    this.name = 'NotConnected';
    this.code = code;
  }
}

/** Whether a failed request proves that nothing was sent, so that nothing can be charged for it. */
export function isNothingSent(error: unknown): boolean {
  if (error instanceof NotConnected) return true;
  const code = connectionCode(error);
  return code !== null && NOT_CONNECTED.has(code);
}

/** The code of a failed connection, below the errors of packages and of fetch; null if there is none. */
export function connectionCode(error: unknown): string | null {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return typeof cause === 'object' && cause !== null ? connectionCode(cause) : null;
}
