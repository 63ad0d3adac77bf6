import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { concat, of, throwError } from 'rxjs';
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
const told = (...events: ReturnType<typeof event>[]) =>
  of(...events.map((regenerationProgress) => ({ data: { regenerationProgress } })));
const lost = throwError(() => new Error('the socket is gone'));

/** A server whose socket breaks after event 2, while events 3 and 4 are written; then it tells 4 again, and the end. */
function brokenOnce() {
  const asked: string[] = [];
  const subscriptions = [
    concat(told(event(1), event(2)), lost),
    told(event(4), event(5, 'REGENERATION_COMPLETE')),
  ];
  const link = new ApolloLink(({ operationType, variables }) => {
    asked.push(`${operationType} after ${String(variables['afterSequence'])}`);
    if (operationType === OperationTypeNode.SUBSCRIPTION) return subscriptions.shift() ?? lost;
    return of({
      data: { regeneration: { __typename: 'Regeneration', id: 'r1', events: [event(3), event(4)] } },
    });
  });
  return { asked, client: new ApolloClient({ cache: new InMemoryCache(), link }) };
}

it('fetches what it missed after a loss, resumes behind it, and takes nothing twice', async () => {
  const { asked, client } = brokenOnce();
  const states: ProgressState[] = [];
  const last = await followRegeneration({
    client,
    start: progressAtStart({ id: 'r1', clipIndex: 0, progress: 0, lastSequence: 0 }),
    onChange: (state) => states.push(state),
    signal: new AbortController().signal,
  });
  expect(asked).toEqual(['subscription after 0', 'query after 2', 'subscription after 4']);
  expect(states.map(({ lastSequence }) => lastSequence)).toEqual([1, 2, 3, 4, 5]);
  expect(last.outcome).toBe('completed');
});
