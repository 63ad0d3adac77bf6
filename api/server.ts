import type { IncomingMessage, Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import { signIn, type Authenticator } from './graphql/auth.js';
import type { ApiContext, ApiServices } from './graphql/context.js';
import { formatError, toGraphQLError } from './graphql/errors.js';
import { ApiError } from '../core/errors.js';
import { demoSignIn } from './http/demo-sign-in.js';
import { planningGateway } from './graphql/execution/gateway.js';
import { legacyStatus } from './graphql/legacy-status.js';
import { errorAnswers } from './http/error-answers.js';
import { foreignHost, isForeignHost } from './http/foreign-host.js';
import { graphqlRoute } from './http/graphql-route.js';
import { healthRoutes, type HealthOptions } from './http/health.js';
import { thrownByValidation } from './graphql/thrown-by-validation.js';
import { onlyMethods, READS } from '../core/util/http/methods.js';
import { thumbnailRoute } from './http/thumbnail.js';
import { webhookRoute } from './http/webhooks.js';
import type { SignedWebhook } from '../runner/video/providers/registry.js';
import { webApp, type WebAppOptions } from './http/web-app.js';
import type { Imports } from './imports/imports.js';
import { importRoutes } from './imports/routes.js';
import { createMediaRouter, type MediaRouterOptions } from './http/media.js';
import { limitOperations, PARSE_LIMITS } from './graphql/limits.js';
import { EntryLimit } from './graphql/page-limits.js';
import { attachSubscriptions, type SubscriptionOptions } from './graphql/subscriptions/subscriptions.js';

/** Of what a foreign page can send only after a preflight, which is never answered: one of these must be there. */
const PREFLIGHT_HEADERS = ['x-apollo-operation-name', 'apollo-require-preflight', 'authorization'];

export interface ServerOptions extends Omit<SubscriptionOptions, 'rejection'> {
  /** Already listening. */
  http: Server;
  health: HealthOptions;
  media: MediaRouterOptions;
  imports: Imports;
  web: WebAppOptions;
  /** Of providers that report here. */
  webhooks: readonly SignedWebhook[];
  /** Secret of demo tokens; null if auth is configured. */
  demoSecret: string | null;
}

export interface ApiServer {
  app: Express;
  /** Closes sockets, finishes requests, stops listening. */
  close(): Promise<void>;
}

/** Builds the routes: GraphQL over HTTP and websocket, media, imports, the web app. */
export async function createApiServer(options: ServerOptions): Promise<ApiServer> {
  const { http } = options;
  const app = express();
  const subscriptions = attachSubscriptions(http, {
    ...options,
    rejection: (request) => rejectionOf(request, options),
  });
  const apollo = new ApolloServer<ApiContext>({
    gateway: planningGateway(options.schema),
    logger: options.services.log,
    csrfPrevention: { requestHeaders: PREFLIGHT_HEADERS },
    introspection: options.web.playground,
    includeStacktraceInErrorResponses: false,
    formatError: formatError(options.services.log),
    // Automatic persisted queries are off: clients must not be able to fill our cache.
    persistedQueries: false,
    parseOptions: PARSE_LIMITS,
    validationRules: [limitOperations],
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer: http }),
      limitEntries(options.schema),
      legacyStatus,
      // Apollo's landing page loads scripts from another host, even in production; we have the playground.
      ApolloServerPluginLandingPageDisabled(),
      // The schema has no cache hints, so the plugin would only cost time on every field.
      ApolloServerPluginCacheControlDisabled(),
    ],
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  mountRoutes(app, apollo, options);
  return {
    app,
    async close() {
      // Both at once: a client whose socket closes must not reconnect to a server that still listens.
      await Promise.all([subscriptions.close(), apollo.stop()]);
      http.closeAllConnections();
    },
  };
}

function mountRoutes(app: Express, apollo: ApolloServer<ApiContext>, options: ServerOptions): void {
  const { services, authenticator } = options;
  app.disable('x-powered-by');
  // Signed URLs make every answer unique, so hashing it for an ETag is wasted work.
  app.disable('etag');
  app.use((request, _response, next) => next(rejectionOf(request, options) ?? undefined));
  // Before all others, because most requests are for it and Express asks one route after the other.
  app.use(
    '/graphql',
    noStore,
    onlyMethods(...READS, 'POST'),
    ...graphqlRoute(apollo, async (request) => {
      const context = await requestContext(services, authenticator, request);
      refuseThrowing(options.schema, request);
      return context;
    }),
  );
  app.use(importRoutes({ imports: options.imports, authenticator }));
  app.use(healthRoutes(options.health));
  if (options.demoSecret !== null) app.use(demoSignIn(options.demoSecret, options.web.address));
  for (const source of options.webhooks)
    app.use(webhookRoute({ db: services.db, source, log: services.log }));
  app.use(thumbnailRoute(services, authenticator));
  app.use('/media', onlyMethods(...READS), createMediaRouter(options.media));
  // No page of the app is below these, whether their routes are mounted or not.
  app.use(['/auth', '/webhooks'], nothingHere);
  app.use(webApp(options.web));
  app.use(nothingHere);
  app.use(errorAnswers(services.log));
}

/** Refuses what needs the values of variables to be measured, which validation does not have. */
function limitEntries(schema: GraphQLSchema): ApolloServerPlugin<ApiContext> {
  const limit = new EntryLimit(schema);
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operationName, request: { variables } }) {
          const rejection = limit.rejection(document, operationName, variables);
          if (rejection !== null) throw toGraphQLError(rejection);
        },
      };
    },
  };
}

/** Why a request is refused on every route and socket; null if it is not. */
function rejectionOf({ headers }: IncomingMessage, { demoSecret, web }: ServerOptions): ApiError | null {
  return demoSecret !== null && isForeignHost(headers, web.address.publicUrl) ? foreignHost() : null;
}

function nothingHere(): never {
  throw new ApiError('NOT_FOUND', 'There is nothing here.');
}

/** Answers hold what is private, and signed URLs. */
function noStore(_request: Request, response: Response, next: NextFunction): void {
  response.set('Cache-Control', 'no-store');
  next();
}

function refuseThrowing(schema: GraphQLSchema, { body, query }: Request): void {
  const asked = (body as { query?: unknown } | undefined)?.query ?? query['query'];
  const thrown = thrownByValidation(schema, asked);
  if (thrown !== null) throw toGraphQLError(new ApiError('BAD_USER_INPUT', thrown.message));
}

/** What resolvers get; UNAUTHENTICATED (401) without a valid token, SERVICE_UNAVAILABLE (503) while it cannot be checked. */
async function requestContext(
  services: ApiServices,
  authenticator: Authenticator,
  request: Request,
): Promise<ApiContext> {
  try {
    return { ...services, viewer: await signIn(request, authenticator) };
  } catch (error) {
    throw error instanceof ApiError ? toGraphQLError(error) : error;
  }
}
