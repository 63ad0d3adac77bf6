import { useSyncExternalStore } from 'react';
import { BehaviorSubject, filter, pairwise } from 'rxjs';
import type { Observable } from 'rxjs';

/** What the last request has shown. `unreadable`: something answers, but not our API. */
export type Connection = 'working' | 'unreachable' | 'unreadable';

const connection = new BehaviorSubject<Connection>('working');

/** Emits when a request is answered after others were not. */
export const recoveries: Observable<unknown> = connection.pipe(
  pairwise(),
  filter(([, now]) => now === 'working'),
);

/** Every HTTP request reports its outcome here. */
export function reportConnection(now: Connection): void {
  if (connection.value !== now) connection.next(now);
}

/** The connection, for components. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection.value);
}

function subscribe(listener: () => void): () => void {
  const subscription = connection.subscribe(listener);
  return () => subscription.unsubscribe();
}
