import { useEffect, useEffectEvent } from 'react';
import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { isTransportProblem } from '../errors/problem.js';
import { whenSignedIn } from '../auth/session.js';
import { pulse } from './pulse.js';
import type { PulseInput } from './pulse.js';

type UsePulseInput<Answer> = Pick<PulseInput<Answer>, 'ask' | 'take' | 'everyMs'>;

/** A pulse as long as the component lives; with each answer, queries that got none are sent again. */
export function usePulse<Answer>(input: UsePulseInput<Answer>): void {
  const client = useApolloClient();
  const ask = useEffectEvent(input.ask);
  const take = useEffectEvent(input.take);
  const everyMs = useEffectEvent(input.everyMs);
  useEffect(() => {
    const abort = new AbortController();
    void pulse<Answer>({
      ready: whenSignedIn,
      ask: (signal) => ask(signal),
      take: (answer) => {
        take(answer);
        askUnansweredAgain(client);
      },
      everyMs: () => everyMs(),
      signal: abort.signal,
    });
    return () => abort.abort();
  }, [client]);
}

function askUnansweredAgain(client: ApolloClient): void {
  for (const query of client.getObservableQueries('active')) {
    const { error } = query.getCurrentResult();
    if (error && isTransportProblem(error)) void query.refetch().catch(() => undefined);
  }
}
