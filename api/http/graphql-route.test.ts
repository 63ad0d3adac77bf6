import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { ApiContext } from '../graphql/context.js';
import { graphqlRoute } from './graphql-route.js';

const LIMIT = 64 * 1024;
const JSON_TYPE = 'application/json';
// cspell:ignore nächtlich
const QUERY = { query: 'query ($text: String) { echo(text: $text) }', variables: { text: 'night 🌃' } };

let apollo: ApolloServer<ApiContext>;
let ours: Server;
let plain: Server;

const context = async (): Promise<ApiContext> => ({ viewer: null }) as unknown as ApiContext;

async function serve(handlers: RequestHandler[]): Promise<Server> {
  const failed: ErrorRequestHandler = (error: { status?: number }, _request, response, _next) =>
    void response.status(error.status ?? 500).json({ failed: error.status ?? 500 });
  const app = express().disable('etag');
  const noStore: RequestHandler = (_request, response, next) =>
    void next(void response.set('Cache-Control', 'no-store'));
  const server = createServer(app.use('/graphql', noStore, ...handlers).use(failed));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

beforeAll(async () => {
  apollo = new ApolloServer<ApiContext>({
    typeDefs: 'type Query { echo(text: String): String }',
    resolvers: { Query: { echo: (_: unknown, { text }: { text: string }) => text } },
    includeStacktraceInErrorResponses: false,
  });
  await apollo.start();
  ours = await serve(graphqlRoute(apollo, context));
  plain = await serve([express.json({ limit: LIMIT }), expressMiddleware(apollo, { context })]);
});
afterAll(async () => {
  for (const server of [ours, plain]) server.close();
  await apollo.stop();
});

interface Sent {
  method?: string;
  path?: string;
  type?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** In parts and without its length. */
  isChunked?: boolean;
}

async function answerOf(server: Server, { method = 'POST', path = '', type = JSON_TYPE, ...sent }: Sent) {
  const { port } = server.address() as AddressInfo;
  const body = Buffer.from(sent.body ?? JSON.stringify(QUERY));
  const length = sent.isChunked === true ? {} : { 'content-length': body.length };
  const headers = { 'content-type': type, ...length, ...sent.headers };
  const outgoing = send({ port, host: '127.0.0.1', method, path: `/graphql${path}`, headers });
  // Split inside a character.
  outgoing.write(body.subarray(0, 70));
  outgoing.end(body.subarray(70));
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { date: _date, ...answered } = response.headers;
  return { status: response.statusCode, headers: answered, text: Buffer.concat(chunks).toString() };
}

function padded(bytes: number): string {
  const json = JSON.stringify(QUERY);
  return json + ' '.repeat(bytes - Buffer.byteLength(json));
}

it.each<[string, Sent, number]>([
  ['a usual request', {}, 200],
  ['one with its charset', { type: 'application/json; charset=utf-8' }, 200],
  [
    'one in UTF-16',
    { type: 'application/json; charset=utf-16le', body: Buffer.from(JSON.stringify(QUERY), 'utf16le') },
    200,
  ],
  ['one in Latin-1', { type: 'application/json; charset=latin1' }, 415],
  ['one with a byte order mark', { body: `\ufeff${JSON.stringify(QUERY)}` }, 200],
  ['one in parts', { isChunked: true }, 200],
  [
    'one that is compressed',
    { headers: { 'content-encoding': 'gzip' }, body: gzipSync(JSON.stringify(QUERY)) },
    200,
  ],
  ['one with an encoding that nobody knows', { headers: { 'content-encoding': 'x' } }, 415],
  ['one with a query string', { path: '?x=1' }, 200],
  ['one of another type', { type: 'text/plain' }, 400],
  ['one whose errors have a status', { body: JSON.stringify({ query: '{ nothing }' }) }, 400],
  ['one with wrong variables', { body: JSON.stringify({ ...QUERY, variables: 'x' }) }, 400],
  ['an empty object', { body: '{}' }, 400],
  ['a list', { body: '[]' }, 400],
  ['no body', { body: '' }, 400],
  ['blanks', { body: '  ' }, 400],
  ['a number', { body: '5' }, 400],
  ['broken JSON', { body: '{"query":' }, 400],
  ['bytes that are no UTF-8', { body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) }, 400],
  ['the largest body', { body: padded(LIMIT) }, 200],
  ['a larger body', { body: padded(LIMIT + 1) }, 413],
  ['a PUT', { method: 'PUT' }, 405],
  ['Accept of another type', { headers: { accept: 'image/png' } }, 406],
])("answers %s as Express's parser and Apollo's middleware do", async (_name, sent, status) => {
  const [given, right] = [await answerOf(ours, sent), await answerOf(plain, sent)];
  expect(given).toEqual(right);
  expect(given.status).toBe(status);
});

it.each([
  ['a POST', { body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }) }],
  [
    'a GET',
    {
      method: 'GET',
      path: `?extensions=${encodeURIComponent('{"persistedQuery":{"version":1,"sha256Hash":"x"}}')}`,
      headers: { 'apollo-require-preflight': '1' },
      body: '',
    },
  ],
])('is not stored where Apollo would let it be, for %s', async (_name, sent) => {
  const { text, headers } = await answerOf(ours, sent);
  expect(text).toContain('PersistedQuery');
  expect(headers['cache-control']).toBe('no-store');
});
