import { randomUUID } from 'node:crypto';
import { createPrismaClient, type PrismaClient } from '../../prisma/client.js';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { createShortFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { ImportClient } from '../kit/server/import-client.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../kit/server/tokens.js';
import { routesWithParameters } from './http-routes.js';

interface Places {
  job: string;
  import: string;
}
const FILE = 'canary of the owner.mp4';
/** Requests for each route, and the answers to its owner and to others: the same as for an unknown id, or not. */
const ROUTES: Record<
  string,
  { path: (places: Places) => string; body?: string; own: number; others: number }
> = {
  'GET /jobs/:jobId/clips/:clipIndex/thumbnail': {
    ...{ path: ({ job }) => `/jobs/${job}/clips/0/thumbnail`, own: 302, others: 403 },
  },
  'PUT /imports/:id/files/:name': {
    ...{ path: (places) => `/imports/${places.import}/files/${encodeURIComponent(FILE)}`, body: 'x' },
    ...{ own: 201, others: 404 },
  },
  'GET /imports/:id': { path: (places) => `/imports/${places.import}`, own: 200, others: 404 },
  // Its single file is no import: rejected in words, to its owner only.
  'POST /imports/:id/start': { path: (places) => `/imports/${places.import}/start`, own: 400, others: 404 },
  'DELETE /imports/:id/files/:name': {
    ...{
      path: (places) => `/imports/${places.import}/files/${encodeURIComponent(FILE)}`,
      own: 204,
      others: 404,
    },
  },
  'DELETE /imports/:id': { path: (places) => `/imports/${places.import}`, own: 204, others: 404 },
};

let fixture: DemoFixture;
let server: TestServer;
let db: PrismaClient;
let [owner, stranger, nobody]: ImportClient[] = [];
let places: Places;

beforeAll(async () => {
  fixture = await createShortFixture();
  db = createPrismaClient(fixture.databaseUrl, { poolSize: 1 });
  const env = { AUTH_JWT_SECRET: JWT_SECRET, DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir };
  server = await startServer({ ...env, LOG_LEVEL: 'trace' });
  owner = new ImportClient(server.url, await tokenFor(DEMO_USER_ID));
  stranger = new ImportClient(server.url, await tokenFor(randomUUID()));
  nobody = new ImportClient(server.url, null);
  const { id: job } = await db.job.findFirstOrThrow();
  places = { job, import: await owner.begin() };
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await db.$disconnect();
  await fixture.drop();
});

async function ask(client: ImportClient | undefined, route: string, where: Places) {
  const { path, body } = ROUTES[route]!;
  const token = client === nobody ? null : await tokenFor(client === owner ? DEMO_USER_ID : randomUUID());
  const response = await fetch(`${server.url}${path(where)}`, {
    ...{ method: route.split(' ')[0]!, redirect: 'manual' },
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, text: await response.text(), location: response.headers.get('location') };
}

it('every route with an id in its path is in this matrix', () => {
  expect(routesWithParameters().sort()).toEqual(Object.keys(ROUTES).sort());
});

it.each(Object.keys(ROUTES))('%s answers others as it must, and its owner', async (route) => {
  const { own, others } = ROUTES[route]!;
  const nothing = await ask(nobody, route, places);
  expect([nothing.status, nothing.location]).toEqual([401, null]);
  const theirs = await ask(stranger, route, places);
  expect([theirs.status, theirs.location]).toEqual([others, null]);
  const unknown = await ask(stranger, route, { job: randomUUID(), import: randomUUID() });
  expect(unknown.status).toBe(404);
  // Another user's video answers with 403; another user's import is 404, like one that does not exist.
  if (others === 404) expect(theirs).toEqual(unknown);
  const mine = await ask(owner, route, places);
  expect(mine.status).toBe(own);
  for (const text of [nothing.text, theirs.text, unknown.text]) expect(text).not.toContain('canary');
});

it('a list of imports holds one’s own alone', async () => {
  await owner!.begin();
  expect(await owner!.open()).toHaveLength(1);
  expect(await stranger!.open()).toEqual([]);
  expect((await nobody!.send('GET', '/imports')).status).toBe(401);
});
