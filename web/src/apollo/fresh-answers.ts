import { ApolloLink } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { defer, of, switchMap, tap } from 'rxjs';
import type { Observable } from 'rxjs';

/** Grows when what the server knows has changed. */
let news = 0;

/** What queries that are under way will answer may be from before a change: they are asked again. */
export function outdateAnswers(): void {
  news++;
}

/**
 * A query that was under way when a mutation was answered, or when a change was heard of, may say what was before it. It is
 * asked again, so that it never overwrites what is newer; so does one that joins it instead of a request of its own.
 */
export const askForFreshAnswers = new ApolloLink((operation, forward) => {
  if (operation.operationType === OperationTypeNode.MUTATION)
    return forward(operation).pipe(tap(outdateAnswers));
  const ask = (): Observable<ApolloLink.Result> => {
    const asked = news;
    return forward(operation).pipe(switchMap((result) => (asked === news ? of(result) : ask())));
  };
  return defer(ask);
});
