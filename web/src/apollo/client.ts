import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { RetryLink } from '@apollo/client/link/retry';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { from, switchMap, throwError } from 'rxjs';
import { renewSession, whenSignedIn } from '../auth/session.js';
import { watchedFetch } from '../connection/watched-fetch.js';
import { isTransportProblem, isUnauthenticated } from '../errors/problem.js';
import { createCache } from './cache.js';
import { askForFreshAnswers } from './fresh-answers.js';
import { createSocketClient } from './socket.js';

/** What takes longer has most likely been sent on a connection that is dead. */
const QUERY_LIMIT_MS = 8_000;
const MUTATION_LIMIT_MS = 15_000;

/** The app's one GraphQL client: queries and mutations over HTTP, subscriptions over a websocket. */
export function createApolloClient(): ApolloClient {
  return new ApolloClient({
    cache: createCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      ApolloLink.from([authorize, new GraphQLWsLink(createSocketClient())]),
      ApolloLink.from([askForFreshAnswers, sendAgain, signInAgain, authorize, overHttp()]),
    ),
  });
}

/**
 * Requests wait until the user is signed in. The token is put into the context too, so that `signInAgain` knows which one
 * was refused.
 */
const authorize = new SetContextLink(async (context) => {
  const token = await whenSignedIn();
  const headers = context.headers as Record<string, string> | undefined;
  return { token, headers: { ...headers, authorization: `Bearer ${token}` } };
});

/** Sends a request once more when the session had ended, as soon as there is a new token. */
const signInAgain = new ErrorLink(({ error, operation, forward }) => {
  if (!isUnauthenticated(error)) return undefined;
  const { token } = operation.getContext() as { token: string };
  return from(renewSession(token)).pipe(
    switchMap((renewed) => (renewed ? forward(operation) : throwError(() => error))),
  );
});

/**
 * Mutations that got no answer, for they may have been carried out: all that this page sends mean the same when they
 * come twice. Components that still need a query ask again.
 */
const sendAgain = new RetryLink({
  delay: { initial: 500, max: 4000 },
  attempts: {
    max: 5,
    retryIf: (error, operation) =>
      operation.operationType === OperationTypeNode.MUTATION &&
      // The conversation's outbox sends again by itself, and says that it waits.
      operation.getContext().sendOnce !== true &&
      isTransportProblem(error),
  },
});

function overHttp(): ApolloLink {
  return ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.MUTATION,
    new HttpLink({ uri: '/graphql', fetch: watchedFetch(MUTATION_LIMIT_MS) }),
    new HttpLink({ uri: '/graphql', fetch: watchedFetch(QUERY_LIMIT_MS) }),
  );
}
