import Replicate from 'replicate';

export interface ApiAccess {
  token: string;
  /** Ends in /v1. */
  baseUrl: string;
}

export interface RequestOptions {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  /** Sent as JSON, or as a form. */
  data?: object | FormData;
}

/** Sends one request, once, and resolves with its answer whatever its status; rejects if there is no answer. */
export type Ask = (path: string, signal: AbortSignal, options?: RequestOptions) => Promise<Response>;

/**
 * Requests of the replicate package (1.4.0), each sent once. The package repeats a POST whose connection broke up
 * to five times, and each may be charged (test/providers/replicate-server.test.ts shows it). So it never sees a
 * failure that it would repeat; the real result is kept outside it.
 */
export function replicateRequests({ token, baseUrl }: ApiAccess): Ask {
  return async (path, signal, options = {}) => {
    let came: { response: Response } | { failure: unknown } | null = null;
    const once = async (url: Request | string, init?: RequestInit): Promise<Response> => {
      // A redirect could carry the token elsewhere, and a POST twice.
      came = await fetch(url, { ...init, redirect: 'error', signal }).then(
        (response) => ({ response }),
        (failure: unknown) => ({ failure }),
      );
      return 'response' in came && came.response.ok ? came.response : notRepeated();
    };
    const client = new Replicate({ auth: token, baseUrl, fetch: once });
    try {
      return await client.request(path, options);
    } catch (error) {
      return whatCame(came, error);
    }
  };
}

/** A status that the package neither repeats nor accepts. */
function notRepeated(): Response {
  return new Response(null, { status: 418 });
}

function whatCame(came: { response: Response } | { failure: unknown } | null, error: unknown): Response {
  if (came === null) throw error;
  if ('failure' in came) throw came.failure;
  return came.response;
}
