import { createClient } from 'graphql-ws';
import type { Client } from 'graphql-ws';
import { lastValueFrom, merge, takeUntil, timer } from 'rxjs';
import { currentToken, renewSession, whenSignedIn } from '../auth/session.js';
import { recoveries } from '../connection/connection.js';
import { connectionDrops, dropConnections } from '../connection/dropped-connections.js';
import { isSocketConnected, reportSocket } from '../connection/socket-state.js';
import { wakes } from '../connection/wakes.js';

const PING_EVERY_MS = 2000;
/** Bounds for the time to wait for a pong, which is three times the last pong or handshake. */
const PONG_WITHIN_MS = { least: 2000, most: 8000 } as const;
/** From the first packet to connection_ack. */
const CONNECTED_WITHIN_MS = 10_000;
const RETRY_MS = { first: 250, refused: 2000, longest: 30_000 } as const;
/** For another page of this app, which subscribes at once. */
const KEPT_WITHOUT_USE_MS = 3000;
/** The API's close code for a token that is expired or invalid. */
const FORBIDDEN = 4403;
/** A socket closed sooner had a token that was already expired; requests accept it for a few seconds longer. */
const WORKED_MS = 5000;

/**
 * The websocket for subscriptions, opened with the first of them; it reconnects and subscribes again by itself. One that
 * answers no ping (a laptop that slept, a dropped network) is terminated: merely closed, a browser would wait a minute
 * for the other side's word.
 */
export function createSocketClient(): Client {
  const patience = new Patience();
  let token = '';
  let connectedAt = Infinity;
  let refused = false;
  const client = createClient({
    url: async () => {
      await whenSignedIn();
      patience.begin(CONNECTED_WITHIN_MS, () => client.terminate());
      return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;
    },
    connectionParams: () => {
      token = currentToken() ?? '';
      return { authorization: `Bearer ${token}` };
    },
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: async (retries) => await retryWait(retries, refused),
    lazyCloseTimeout: KEPT_WITHOUT_USE_MS,
    keepAlive: PING_EVERY_MS,
    on: {
      connected: () => {
        patience.end();
        connectedAt = performance.now();
        reportSocket(true);
      },
      ping: (received) => {
        if (!received) patience.begin(patience.forPongMs(), dropConnections);
      },
      pong: (received) => {
        if (received) patience.end();
      },
      closed: (event) => {
        patience.stop();
        const hasWorked = isSocketConnected() && performance.now() - connectedAt > WORKED_MS;
        reportSocket(false);
        refused = (event as { code?: number }).code === FORBIDDEN;
        if (refused && hasWorked && token === currentToken()) void renewSession(token);
      },
    },
  });
  connectionDrops.subscribe(() => client.terminate());
  return client;
}

/** Randomized, so that clients of a restarting server do not all return at once. */
async function retryWait(retries: number, refused: boolean): Promise<void> {
  const first = refused ? RETRY_MS.refused : RETRY_MS.first;
  const delayMs = Math.min(RETRY_MS.longest, first * 2 ** retries) * (0.5 + Math.random());
  await lastValueFrom(timer(delayMs).pipe(takeUntil(merge(wakes, recoveries))), { defaultValue: 0 });
}

/** Waits for one answer at a time, as long as the network's own pace suggests. */
class Patience {
  private due: ReturnType<typeof setTimeout> | undefined;
  private startedAt = 0;
  private answerMs = 0;

  begin(limitMs: number, giveUp: () => void): void {
    this.stop();
    this.startedAt = performance.now();
    this.due = setTimeout(giveUp, limitMs);
  }

  /** The answer has come. */
  end(): void {
    this.stop();
    this.answerMs = performance.now() - this.startedAt;
  }

  stop(): void {
    clearTimeout(this.due);
  }

  forPongMs(): number {
    return Math.min(PONG_WITHIN_MS.most, Math.max(PONG_WITHIN_MS.least, 3 * this.answerMs));
  }
}
