import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { ApiContext } from '../graphql/context.js';

/** Bytes of a GraphQL request body; uploads have a route of their own. */
const MAX_BODY_BYTES = 64 * 1024;

/** What clients of GraphQL send. */
const USUAL_TYPE = /^application\/json(; ?charset=utf-8)?$/i;

export type ContextOf = (request: Request) => Promise<ApiContext>;

/**
 * GraphQL over HTTP. The usual request, a POST of JSON in UTF-8 with its length, is read and answered without Express's
 * body parser and its `send`, which allow for all others and take about a tenth of a query's CPU time. All other requests
 * go through them.
 */
export function graphqlRoute(apollo: ApolloServer<ApiContext>, contextOf: ContextOf): RequestHandler[] {
  return [
    (request, response, next) => {
      if (isUsual(request)) answer(apollo, contextOf, request, response).catch(next);
      else next();
    },
    express.json({ limit: MAX_BODY_BYTES }),
    expressMiddleware(apollo, { context: async ({ req }) => await contextOf(req) }),
  ];
}

function isUsual({ method, headers }: Request): boolean {
  return (
    method === 'POST' &&
    headers['content-encoding'] === undefined &&
    USUAL_TYPE.test(headers['content-type'] ?? '') &&
    Number(headers['content-length']) <= MAX_BODY_BYTES
  );
}

async function answer(
  apollo: ApolloServer<ApiContext>,
  contextOf: ContextOf,
  request: Request,
  response: Response,
): Promise<void> {
  request.body = parsed(await textOf(request));
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: httpRequestOf(request),
    context: async () => await contextOf(request),
  });
  if (body.kind !== 'complete') throw new Error('Answers in parts are not configured.');
  for (const [name, value] of headers) response.setHeader(name, value);
  response.statusCode = status ?? 200;
  response.end(body.string);
}

async function textOf(request: Request): Promise<string> {
  return await new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString()));
  });
}

/** An object or an array; throws what Express's parser throws for anything else. */
function parsed(text: string): unknown {
  // Express ignores a byte order mark, and takes no body for an empty object.
  const json = text.replace(/^\ufeff/, '');
  if (json === '') return {};
  if (!/^[\x20\t\n\r]*[[{]/.test(json)) throw malformed();
  try {
    return JSON.parse(json);
  } catch {
    throw malformed();
  }
}

function malformed(): Error {
  return Object.assign(new SyntaxError('The body is no JSON object.'), { status: 400 });
}

function httpRequestOf({ method, headers, originalUrl, body }: Request): HTTPGraphQLRequest {
  const map = new HeaderMap();
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const search = originalUrl.indexOf('?');
  return { method, headers: map, search: search < 0 ? '' : originalUrl.slice(search), body: body as unknown };
}
