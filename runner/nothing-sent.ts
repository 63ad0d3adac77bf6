/** No connection was made. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a failed request proves that nothing was sent, so that nothing can be charged for it. */
export function isNothingSent(error: unknown): boolean {
  const code = connectionCode(error);
  return code !== null && NOT_CONNECTED.has(code);
}

/** The code of a failed connection, below the errors of packages and of fetch; null if there is none. */
export function connectionCode(error: unknown): string | null {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return typeof cause === 'object' && cause !== null ? connectionCode(cause) : null;
}
