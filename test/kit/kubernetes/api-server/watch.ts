import type { ServerResponse } from 'node:http';
import type { Faults } from '../faults.js';
import type { ApiRequest } from './request.js';
import { matchesLabels } from './selectors.js';
import type { ApiStatus } from './status.js';
import type { Change, Kind, Store } from './store.js';
import { API_VERSIONS } from '../wire.js';

const BOOKMARK_MS = 1000;

/** Writes every change after the requested version as one JSON line, until the client disconnects or its time is up. */
export function serveWatch(
  request: ApiRequest,
  response: ServerResponse,
  store: Store,
  faults: Faults,
): void {
  const kind = request.resource as Kind;
  response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders();
  const write = (type: string, object: unknown): void => {
    if (!faults.watchesStalled) response.write(`${JSON.stringify({ type, object })}\n`);
  };
  const tell = (change: Change): void => {
    if (change.kind === kind && matchesLabels(request.query.get('labelSelector'), change.object.metadata))
      write(change.type, { apiVersion: API_VERSIONS[kind], ...change.object });
  };
  try {
    for (const change of store.since(Number(request.query.get('resourceVersion') ?? 0))) tell(change);
  } catch (error) {
    // Once a stream has begun, an error is one more line.
    write('ERROR', (error as ApiStatus).body);
    response.end();
    return;
  }
  const unlisten = store.listen(tell);
  const bookmarks = setInterval(() => {
    write('BOOKMARK', { kind, metadata: { resourceVersion: String(store.version) } });
  }, BOOKMARK_MS);
  const stop = (): void => {
    unlisten();
    clearInterval(bookmarks);
    clearTimeout(over);
  };
  const over = setTimeout(
    () => {
      // The connection closes only later, and nothing may be written until then.
      stop();
      response.end();
    },
    Number(request.query.get('timeoutSeconds') ?? 1800) * 1000,
  );
  response.once('close', stop);
}
