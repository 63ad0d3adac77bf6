import pino from 'pino';
import { Listener } from '../../../core/postgres/listener.js';
import { ApiClient } from '../../kit/server/client.js';
import { createShortFixture, type DemoFixture } from '../../kit/server/demo-fixture.js';
import { confirmChange, demoJobId, followToEnd } from '../../kit/server/editing.js';
import { startPgBouncer, type PgBouncer } from '../../kit/database/pgbouncer.js';
import { asRunner } from '../../kit/database/postgres.js';
import { itRequires } from '../../kit/jest/requirements.js';
import { startServer, type TestServer } from '../../kit/server/server.js';
import { until } from '../../kit/server/until.js';

/** Through a real PgBouncer in transaction mode, except for connections that need a session. */
let fixture: DemoFixture;
let pooler: PgBouncer | null = null;
let server: TestServer | null = null;

beforeAll(async () => {
  fixture = await createShortFixture();
}, 120_000);
afterEach(async () => {
  await server?.stop();
  await pooler?.close();
  [server, pooler] = [null, null];
});
afterAll(async () => await fixture.drop());

async function startPooled(direct: Record<string, string>): Promise<TestServer> {
  return await startServer({
    DATABASE_URL: pooler!.through(fixture.databaseUrl),
    RUNNER_DATABASE_URL: pooler!.through(asRunner(fixture.databaseUrl)),
    DATA_DIR: fixture.dataDir,
    LOG_LEVEL: 'warn',
    ...direct,
  });
}

async function ready({ url }: TestServer): Promise<{ status: string; missing?: string[] }> {
  return (await (await fetch(`${url}/readyz`)).json()) as { status: string; missing?: string[] };
}

describe('a database behind PgBouncer in transaction mode', () => {
  itRequires(
    'pgbouncer',
    'serves a whole change, with LISTEN and migrations past it',
    async () => {
      pooler = await startPgBouncer(fixture.databaseUrl, 'transaction');
      server = await startPooled({ DATABASE_DIRECT_URL: fixture.databaseUrl });
      expect(await ready(server)).toEqual({ status: 'ready' });
      const api = await ApiClient.asDemoUser(server.url);
      const id = await confirmChange(api, await demoJobId(api), 0, 'make it nighttime');
      const events = await followToEnd(api, id);
      expect(events.at(-1)?.type).toBe('REGENERATION_COMPLETE');
      await api.close();
      expect(server.output()).not.toMatch(/prepared statement|LISTEN connection lost/);
    },
    180_000,
  );

  itRequires(
    'pgbouncer',
    'is reported by name if LISTEN does not work, and progress is polled',
    async () => {
      pooler = await startPgBouncer(fixture.databaseUrl, 'transaction');
      server = await startPooled({});
      await until(async () => (await ready(server!)).status === 'degraded', { what: '/readyz to say so' });
      expect((await ready(server)).missing?.join()).toMatch(/set DATABASE_DIRECT_URL to the database itself/);
      await until(() => /set DATABASE_DIRECT_URL/.test(server!.output()), { what: 'the log to say so' });
    },
    60_000,
  );
});

describe('LISTEN', () => {
  const listenTo = async (databaseUrl: string): Promise<{ listener: Listener; heard: string[] }> => {
    const heard: string[] = [];
    const options = { channel: 'test_channel', onPayload: (payload: string) => void heard.push(payload) };
    const listener = new Listener({
      ...options,
      databaseUrl,
      onListening: () => undefined,
      log: pino({ level: 'silent' }),
    });
    await listener.start();
    return { listener, heard };
  };

  itRequires('pgbouncer', 'is proven through a pooler in session mode, where it works', async () => {
    pooler = await startPgBouncer(fixture.databaseUrl, 'session');
    const { listener } = await listenTo(pooler.through(fixture.databaseUrl));
    expect(listener.listening).toBe(true);
    listener.stop();
  });

  itRequires(
    'pgbouncer',
    'is not believed through one in transaction mode, though it hears itself',
    async () => {
      pooler = await startPgBouncer(fixture.databaseUrl, 'transaction');
      const { listener } = await listenTo(pooler.through(fixture.databaseUrl));
      expect(listener.listening).toBe(false);
      listener.stop();
    },
  );
});
