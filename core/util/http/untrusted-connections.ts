import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** The set that holds a connection, while it is untrusted. */
const holders = new WeakMap<Duplex, Set<Duplex>>();

/**
 * Bounds the connections that have shown neither a valid token nor a signed URL: beyond the limit the oldest is cut, so
 * that strangers who hold connections open cannot keep others out.
 */
export function boundUntrusted(http: Server, limit: number): void {
  const untrusted = new Set<Duplex>();
  http.on('connection', (socket) => {
    untrusted.add(socket);
    holders.set(socket, untrusted);
    socket.once('close', () => untrusted.delete(socket));
    if (untrusted.size > limit) cutOldest(untrusted);
  });
}

/** A connection that has been signed in once no longer counts. */
export function trust(connection: Duplex): void {
  holders.get(connection)?.delete(connection);
}

function cutOldest(untrusted: Set<Duplex>): void {
  for (const oldest of untrusted) {
    untrusted.delete(oldest);
    oldest.destroy();
    return;
  }
}
