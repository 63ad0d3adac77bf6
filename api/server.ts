import type { Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type Request } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { Authenticator } from './graphql/auth.js';
import type { ApiContext, ApiServices } from './graphql/context.js';
import { formatError, toGraphQLError } from './graphql/errors.js';
import { ApiError } from '../core/errors.js';
import { demoSignIn } from './http/demo-sign-in.js';
import { planningGateway } from './graphql/execution/gateway.js';
import { errorAnswers } from './http/error-answers.js';
import { healthRoutes, type HealthOptions } from './http/health.js';
import { endSlowBodies } from './http/slow-bodies.js';
import { thrownByValidation } from './graphql/thrown-by-validation.js';
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

/** Limit for a whole request that is not an upload. */
const SMALL_REQUEST_LIMIT_MS = 30_000;

/** Bytes of a GraphQL request body; uploads have a route of their own. */
const MAX_BODY_BYTES = 64 * 1024;

export interface ServerOptions extends SubscriptionOptions {
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
  const subscriptions = attachSubscriptions(http, options);
  const apollo = new ApolloServer<ApiContext>({
    gateway: planningGateway(options.schema),
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
  app.use(importRoutes({ imports: options.imports, authenticator, log: services.log }));
  app.use(endSlowBodies(SMALL_REQUEST_LIMIT_MS));
  app.use(healthRoutes(options.health));
  if (options.demoSecret !== null) app.use(demoSignIn(options.demoSecret));
  for (const source of options.webhooks)
    app.use(webhookRoute({ db: services.db, source, log: services.log }));
  app.use(thumbnailRoute(services, authenticator));
  app.use('/media', createMediaRouter(options.media));
  app.use(
    '/graphql',
    express.json({ limit: MAX_BODY_BYTES }),
    expressMiddleware(apollo, {
      context: async ({ req }) => {
        const context = await requestContext(services, authenticator, req.headers.authorization);
        refuseThrowing(options.schema, req);
        return context;
      },
    }),
  );
  app.use(webApp(options.web));
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

function refuseThrowing(schema: GraphQLSchema, { body, query }: Request): void {
  const asked = (body as { query?: unknown } | undefined)?.query ?? query['query'];
  const thrown = thrownByValidation(schema, asked);
  if (thrown !== null) throw toGraphQLError(new ApiError('BAD_USER_INPUT', thrown.message));
}

/** What resolvers get; UNAUTHENTICATED (401) without a valid token. */
async function requestContext(
  services: ApiServices,
  authenticator: Authenticator,
  authorization: string | undefined,
): Promise<ApiContext> {
  try {
    return { ...services, viewer: await authenticator.authenticate(authorization) };
  } catch (error) {
    throw error instanceof ApiError ? toGraphQLError(error) : error;
  }
}
