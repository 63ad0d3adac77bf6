import { filter, firstValueFrom, fromEvent, merge } from 'rxjs';
import { isTransportProblem } from '../errors/problem.js';
import { dropConnections } from './dropped-connections.js';
import { findWay } from './find-way.js';
import { abortOf, pause } from './pause.js';
import { wakes } from './wakes.js';

/** After a failure, since a server that restarts is back soon; and from the page's own first requests. */
const SOON_MS = 1000;
/** For an answer; a server that is slow gets its chance after the first. */
const LIMIT_MS = { first: 1500, later: 4000 } as const;

export interface PulseInput<Answer> {
  /** Nothing is asked before; while nobody is signed in there is no truth to be had. */
  ready: () => Promise<unknown>;
  ask: (signal: AbortSignal) => Promise<Answer>;
  take: (answer: Answer) => void;
  /** From an answer to the next question. */
  everyMs: () => number;
  signal: AbortSignal;
}

/** Asks the server for the truth at a calm interval while the page is seen, and at once when it wakes. */
export async function pulse<Answer>(input: PulseInput<Answer>): Promise<void> {
  let timeouts = 0;
  await pause(SOON_MS, input.signal);
  while (!input.signal.aborted) {
    await untilSeen(input.signal);
    await input.ready();
    const limitMs = timeouts === 0 ? LIMIT_MS.first : LIMIT_MS.later;
    const turn = turnOf(input.signal);
    const outcome = await attempt(input, limitMs, turn.signal);
    if (outcome === 'answered' && timeouts > 0) dropConnections();
    timeouts = outcome === 'timed out' ? timeouts + 1 : 0;
    if (outcome === 'answered') await pause(input.everyMs(), turn.signal);
    else if (outcome === 'timed out') await findWay(limitMs, turn.signal);
    else await pause(SOON_MS, turn.signal);
    turn.end();
  }
}

/** A turn ends early when the page wakes: what it waits for may never come. */
function turnOf(signal: AbortSignal): { signal: AbortSignal; end: () => void } {
  const woken = new AbortController();
  const waking = wakes.subscribe(() => woken.abort());
  return { signal: AbortSignal.any([signal, woken.signal]), end: () => waking.unsubscribe() };
}

async function attempt<Answer>(
  { ask, take }: PulseInput<Answer>,
  limitMs: number,
  turn: AbortSignal,
): Promise<'answered' | 'failed' | 'timed out'> {
  const limit = AbortSignal.timeout(limitMs);
  try {
    const answer = await ask(AbortSignal.any([turn, limit]));
    if (!turn.aborted) take(answer);
    return 'answered';
  } catch (error) {
    if (limit.aborted) return 'timed out';
    return isTransportProblem(error) ? 'failed' : 'answered';
  }
}

async function untilSeen(signal: AbortSignal): Promise<void> {
  const seen = fromEvent(document, 'visibilitychange').pipe(filter(() => !document.hidden));
  if (document.hidden) await firstValueFrom(merge(seen, abortOf(signal)));
}
