import { useEffect, useEffectEvent } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { followChanges } from './follow-changes.js';
import type { Changes } from './follow-changes.js';

/** Follows changes while the component is mounted; restarts when the key changes. */
export function useChanges<Data>(key: string, handlers: Changes<Data>): void {
  const client = useApolloClient();
  const subscribe = useEffectEvent(handlers.subscribe);
  const take = useEffectEvent(handlers.take);
  const ask = useEffectEvent(handlers.ask);
  useEffect(() => {
    const abort = new AbortController();
    const changes: Changes<Data> = {
      subscribe: (of) => subscribe(of),
      take: (data, askNow) => take(data, askNow),
      ask: (signal) => ask(signal),
    };
    void followChanges(client, changes, abort.signal);
    return () => abort.abort();
  }, [client, key]);
}
