import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { concat, NEVER, of, Subject, throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import { connectionDrops } from '../../connection/dropped-connections.js';
import { followRegeneration } from './follow-regeneration.js';
import { progressAtStart } from './progress-state.js';
import type { ProgressState } from './progress-state.js';

const event = (sequence: number, type = 'VIDEO_GENERATING') => ({
  __typename: 'RegenerationEvent',
  regenerationId: 'r1',
  sequence,
  type,
  progress: sequence * 10,
  message: '',
});
type Event = ReturnType<typeof event>;
const COMPLETE = 'REGENERATION_COMPLETE';

const pushed = (...events: Event[]) =>
  of(...events.map((regenerationProgress) => ({ data: { regenerationProgress } })));
const lost = throwError(() => new Error('the socket is gone'));

interface Served {
  /** One after the other; lost when there is none left. */
  subscriptions: Observable<ApolloLink.Result>[];
  /** What HTTP answers, one after the other; the last one again and again. */
  answers: Event[][];
}

/** Follows against a server, and keeps what it was asked and what was shown. */
function follow({ subscriptions, answers }: Served, reached: Observable<number> = NEVER) {
  const asked: string[] = [];
  const link = new ApolloLink(({ operationType, variables }) => {
    asked.push(`${operationType} after ${String(variables['afterSequence'])}`);
    if (operationType === OperationTypeNode.SUBSCRIPTION) return subscriptions.shift() ?? lost;
    const events = answers.length > 1 ? answers.shift() : answers[0];
    return of({ data: { regeneration: { __typename: 'Regeneration', id: 'r1', events } } });
  });
  const states: ProgressState[] = [];
  const last = followRegeneration({
    client: new ApolloClient({ cache: new InMemoryCache(), link }),
    start: progressAtStart({ id: 'r1', clipIndex: 0, progress: 0, lastSequence: 0 }),
    onChange: (state) => states.push(state),
    signal: new AbortController().signal,
    reached,
  });
  return { asked, last, sequences: () => states.map(({ lastSequence }) => lastSequence) };
}

it('fetches what it missed after a loss, resumes with the last event, and takes nothing twice', async () => {
  const { asked, last, sequences } = follow({
    subscriptions: [
      concat(pushed(event(1), event(2)), lost),
      concat(pushed(event(4), event(5, COMPLETE)), NEVER),
    ],
    answers: [[event(3), event(4)], []],
  });
  expect((await last).outcome).toBe('completed');
  expect(asked.filter((each) => each.startsWith('subscription'))).toEqual([
    'subscription after 0',
    'subscription after 3',
  ]);
  expect(asked[1]).toBe('query after 2');
  expect(sequences()).toEqual([1, 2, 3, 4, 5]);
});

it('polls, and subscribes ever more seldom, while no subscription brings anything', async () => {
  import.meta.jest.useFakeTimers();
  const { asked, last } = follow({
    subscriptions: [],
    answers: [[event(1)], [event(2)], [], [event(3)], [], [], [event(4, COMPLETE)]],
  });
  await import.meta.jest.advanceTimersByTimeAsync(10_000);
  import.meta.jest.useRealTimers();
  expect((await last).outcome).toBe('completed');
  const queries = asked.filter((each) => each.startsWith('query'));
  expect(queries.length).toBeGreaterThanOrEqual(7);
  expect(asked.length - queries.length).toBeLessThan(queries.length);
});

it('gives a socket up that does not bring what the server is known to have reached', async () => {
  const hanging = new Subject<ApolloLink.Result>();
  const drops = connectionDrops.subscribe(() => hanging.error(new Error('terminated')));
  const reached = new Subject<number>();
  const { last, sequences } = follow(
    { subscriptions: [concat(pushed(event(1)), hanging)], answers: [[event(2), event(3, COMPLETE)]] },
    reached,
  );
  reached.next(1);
  setTimeout(() => reached.next(3), 100);
  expect((await last).outcome).toBe('completed');
  expect(sequences()).toEqual([1, 2, 3]);
  drops.unsubscribe();
});
