import { createHmac } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import { migrateDeploy } from '../../prisma/migrate.js';
import { asRoleOf, grantRunnerRole } from '../../prisma/runner-role.js';
import { startEmbeddedPostgres } from '../../embedded-postgres/embedded-postgres.js';
import type { ApiEnv } from './env.js';
import { packagePath } from '../../core/util/package-path.js';
import type { Shutdown } from '../shutdown.js';
import { StartupError } from '../../core/util/startup-error.js';

/** How a program reaches the database. */
export interface DatabaseAddress {
  /** For queries; a pooler in transaction mode where `direct` is another one. */
  queries: string;
  /** The database itself, for what belongs to a session: LISTEN, locks. */
  direct: string;
}

/** One database, as the server reaches it and as runners do. */
export interface Databases {
  server: DatabaseAddress;
  runner: DatabaseAddress;
}

/** Opens the configured or the embedded database, with every migration applied and a role for the runners. */
export async function openDatabase(env: ApiEnv, log: Logger, shutdown: Shutdown): Promise<Databases> {
  await makeDataDir(env.DATA_DIR);
  const databases = databasesOf(env, env.DATABASE_URL ?? (await startEmbedded(env, log, shutdown)));
  const { server, runner } = databases;
  try {
    await migrateDeploy(server.direct, packagePath('prisma/migrations'));
  } catch (error) {
    const where = env.DATABASE_URL === undefined ? 'the embedded database' : 'the database of DATABASE_URL';
    throw new StartupError(`The migrations could not be applied to ${where}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  if (runner.queries !== server.queries) await openRunnerRole(server, runner);
  return databases;
}

/** The addresses in the settings. Runners share the server's role only if DATABASE_URL is set and RUNNER_DATABASE_URL is not. */
export function databasesOf(env: ApiEnv, databaseUrl: string): Databases {
  const server = { queries: databaseUrl, direct: env.DATABASE_DIRECT_URL ?? databaseUrl };
  const ownRole =
    env.RUNNER_DATABASE_URL ?? (env.DATABASE_URL === undefined ? embeddedRunnerUrl(databaseUrl) : null);
  if (ownRole === null) return { server, runner: server };
  const direct = env.DATABASE_DIRECT_URL === undefined ? ownRole : asRoleOf(server.direct, ownRole);
  return { server, runner: { queries: ownRole, direct } };
}

/** The embedded database's role for runners. Its password is derived, so it stays the same and reveals nothing. */
function embeddedRunnerUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.password = createHmac('sha256', url.password).update('runner').digest('base64url');
  url.username = 'clip_chatbot_runner';
  return url.href;
}

async function openRunnerRole(server: DatabaseAddress, runner: DatabaseAddress): Promise<void> {
  try {
    await grantRunnerRole(server.direct, runner.queries);
  } catch (error) {
    throw new StartupError(`RUNNER_DATABASE_URL: ${(error as Error).message}.`, { cause: error });
  }
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
