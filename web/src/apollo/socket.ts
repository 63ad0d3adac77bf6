import { createClient } from 'graphql-ws';
import type { Client } from 'graphql-ws';
import { currentToken } from '../auth/session.js';

const PING_EVERY_MS = 10_000;
const PONG_WITHIN_MS = 5_000;

/**
 * The websocket for subscriptions, opened with the first of them. It does not retry by itself: a follower of a
 * regeneration knows what it has seen and subscribes again from there. A socket that answers no ping (a laptop
 * that slept, a dropped network) is closed, so that its subscriptions learn of it.
 */
export function createSocketClient(): Client {
  let socket: WebSocket | undefined;
  let pongDue: ReturnType<typeof setTimeout> | undefined;
  return createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: () => ({ authorization: `Bearer ${currentToken() ?? ''}` }),
    retryAttempts: 0,
    connectionAckWaitTimeout: PONG_WITHIN_MS,
    keepAlive: PING_EVERY_MS,
    on: {
      opened: (opened) => (socket = opened as WebSocket),
      ping: (received) => {
        if (!received) pongDue = setTimeout(() => socket?.close(4408, 'No pong in time'), PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(pongDue);
      },
      closed: () => clearTimeout(pongDue),
    },
  });
}
