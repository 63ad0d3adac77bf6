import { randomUUID } from 'node:crypto';
import { getNamedType, isObjectType } from 'graphql';
import { createSchema } from '../../api/graphql/schema.js';
import { ApiClient } from '../kit/server/client.js';
import type { TestServer } from '../kit/server/server.js';
import { tokenFor } from '../kit/server/tokens.js';
import { routesWithParameters } from './http-routes.js';
import { ProductionFixture } from './production-server.js';
import { SocketClient } from './socket-client.js';

const KIB_64 = 64 * 1024;
const WHERE_IT_BROKE = /node_modules|\bat .+:\d+:\d+|\.(ts|js|mjs)\b|dist\/|stack/;
const WRONG = { code: 'BAD_USER_INPUT', status: 400 };
let fixture: ProductionFixture;
let server: TestServer;
let token: string;

beforeAll(async () => {
  fixture = await ProductionFixture.create();
  server = await fixture.start();
  token = await tokenFor(randomUUID());
});
afterAll(async () => {
  await fixture.drop();
});

interface Shown {
  message: string;
  extensions?: { code?: string; status?: number; id?: string };
}
/** The errors of an answer. */
type Ask = (query: string, variables?: Record<string, unknown>, at?: TestServer) => Promise<Shown[]>;

const overHttp: Ask = async (query, variables = {}, at = server) =>
  (await new ApiClient(at.url, token).send(query, variables)).errors ?? [];

const overSocket: Ask = async (query, variables = {}, at = server) => {
  const socket = await SocketClient.open(at.url, token);
  socket.ask('1', query, variables);
  const { type, payload } = await socket.answer('1');
  await socket.close();
  return type === 'error' ? (payload as Shown[]) : ((payload as { errors?: Shown[] }).errors ?? []);
};

const TRANSPORTS: [string, Ask][] = [
  ['HTTP', overHttp],
  ['a websocket', overSocket],
];

const list = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => each(index)).join(' ');
const nested = (levels: number): string => `${'{ a '.repeat(levels)}${'}'.repeat(levels)}`;
const aliased = (index: number): string => `v${index}: viewer { id }`;
const pages = (entries: number): string =>
  list(Math.ceil(entries / 100), (index) => {
    const first = Math.min(100, entries - index * 100);
    return `p${index}: jobs(first: ${first}) { edges { cursor } pageInfo { endCursor } }`;
  });
const change = (index: number): string =>
  `c${index}: regenerateClip(input: { jobId: "none", clipIndex: 0, instruction: "brighter" }) { status }`;
const RETRY = 'retryRegeneration(id: "none") { status }';

const LIMITS: [what: string, limit: number, make: (count: number) => string, complaint: RegExp][] = [
  ['levels', 10, nested, /levels deep/],
  [
    'levels, most of them in a fragment',
    10,
    (count) => `{ a { ...F } } fragment F on Query ${nested(count - 1)}`,
    /levels deep/,
  ],
  ['aliases', 15, (count) => `{ ${list(count, aliased)} }`, /aliases/],
  [
    'aliases, three of them in a fragment that is spread again and again',
    15,
    (count) =>
      `{ ${list(count % 3, aliased)} ${list(Math.floor(count / 3), () => '...F')} }
       fragment F on Query { a: viewer { b: id c: id } }`,
    /aliases/,
  ],
  ['entries of lists, on pages under aliases', 500, (count) => `{ ${pages(count)} }`, /entries of lists/],
  [
    'entries of lists, most of them in lists of each of a page’s, from a fragment',
    500,
    (count) =>
      `query ($first: Int = ${Math.floor(count / 5)}) {
         regenerations(jobId: "none", first: $first) { ...F } ${pages(count % 5)}
       }
       fragment F on Regeneration { templates { id } conversation { role } events { type } more: events { at } }`,
    /entries of lists/,
  ],
  ['tokens', 1000, (count) => `{ viewer { ${list(count - 5, () => 'id')} } }`, /more that 1000 tokens/],
  ['changes', 1, (count) => `mutation { ${list(count, change)} }`, /start one regeneration/],
  [
    'changes, that of a retry in a fragment',
    1,
    (count) => `mutation { ${list(count - 1, change)} ...F } fragment F on Mutation { ${RETRY} }`,
    /start one regeneration/,
  ],
];

/** Each mutation of the schema that answers with a regeneration of its own, or does what a yes accepts. */
const STARTING = Object.values((await createSchema()).getMutationType()!.getFields())
  .filter(({ name, type }) => {
    const payload = getNamedType(type);
    return name === 'sendMessage' || (isObjectType(payload) && 'regeneration' in payload.getFields());
  })
  .map(({ name }) => [name, `${name}(input: {}) { __typename }`] as const);

describe.each(TRANSPORTS)('over %s, an operation', (_transport, ask) => {
  it.each(LIMITS)('may have so many %s: %i, and not one more', async (_what, limit, make, complaint) => {
    const complaints = async (count: number): Promise<unknown[]> =>
      (await ask(make(count)))
        .filter(({ message }) => complaint.test(message))
        .map(({ extensions }) => extensions);
    expect(await complaints(limit)).toEqual([]);
    expect(await complaints(limit + 1)).toEqual([WRONG]);
  });

  it.each(STARTING)('may start one with %s', async (name, call) => {
    const of = async (calls: string): Promise<string> => JSON.stringify(await ask(`mutation { ${calls} }`));
    expect(await of(`a: ${call}`)).not.toMatch(/start one regeneration/);
    expect([name, await of(`a: ${call} b: ${call}`)]).toEqual([
      name,
      expect.stringMatching(/start one regeneration/),
    ]);
  });

  it('may not ask for more entries of lists by its variables', async () => {
    const query =
      'query ($n: Int) { a: jobs(first: $n) { ...F } b: jobs(first: $n) { ...F } jobs { ...F } } ' +
      'fragment F on JobConnection { edges { node { clips { clipIndex } } } }';
    expect(await ask(query, { n: 100 })).toEqual([]);
    const nested = query.replace('clipIndex }', 'clipIndex } more: clips { duration }');
    expect(await ask(nested, { n: 10 })).toEqual([]);
    const [error, ...others] = await ask(nested, { n: 100 });
    expect(others).toEqual([]);
    expect(error).toMatchObject({
      message: expect.stringMatching(/asks for 660 \(first of each list, .+smaller pages/) as string,
      extensions: WRONG,
    });
  });

  it('is not told the schema, neither asked for it nor by guessing', async () => {
    const guesses: [string, Record<string, unknown>?][] = [
      ['{ __schema { queryType { name } } }'],
      ['{ __type(name: "Job") { name } }'],
      ['{ viewr { id } }'],
      ['{ viewer { emial } }'],
      ['mutation { cancelRegeneration(idd: "1") { id } }'],
      [
        'query ($h: [MessageInput!]) { regenerationQuote(jobId: "1", clipIndex: 0, instruction: "x", conversationHistory: $h) { reply } }',
        { h: [{ role: 'USR', content: 'x', contents: 'x' }] },
      ],
    ];
    for (const [query, variables] of guesses) {
      const errors = await ask(query, variables);
      expect(errors.map(({ extensions }) => extensions)).toContainEqual(WRONG);
      expect(JSON.stringify(errors)).not.toMatch(/did you mean|"USER"/i);
    }
  });

  it('that our side fails at is answered with an id that is in the log, and nothing else', async () => {
    await fixture.db.$executeRaw`ALTER TABLE jobs RENAME TO hidden_jobs`;
    const errors = await ask('{ jobs { totalCount } }');
    await fixture.db.$executeRaw`ALTER TABLE hidden_jobs RENAME TO jobs`;
    expect(errors).toHaveLength(1);
    const { message, extensions } = errors[0]!;
    expect(extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      status: 500,
      id: expect.any(String) as unknown,
    });
    expect(message).toMatch(/^Something went wrong on our side/);
    await server.untilLogged(extensions!.id!);
    expect(JSON.stringify(errors)).not.toMatch(/hidden|relation|prisma|invocation/i);
  });

  it('whose variables do not fit is the caller’s mistake', async () => {
    const query = 'query ($id: ID!) { job(id: $id) { id } }';
    for (const variables of [{}, { id: null }, { id: { a: 1 } }, { id: [[]] }])
      expect((await ask(query, variables)).map(({ extensions }) => extensions)).toEqual([WRONG]);
    // Valid, because it has a default, but null anyway.
    const nulled = await ask('query ($id: ID = "x") { job(id: $id) { id } }', { id: null });
    expect(nulled.map(({ extensions }) => extensions)).toEqual([WRONG]);
  });
});

it('a subscription over HTTP whose directive lacks its argument is the caller’s mistake', async () => {
  const query = 'subscription { regenerationProgress(regenerationId: "1") @include { type } }';
  expect((await overHttp(query)).map(({ extensions }) => extensions)).toEqual([WRONG]);
  expect((await overSocket(query)).map(({ extensions }) => extensions)).toEqual([WRONG]);
});

it('an operation that is not there is the caller’s mistake, whatever it is called', async () => {
  // Repeated operations are compiled.
  for (const operationName of ['', 'B', '__proto__', '', 'B', '__proto__', '', 'B', '__proto__']) {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: 'query A { viewer { id } }', operationName }),
    });
    const { errors } = (await response.json()) as { errors: Shown[] };
    expect(errors.map(({ extensions }) => extensions)).toEqual([WRONG]);
  }
});

it.each([
  'X-Forwarded-For',
  'Forwarded',
  'Via',
  'Fly-Client-IP',
  'X-Cluster-Client-IP',
  'CF-Ray',
  'X-Envoy-External-Address',
])('metrics are for those who ask a replica itself (%s)', async (name) => {
  const statusOf = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(`${server.url}/metrics`, { headers })).status;
  expect([await statusOf({}), await statusOf({ [name]: '203.0.113.9' })]).toEqual([200, 404]);
});

it('introspection works over both where it is switched on, and Apollo’s own page stays away', async () => {
  const open = await fixture.start({ PLAYGROUND: 'on' });
  for (const [, ask] of TRANSPORTS)
    expect(await ask('{ __schema { queryType { name } } }', {}, open)).toEqual([]);
  const page = await fetch(`${open.url}/graphql`, { headers: { Accept: 'text/html' } });
  expect(page.status).toBe(400);
  expect(await page.text()).not.toMatch(/<html|apollographql\.com/);
});

describe('a request', () => {
  const headers = (): Record<string, string> => ({
    'Content-Type': 'application/json',
    Authorization: `Bearer ${token}`,
  });
  const post = async (body: string, more: Record<string, string> = {}): Promise<Response> =>
    await fetch(`${server.url}/graphql`, { method: 'POST', headers: { ...headers(), ...more }, body });
  const ofLength = (bytes: number): string => {
    const body = JSON.stringify({ query: '{ viewer { id } } #' });
    return body.replace('#', `#${'x'.repeat(bytes - body.length)}`);
  };
  const QUERY = JSON.stringify({ query: '{ viewer { id } }' });

  it('may have 64 KiB, and not a byte more', async () => {
    expect((await post(ofLength(KIB_64))).status).toBe(200);
    const refused = await post(ofLength(KIB_64 + 1));
    expect([refused.status, await refused.json()]).toEqual([
      413,
      { errors: [{ message: expect.any(String) as unknown, extensions: { ...WRONG, status: 413 } }] },
    ]);
  });

  async function expectRejection(response: Response): Promise<void> {
    const text = await response.text();
    expect(text).not.toMatch(WHERE_IT_BROKE);
    const { errors, data } = JSON.parse(text) as { errors: Shown[]; data?: unknown };
    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
  }

  it.each<[string, string, Record<string, string>]>([
    ['batches operations', `[${QUERY}, ${QUERY}]`, {}],
    ['comes as text, as forms can send it', QUERY, { 'Content-Type': 'text/plain' }],
    ['comes as a form', 'query={viewer{id}}', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['is no JSON', '{"query":', {}],
    ['is JSON of something else', '"query"', {}],
    ['is empty', '', {}],
    ['comes in an unknown encoding', QUERY, { 'Content-Encoding': 'zip' }],
    ['comes in an unknown character set', QUERY, { 'Content-Type': 'application/json; charset=ebcdic' }],
    ['names itself by a number', '{"query":"{ viewer { id } }","operationName":7}', {}],
  ])('that %s is refused as GraphQL refuses, without a word of where', async (_what, body, more) => {
    const response = await post(body, more);
    expect([400, 415]).toContain(response.status);
    await expectRejection(response);
  });

  it('that asks for a persisted query is refused: there are none', async () => {
    const response = await post(
      `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'0'.repeat(64)}"}}}`,
      {},
    );
    await expectRejection(response);
  });

  it('by GET is answered only with a header that no foreign page can send, and never changes anything', async () => {
    const get = async (query: string, sent: Record<string, string>): Promise<number> =>
      (await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, { headers: sent })).status;
    const signed = { Authorization: `Bearer ${token}` };
    expect(await get('{ viewer { id } }', { Cookie: 'token=x' })).toBe(400);
    expect(await get('{ viewer { id } }', signed)).toBe(200);
    expect(await get('mutation { cancelRegeneration(id: "1") { id } }', signed)).toBe(405);
  });

  it.each([
    '/%ff',
    '/assets/no-such-file.js',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/jobs/%ff/clips/0/thumbnail',
    '/media/%ff',
    '/imports/%ff/files/x',
  ])('for %s is refused without a word of where', async (path) => {
    const response = await fetch(`${server.url}${path}`, { headers: { Authorization: `Bearer ${token}` } });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).not.toMatch(WHERE_IT_BROKE);
  });

  it('that our side fails at outside GraphQL is answered with an id that is in the log, and nothing else', async () => {
    await fixture.db.$executeRaw`ALTER TABLE jobs RENAME TO hidden_jobs`;
    const response = await fetch(`${server.url}/jobs/${randomUUID()}/clips/0/thumbnail`, {
      headers: headers(),
    });
    await fixture.db.$executeRaw`ALTER TABLE hidden_jobs RENAME TO jobs`;
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect([response.status, error.code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    const id = /[0-9a-f-]{36}$/.exec(error.message)![0];
    await server.untilLogged(id);
    expect(error.message).not.toMatch(/relation|prisma|invocation/i);
  });
});

describe('odd text outside of GraphQL', () => {
  const authorized = (): Record<string, string> => ({ Authorization: `Bearer ${token}` });
  /** Parts of a path as they are on the wire. */
  const PARTS = [
    ...['%00', 'a%00b', `${randomUUID()}%00`, '%ff', '%ed%a0%bd', '%f0%9f%8c', '%', '%zz', '%u0000'],
    ...['..%2f..%2fx', '%2e%2e', '%0d%0aX-Odd:%201', '%E2%80%AE', '__proto__'],
    ...['0', '-1', '1e9', '9'.repeat(30)],
    ...['x'.repeat(300), '%F0%9F%8C%99'.repeat(100), 'constructor', '{}', '[]', ';', "'--"],
  ];
  const ROUTES = [...routesWithParameters(), 'GET /media/:key', 'GET /:page'];
  const parametersOf = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const CASES = ROUTES.flatMap((route) =>
    parametersOf(route).map((parameter): [string, string] => [parameter, route]),
  );

  /** What is wrong with an answer; null if nothing is. */
  async function fault(what: string, path: string, init: RequestInit): Promise<string | null> {
    const response = await fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    const isOurs = response.status < 500 && (response.status < 400 || !WHERE_IT_BROKE.test(text));
    return isOurs ? null : `${what}: ${response.status} ${text}`;
  }

  it.each(CASES)('%s of %s is never an error of ours', async (parameter, route) => {
    const [method, path] = route.split(' ') as [string, string];
    const begun = await fetch(`${server.url}/imports`, { method: 'POST', headers: authorized() });
    const { id } = (await begun.json()) as { id: string };
    const usual: Record<string, string> = { id, jobId: randomUUID(), clipIndex: '0', name: 'clip.mp4' };
    const faults = PARTS.map(async (part) => {
      const odd = path.replace(/:(\w+)/g, (_, name: string) =>
        name === parameter ? part : (usual[name] ?? 'x'),
      );
      const body = method === 'PUT' ? 'x' : undefined;
      return await fault(part, odd, { method, headers: authorized(), body });
    });
    expect((await Promise.all(faults)).filter((one) => one !== null)).toEqual([]);
    await fetch(`${server.url}/imports/${id}`, { method: 'DELETE', headers: authorized() });
  });

  const VALUES = [
    '',
    'null',
    '\x80\xff',
    '\xed\xa0\xbd',
    ';;==,,',
    '{}',
    '-1',
    'Bearer \xff.a.b',
    'Bearer a.b.c',
    'x'.repeat(9000),
  ];
  const HEADERS = [
    'Authorization Content-Type Content-Encoding Accept Accept-Encoding Accept-Language Cookie Origin Referer Range',
    'If-None-Match If-Match If-Modified-Since If-Range User-Agent X-Forwarded-For X-Forwarded-Proto X-Forwarded-Host',
    'Forwarded X-Request-Id Traceparent Apollo-Require-Preflight X-Apollo-Operation-Name',
  ].flatMap((names) => names.split(' '));

  it.each(HEADERS)('%s is never an error of ours', async (header) => {
    const query = JSON.stringify({ query: '{ viewer { id } }' });
    const json = { 'Content-Type': 'application/json' };
    const faults = VALUES.flatMap((value) => {
      const headers = { ...authorized(), [header]: value };
      return [
        fault(value, '/graphql', { method: 'POST', headers: { ...json, ...headers }, body: query }),
        ...[
          '/imports',
          `/jobs/${randomUUID()}/clips/0/thumbnail`,
          '/media/x?expires=1&kid=x&signature=x',
          '/',
        ].map(async (path) => await fault(value, path, { headers })),
      ];
    });
    expect((await Promise.all(faults)).filter((one) => one !== null)).toEqual([]);
  });
});
