import 'graphiql/setup-workers/vite';
import { createRoot } from 'react-dom/client';
import { createGraphiQLFetcher, type FetcherOpts, type FetcherParams } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { Kind, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { exampleOperations } from './operations.js';
import type { ExampleIds } from './operations.js';
import 'graphiql/style.css';
import './playground.css';

/** GraphiQL keeps tabs by itself; their ids belong to this server's data, so they start empty on each visit. */
const nothingKept: Storage = {
  length: 0,
  clear: () => undefined,
  getItem: () => null,
  key: () => null,
  removeItem: () => undefined,
  setItem: () => undefined,
};

/** A token of the demo user, where the server hands one out; else the headers' editor waits for one. */
async function demoToken(): Promise<string> {
  const answer = await fetch('/auth/demo', { method: 'POST' }).catch(() => null);
  return answer?.ok ? ((await answer.json()) as { token: string }).token : '';
}

/** The newest video and its newest regeneration, so that the examples work unchanged. */
async function newestIds(authorization: string): Promise<ExampleIds> {
  const ask = async (query: string) => {
    const headers = { 'content-type': 'application/json', authorization };
    const answer = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) });
    return (await answer.json()) as NewestAnswer;
  };
  try {
    const jobId =
      (await ask('{ jobs(first: 1) { edges { node { id } } } }')).data?.jobs?.edges[0]?.node.id ?? '';
    const latest = await ask(`{ regenerations(jobId: ${JSON.stringify(jobId)}, first: 1) { id } }`);
    return { jobId, regenerationId: latest.data?.regenerations?.[0]?.id ?? '' };
  } catch {
    return { jobId: '', regenerationId: '' };
  }
}

interface NewestAnswer {
  data?: {
    jobs?: { edges: { node: { id: string } }[] };
    regenerations?: { id: string }[];
  } | null;
}

/**
 * A request that names an operation of its own document. For a moment after another tab was opened the editor still
 * names the operation of the last one, whose kind would also decide between HTTP and websocket.
 */
function withOwnOperation(
  params: FetcherParams,
  options: FetcherOpts | undefined,
): [FetcherParams, FetcherOpts | undefined] {
  try {
    const documentAST = parse(params.query);
    const operations = documentAST.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const names = operations.map((operation) => ('name' in operation ? operation.name?.value : undefined));
    const operationName = names.includes(params.operationName ?? undefined) ? params.operationName : names[0];
    return [
      { ...params, operationName },
      { ...options, documentAST },
    ];
  } catch {
    // No GraphQL at all: the server says where.
    return [params, options];
  }
}

/**
 * Requests carry what the headers' editor says, and before that is loaded (the schema is asked for at once) the
 * initial token. Sockets take the authorization of the last request.
 */
function createFetcher(initialAuthorization: string) {
  let authorization = initialAuthorization;
  const socket = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: () => ({ authorization }),
  });
  const fetcher = createGraphiQLFetcher({ url: '/graphql', headers: { authorization }, wsClient: socket });
  return ((params, options) => {
    const typed = Object.entries(options?.headers ?? {}).find(
      ([name]) => name.toLowerCase() === 'authorization',
    );
    if (typeof typed?.[1] === 'string') authorization = typed[1];
    return fetcher(...withOwnOperation(params, options));
  }) satisfies typeof fetcher;
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root.');

const authorization = `Bearer ${await demoToken()}`;
const headers = JSON.stringify({ authorization }, null, 2);
const tabs = exampleOperations(await newestIds(authorization)).map((tab) => ({ ...tab, headers }));

createRoot(root).render(
  <GraphiQL
    fetcher={createFetcher(authorization)}
    storage={nothingKept}
    defaultTabs={tabs}
    defaultHeaders={headers}
    defaultEditorToolsVisibility="variables"
  />,
);
