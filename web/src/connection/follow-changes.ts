import type { ApolloClient, ObservableQuery } from '@apollo/client';
import {
  delay,
  filter,
  firstValueFrom,
  fromEvent,
  lastValueFrom,
  merge,
  takeUntil,
  takeWhile,
  tap,
} from 'rxjs';
import type { Observable } from 'rxjs';
import { whenSignedIn } from '../auth/session.js';
import { isTransportProblem, problemOf } from '../errors/problem.js';
import { abortOf, pause } from './pause.js';
import { isSocketConnected, socketLosses } from './socket-state.js';
import { wakes } from './wakes.js';

/** Between questions while the socket cannot be had; after a loss or a failure, since a server that restarts is back soon. */
const POLL_MS = 2500;
const SOON_MS = 1000;
/** For an answer to such a question. */
const POLL_LIMIT_MS = 4000;
/** After a subscription that the server has ended. */
const SUBSCRIBE_AGAIN_MS = 5000;

export interface Changes<Data> {
  subscribe: (client: ApolloClient) => Observable<ApolloClient.SubscribeResult<Data>>;
  /** Takes what the server pushes; `askNow` where more must be known. */
  take: (data: Data, askNow: () => void) => void;
  /** Asks for the truth over HTTP, and takes it. */
  ask: (signal: AbortSignal) => Promise<void>;
}

/**
 * Keeps a page true: by what the server pushes, and by asking while that cannot arrive. Queries that got no answer are
 * sent again with the first question that gets one.
 */
export async function followChanges<Data>(
  client: ApolloClient,
  changes: Changes<Data>,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all([subscribe(client, changes, signal), poll(client, changes, signal)]);
}

/** The socket reconnects by itself and begins with snapshots; only subscriptions that the server ended restart here. */
async function subscribe<Data>(
  client: ApolloClient,
  { subscribe: subscribeOnce, take, ask }: Changes<Data>,
  signal: AbortSignal,
): Promise<void> {
  const askNow = oneAtATime(async () => void (await isAnswered(ask, signal)));
  let refused = false;
  while (!signal.aborted && !refused) {
    const results = subscribeOnce(client).pipe(
      tap(({ error }) => (refused = error !== undefined && isRejection(error))),
      takeWhile(({ error }) => !error),
      tap(({ data }) => data && take(data, askNow)),
      takeUntil(abortOf(signal)),
    );
    await lastValueFrom(results, { defaultValue: undefined }).catch(() => undefined);
    await pause(SUBSCRIBE_AGAIN_MS, signal);
  }
}

function isRejection(error: unknown): boolean {
  return ['NOT_FOUND', 'FORBIDDEN'].includes(problemOf(error).code);
}

async function poll<Data>(client: ApolloClient, { ask }: Changes<Data>, signal: AbortSignal): Promise<void> {
  const sooner = merge(socketLosses.pipe(delay(SOON_MS)), wakes);
  for (let waitMs = SOON_MS; !signal.aborted;) {
    await pause(waitMs, signal, sooner);
    await untilSeen(signal);
    waitMs = POLL_MS;
    if (signal.aborted || (isSocketConnected() && unanswered(client).length === 0)) continue;
    if (await isAnswered(ask, signal))
      unanswered(client).forEach((query) => void query.refetch().catch(() => undefined));
    else waitMs = SOON_MS;
  }
}

/** False if the server cannot be reached. Without a signed-in user there is nothing to ask. */
async function isAnswered(ask: Changes<unknown>['ask'], signal: AbortSignal): Promise<boolean> {
  await whenSignedIn();
  try {
    await ask(AbortSignal.any([signal, AbortSignal.timeout(POLL_LIMIT_MS)]));
    return true;
  } catch (error) {
    return !isTransportProblem(error);
  }
}

function unanswered(client: ApolloClient): ObservableQuery[] {
  return [...client.getObservableQueries('active')].filter((query) => {
    const { error } = query.getCurrentResult();
    return error !== undefined && isTransportProblem(error);
  });
}

async function untilSeen(signal: AbortSignal): Promise<void> {
  const seen = fromEvent(document, 'visibilitychange').pipe(filter(() => !document.hidden));
  if (document.hidden) await firstValueFrom(merge(seen, abortOf(signal)));
}

/** A call during the work makes it run once more afterwards. */
function oneAtATime(work: () => Promise<void>): () => void {
  let [busy, again] = [false, false];
  const run = async () => {
    busy = true;
    while (again) {
      again = false;
      await work();
    }
    busy = false;
  };
  return () => {
    again = true;
    if (!busy) void run();
  };
}
