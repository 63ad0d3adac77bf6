import { connectionDrops } from './dropped-connections.js';
import { pause } from './pause.js';

/** As many as browsers keep to one host. */
const CONNECTIONS = 6;
const AGAIN_AFTER_MS = 250;
const GIVEN_UP_AFTER_MS = 1500;
const SUSPECTED_FOR_MS = 10_000;

let suspectedUntil = -Infinity;

/** After one connection turned out dead, the browser's other open ones are not trusted for a while. */
export function suspectConnections(): void {
  suspectedUntil = performance.now() + SUSPECTED_FOR_MS;
}
connectionDrops.subscribe(suspectConnections);

/**
 * `fetch` with the whole body, for requests that mean the same when they come twice. A browser goes on using connections
 * that died without a word. While that is suspected, a request that is not answered at once is sent again beside itself,
 * on another connection each time; the first answer ends the others, and their connections with them.
 */
export async function sureFetch(
  input: RequestInfo | URL,
  init: RequestInit,
  signal: AbortSignal,
): Promise<Response> {
  if (performance.now() > suspectedUntil) return await fetchWhole(input, { ...init, signal });
  const answered = new AbortController();
  const over = AbortSignal.any([signal, answered.signal]);
  const tries = Array.from({ length: CONNECTIONS + 1 }, async (_, index) => {
    await pause(index * AGAIN_AFTER_MS, over);
    over.throwIfAborted();
    // The last one waits as long as the request may take: the server may be slow.
    const givenUp = index < CONNECTIONS ? [AbortSignal.timeout(GIVEN_UP_AFTER_MS)] : [];
    return await fetchWhole(input, { ...init, signal: AbortSignal.any([over, ...givenUp]) });
  });
  try {
    return await Promise.any(tries);
  } catch (error) {
    signal.throwIfAborted();
    throw (error as AggregateError).errors.at(-1);
  } finally {
    answered.abort();
  }
}

/** One that breaks off midway is a failure too. */
async function fetchWhole(input: RequestInfo | URL, init: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  const body = await response.text();
  return new Response(body, response);
}
