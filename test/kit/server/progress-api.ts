import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type TestServer } from './server.js';
import { PRODUCTION, tokenFor } from './tokens.js';
import { removeFolder } from '../storage/remove-folder.js';

/** Starts the bundled server as in production on a database, with a data folder of its own. */
export async function startProgressApi(databaseUrl: string): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'progress-api-'));
  const server = await startServer({
    ...PRODUCTION,
    // Thousands of sockets follow one regeneration there, and only its owner may.
    SOCKETS_PER_USER: '5000',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      await removeFolder(dataDir);
    },
  };
}

/** A token that those servers take. */
export async function signToken(userId: string, lifetimeSeconds = 3600): Promise<string> {
  return await tokenFor(userId, Math.ceil(Date.now() / 1000) + lifetimeSeconds);
}
