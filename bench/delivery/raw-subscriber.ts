import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PROGRESS } from '../../test/kit/server/operations.js';

/**
 * A subscriber with minimal cost for its process, so that thousands of them measure the server: it writes websocket
 * frames by hand and records only the time of each event. Events must arrive one at a time.
 */
export async function subscribeRaw(
  serverUrl: string,
  token: string,
  asked: { query: string; variables: Record<string, unknown> },
  onEvent: () => void,
): Promise<Socket> {
  const { hostname, port, host } = new URL(serverUrl);
  const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname).setNoDelay();
  socket.write(
    `GET /graphql HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.from('raw-subscriber-1').toString('base64')}\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
  );
  await once(socket, 'data');
  socket.write(frame({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await once(socket, 'data');
  socket.on('data', (bytes: Buffer) => {
    if (bytes.includes('"next"')) onEvent();
    // A ping may follow an event in the same chunk. Without a pong the server closes the connection.
    if (bytes.includes(PING)) socket.write(PONG);
  });
  socket.write(frame({ id: '1', type: 'subscribe', payload: asked }));
  return socket;
}

const PING = Buffer.from([0x89, 0]);
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** Sends the ping that browsers send (web/src/apollo/socket.ts). */
export function ping(socket: Socket): void {
  socket.write(frame({ type: 'ping' }));
}

/** Requests a regeneration's events, from the first one. */
export const progressOf = (id: string) => ({ query: PROGRESS, variables: { id, after: 0 } });

/** A text frame as clients send it, with a mask of zeros. */
function frame(message: object): Buffer {
  const text = Buffer.from(JSON.stringify(message));
  const header = Buffer.from([0x81, 0x80 | 126, text.length >> 8, text.length & 255, 0, 0, 0, 0]);
  return Buffer.concat([header, text]);
}
