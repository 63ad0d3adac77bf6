import { connectionDrops } from './dropped-connections.js';
import { reportConnection } from './connection.js';
import { sureFetch, suspectConnections } from './sure-fetch.js';

/** A younger request was sent after the event that made us abort older ones. */
const YOUNG_MS = 1000;

/**
 * `fetch` for an API of JSON: ends after a time limit, or when connections are dropped, and tells the connection what
 * became of it.
 */
export function watchedFetch(limitMs: number): typeof fetch {
  return async (input, init = {}) => {
    const given = init.signal ? [init.signal] : [];
    const dropped = new AbortController();
    const startedAt = performance.now();
    const drops = connectionDrops.subscribe(() => {
      if (performance.now() - startedAt > YOUNG_MS) dropped.abort();
    });
    try {
      const signal = AbortSignal.any([...given, dropped.signal, AbortSignal.timeout(limitMs)]);
      const response = await sureFetch(input, init, signal);
      reportConnection(isJson(response) ? 'working' : 'unreadable');
      return response;
    } catch (error) {
      if (isNamed(error, 'TimeoutError')) suspectConnections();
      // Given up by the page, it says nothing about the server.
      if (!isNamed(error, 'AbortError')) reportConnection('unreachable');
      throw error;
    } finally {
      drops.unsubscribe();
    }
  };
}

function isJson({ headers }: Response): boolean {
  return /json/.test(headers.get('content-type') ?? '');
}

function isNamed(error: unknown, name: 'AbortError' | 'TimeoutError'): boolean {
  return error instanceof DOMException && error.name === name;
}
