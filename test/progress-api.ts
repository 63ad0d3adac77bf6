import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { startServer, type TestServer } from './server.js';

const SECRET = 'only for this test, at least thirty-two characters';

/** Starts the compiled server as in production on a database, with a data folder of its own. */
export async function startProgressApi(databaseUrl: string): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'progress-api-'));
  const server = await startServer({
    NODE_ENV: 'production',
    AUTH_JWT_SECRET: SECRET,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A token that those servers take. */
export async function signToken(userId: string, lifetimeSeconds = 3600): Promise<string> {
  return await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setExpirationTime(Math.ceil(Date.now() / 1000) + lifetimeSeconds)
    .sign(new TextEncoder().encode(SECRET));
}
