/** As many as browsers keep to one host. */
const CONNECTIONS = 6;

/**
 * Makes the browser find a connection that leads somewhere. It reuses those that it has, and one that died unnoticed
 * swallows what is sent on it until that is given up. So all are tried side by side with the cheapest request there is,
 * whatever its answer: the first answer ends the others, and with each of them the connection that it waited on.
 */
export async function findWay(limitMs: number, signal: AbortSignal): Promise<void> {
  const found = new AbortController();
  const any = AbortSignal.any([signal, found.signal, AbortSignal.timeout(limitMs)]);
  const tries = Array.from({ length: CONNECTIONS }, (_, index) =>
    // Each by an address of its own: requests for the same one would wait for each other.
    fetch(`/healthz?way=${index}`, { cache: 'no-store', signal: any }),
  );
  await Promise.any(tries).catch(() => undefined);
  found.abort();
}
