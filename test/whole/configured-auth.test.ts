import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { ApiClient } from '../kit/server/client.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { PRODUCTION } from '../kit/server/tokens.js';
import { removeFolder } from '../kit/storage/remove-folder.js';

const SECRET = 'only for this test, at least thirty-two characters';
const userId = randomUUID();
let database: TestDatabase;
let dataDir: string;
let server: TestServer;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'configured-auth-'));
  server = await start();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
  await removeFolder(dataDir);
});

async function start(more: Record<string, string> = {}): Promise<TestServer> {
  const auth = { ...PRODUCTION, AUTH_JWT_SECRET: SECRET, AUTH_ISSUER: 'us', AUTH_AUDIENCE: 'clips' };
  return await startServer({ ...auth, DATABASE_URL: database.databaseUrl, DATA_DIR: dataDir, ...more });
}

async function token(audience: string): Promise<string> {
  const jwt = new SignJWT({ email: 'maker@example.org' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId);
  return await jwt
    .setIssuer('us')
    .setAudience(audience)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET));
}

describe('a server in production', () => {
  it('serves the user of a valid token, without other users’ videos', async () => {
    const api = new ApiClient(server.url, await token('clips'));
    expect(await api.data('{ viewer { id email } jobs { totalCount } }')).toEqual({
      viewer: { id: userId, email: 'maker@example.org' },
      jobs: { totalCount: 0 },
    });
  });

  it('refuses a token for somebody else’s service', async () => {
    const api = new ApiClient(server.url, await token('other'));
    expect(await api.rejection('{ viewer { id } }')).toBe('UNAUTHENTICATED');
  });

  it('has no demo sign-in, no playground and no introspection', async () => {
    expect((await fetch(`${server.url}/auth/demo`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${server.url}/playground`)).status).toBe(404);
    expect((await fetch(`${server.url}/playground/index.html`)).status).toBe(404);
    const api = new ApiClient(server.url, await token('clips'));
    expect(await api.rejection('{ __schema { queryType { name } } }')).toBe('BAD_USER_INPUT');
  });

  it('has the playground and introspection where they are set on', async () => {
    const enabled = await start({ PLAYGROUND: 'on' });
    const page = await fetch(`${enabled.url}/playground`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringMatching(/html/)]);
    const api = new ApiClient(enabled.url, await token('clips'));
    expect(await api.data('{ __schema { queryType { name } } }')).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
    expect((await fetch(`${enabled.url}/auth/demo`, { method: 'POST' })).status).toBe(404);
    await enabled.stop();
  });

  it('answers its probes', async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: 'ready' });
  });
});
