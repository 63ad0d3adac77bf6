import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { from, switchMap, throwError } from 'rxjs';
import { currentToken, renewSession } from '../auth/session.js';
import { isUnauthenticated } from '../errors/problem.js';
import { createCache } from './cache.js';
import { createSocketClient } from './socket.js';

/** The app's one GraphQL client: queries and mutations over HTTP, subscriptions over a websocket. */
export function createApolloClient(): ApolloClient {
  return new ApolloClient({
    cache: createCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(createSocketClient()),
      ApolloLink.from([signInAgain, authorize, new HttpLink({ uri: '/graphql' })]),
    ),
  });
}

/** Puts the token into the context too, for `signInAgain` to know which one was refused. */
const authorize = new SetContextLink((context) => {
  const token = currentToken();
  const headers = context.headers as Record<string, string> | undefined;
  return { token, headers: token === null ? headers : { ...headers, authorization: `Bearer ${token}` } };
});

/** Sends a request once more when the session had ended and a new token was to be had. */
const signInAgain = new ErrorLink(({ error, operation, forward }) => {
  if (!isUnauthenticated(error)) return undefined;
  const { token } = operation.getContext() as { token?: string | null };
  return from(renewSession(token ?? null)).pipe(
    switchMap((renewed) => (renewed ? forward(operation) : throwError(() => error))),
  );
});
