import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import { migrateDeploy } from '../prisma/migrate.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import type { ApiEnv } from './env.js';
import { packagePath } from './package-path.js';
import type { Shutdown } from './shutdown.js';
import { StartupError } from './startup-error.js';

/** Opens the configured or the embedded database, with every migration applied; returns its connection string. */
export async function openDatabase(env: ApiEnv, log: Logger, shutdown: Shutdown): Promise<string> {
  await makeDataDir(env.DATA_DIR);
  const databaseUrl = env.DATABASE_URL ?? (await startEmbedded(env, log, shutdown));
  try {
    await migrateDeploy(databaseUrl, packagePath('prisma/migrations'));
  } catch (error) {
    const where = env.DATABASE_URL === undefined ? 'the embedded database' : 'the database of DATABASE_URL';
    throw new StartupError(`The migrations could not be applied to ${where}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return databaseUrl;
}

async function startEmbedded(env: ApiEnv, log: Logger, shutdown: Shutdown): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir: env.DATA_DIR, log });
  shutdown.add('embedded PostgreSQL', async () => await postgres.stop());
  return postgres.databaseUrl;
}

async function makeDataDir(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new StartupError(
      `The data folder ${folder} cannot be made (${error.code}): set DATA_DIR to a folder that this user may write.`,
      {
        cause: error,
      },
    );
  });
}
