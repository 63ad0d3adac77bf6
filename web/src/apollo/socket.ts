import { createClient } from 'graphql-ws';
import type { Client } from 'graphql-ws';
import { currentToken, renewSession } from '../auth/session.js';
import { connectionDrops } from '../connection/dropped-connections.js';

const PING_EVERY_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
/** From the first packet to connection_ack. */
const CONNECTED_WITHIN_MS = 10_000;
/** How the API closes a socket whose token has ended, or is none of its own. */
const FORBIDDEN = 4403;

/**
 * The websocket for subscriptions, opened with the first of them. It does not retry by itself: a follower of a
 * regeneration knows what it has seen and subscribes again from there. A socket that answers no ping (a laptop
 * that slept, a dropped network) is terminated, so that its subscriptions learn of it; merely closed, a browser would
 * wait a minute for the other side's word.
 */
export function createSocketClient(): Client {
  let due: ReturnType<typeof setTimeout> | undefined;
  let token = '';
  const terminateAfter = (milliseconds: number) => {
    clearTimeout(due);
    due = setTimeout(() => client.terminate(), milliseconds);
  };
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: () => {
      token = currentToken() ?? '';
      return { authorization: `Bearer ${token}` };
    },
    retryAttempts: 0,
    keepAlive: PING_EVERY_MS,
    on: {
      connecting: () => terminateAfter(CONNECTED_WITHIN_MS),
      connected: () => clearTimeout(due),
      ping: (received) => {
        if (!received) terminateAfter(PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(due);
      },
      closed: (event) => {
        clearTimeout(due);
        if ((event as { code?: number }).code === FORBIDDEN && token === currentToken())
          void renewSession(token);
      },
    },
  });
  connectionDrops.subscribe(() => client.terminate());
  return client;
}
