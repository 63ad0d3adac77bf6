import type { Server } from 'node:http';
import { ApolloServer } from '@apollo/server';
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
import { compilingGateway } from './graphql/executor.js';
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
import { attachSubscriptions, type SubscriptionOptions } from './graphql/subscriptions/subscriptions.js';

/** For a whole request that is no upload. */
const SMALL_REQUEST_LIMIT_MS = 30_000;

/** Bytes of a GraphQL request body; uploads have a route of their own. */
const MAX_BODY_BYTES = 64 * 1024;

export interface ServerOptions extends SubscriptionOptions {
  /** The server that listens already. */
  http: Server;
  health: HealthOptions;
  media: MediaRouterOptions;
  imports: Imports;
  web: WebAppOptions;
  /** Of providers that report here. */
  webhooks: readonly SignedWebhook[];
  /** Secret of demo tokens; null where auth is configured and there is no demo sign-in. */
  demoSecret: string | null;
}

export interface ApiServer {
  app: Express;
  /** Closes sockets, finishes requests, stops listening. */
  close(): Promise<void>;
}

/** Builds what the server answers with: GraphQL over HTTP and websocket, media, the web app. */
export async function createApiServer(options: ServerOptions): Promise<ApiServer> {
  const { http } = options;
  const app = express();
  const subscriptions = attachSubscriptions(http, options);
  const apollo = new ApolloServer<ApiContext>({
    gateway: compilingGateway(options.schema),
    introspection: options.web.playground,
    includeStacktraceInErrorResponses: false,
    formatError: formatError(options.services.log),
    // Nobody is to have us keep texts of theirs.
    persistedQueries: false,
    parseOptions: PARSE_LIMITS,
    validationRules: [limitOperations],
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer: http }),
      // Apollo's page would load scripts of another host, in production too; ours is the playground.
      ApolloServerPluginLandingPageDisabled(),
      // Without cache hints in the schema the cache plugin would only cost time on every field.
      ApolloServerPluginCacheControlDisabled(),
    ],
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  mountRoutes(app, apollo, options);
  return {
    app,
    async close() {
      // Both at once: whoever is sent away must not come back to a server that still listens.
      await Promise.all([subscriptions.close(), apollo.stop()]);
      http.closeAllConnections();
    },
  };
}

function mountRoutes(app: Express, apollo: ApolloServer<ApiContext>, options: ServerOptions): void {
  const { services, authenticator } = options;
  app.disable('x-powered-by');
  // Answers change with every request's moment; hashing them for an ETag is work for nobody.
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
