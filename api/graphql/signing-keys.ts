import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JSONWebKeySet } from 'jose';
import type { Logger } from 'pino';
import { ApiError } from '../../core/errors.js';

/** Known keys stay good for this long while the provider is away. */
const KEPT_MS = 3_600_000;
/** The provider is asked this often though nobody needs a key: a key that it takes back is gone by then. */
const LOOK_EVERY_MS = 60_000;
/** After a failure requests fail at once for this long; then the provider is asked again. */
const RETRY_MS = 5_000;
/** An answer of the provider takes no longer; its keys are a few hundred bytes. */
const ANSWER_MS = 5_000;

/**
 * The public keys of an identity provider (JWKS). While they cannot be fetched, a token is neither good nor bad:
 * SERVICE_UNAVAILABLE, one line in the log, and a problem until the provider answers again.
 */
export class SigningKeys {
  /** Finds a token's key, for jose. */
  readonly keyOf: ReturnType<typeof createRemoteJWKSet>;
  private readonly timer: NodeJS.Timeout;
  private found: string | null = null;
  private failedAt = -Infinity;
  private askedAt = -Infinity;

  constructor(
    url: string,
    private readonly log: Logger,
    private readonly retryMs = RETRY_MS,
    answerMs = ANSWER_MS,
  ) {
    this.keyOf = createRemoteJWKSet(new URL(url), {
      cacheMaxAge: KEPT_MS,
      timeoutDuration: answerMs,
      [customFetch]: async (address, options) => await this.fetchKeys(address, options),
    });
    this.timer = setInterval(() => void this.look(), retryMs).unref();
    void this.look();
  }

  /** One sentence while the keys cannot be fetched; else null. */
  problem(): string | null {
    return this.found;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.found === null && performance.now() - this.askedAt < LOOK_EVERY_MS) return;
    this.failedAt = -Infinity;
    await this.keyOf.reload().catch(() => undefined); // A failure has been noted.
  }

  private async fetchKeys(address: string, options: RequestInit): Promise<Response> {
    if (performance.now() - this.failedAt < this.retryMs) throw unavailable();
    this.askedAt = performance.now();
    try {
      const response = await fetch(address, options);
      if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
      const keys = (await response.json()) as JSONWebKeySet;
      createLocalJWKSet(keys); // Throws if they are none.
      this.found = null;
      this.failedAt = -Infinity;
      return Response.json(keys);
    } catch (error) {
      this.fail(reasonOf(error));
      throw unavailable();
    }
  }

  private fail(reason: string): void {
    this.failedAt = performance.now();
    const problem =
      `The keys of the identity provider (AUTH_JWKS_URL) cannot be fetched (${reason}): nobody can sign in, ` +
      'at the latest an hour after the last success.';
    if (this.found === null) this.log.error(problem);
    this.found = problem;
  }
}

/** A code such as ECONNREFUSED where there is one: messages name addresses. */
function reasonOf(error: unknown): string {
  const { cause, message, name } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? (name === 'Error' ? message : name);
}

function unavailable(): ApiError {
  const message = 'Sign-ins cannot be checked at the moment. Try again in a few seconds.';
  return new ApiError('SERVICE_UNAVAILABLE', message, { retryAfter: RETRY_MS / 1000 });
}
