import { ApolloLink } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { defer, of, switchMap, tap } from 'rxjs';
import type { Observable } from 'rxjs';

/** Grows when what the server knows has changed. */
let news = 0;
/** By the name of a query whose answer alone has changed. */
const newsOf = new Map<string, number>();

/**
 * What queries that are under way will answer may be from before a change: they are asked again.
 * @param name the only query whose answer the change is in; all by default
 */
export function outdateAnswers(name?: string): void {
  if (name === undefined) news++;
  else newsOf.set(name, (newsOf.get(name) ?? 0) + 1);
}

/**
 * A query that was under way when a mutation was answered, or when a change was heard of, may say what was before it. It is
 * asked again, so that it never overwrites what is newer; so does one that joins it instead of a request of its own.
 */
export const askForFreshAnswers = new ApolloLink((operation, forward) => {
  if (operation.operationType === OperationTypeNode.MUTATION)
    return forward(operation).pipe(tap(() => outdateAnswers()));
  const newest = () => news + (newsOf.get(operation.operationName ?? '') ?? 0);
  const ask = (): Observable<ApolloLink.Result> => {
    const asked = newest();
    return forward(operation).pipe(switchMap((result) => (asked === newest() ? of(result) : ask())));
  };
  return defer(ask);
});
