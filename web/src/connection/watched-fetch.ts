import { connectionDrops } from './dropped-connections.js';
import { reportConnection } from './connection.js';

/** A request that is younger than this was sent after whatever made its elders be given up. */
const YOUNG_MS = 1000;

/**
 * `fetch` for an API of JSON: ends after a time limit, or when connections are dropped, and tells the connection what
 * became of it. Reads the whole answer, so that one that breaks off midway is a failure too.
 */
export function watchedFetch(limitMs: number): typeof fetch {
  return async (input, init) => {
    const given = init?.signal ? [init.signal] : [];
    const dropped = new AbortController();
    const startedAt = performance.now();
    const drops = connectionDrops.subscribe(() => {
      if (performance.now() - startedAt > YOUNG_MS) dropped.abort();
    });
    try {
      const signal = AbortSignal.any([...given, dropped.signal, AbortSignal.timeout(limitMs)]);
      const response = await fetch(input, { ...init, signal });
      const body = await response.text();
      reportConnection(isJson(response) ? 'working' : 'unreadable');
      return new Response(body, response);
    } catch (error) {
      if (!isGivenUp(error)) reportConnection('unreachable');
      throw error;
    } finally {
      drops.unsubscribe();
    }
  };
}

function isJson({ headers }: Response): boolean {
  return /json/.test(headers.get('content-type') ?? '');
}

/** Given up by the page, which says nothing about the server; a time limit is a TimeoutError. */
function isGivenUp(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
