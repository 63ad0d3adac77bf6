import { dirname } from 'node:path';
import type pg from 'pg';
import { openCluster, type Cluster } from './cluster.js';
import { claim, connectionUrl, connectWhenReady } from './ownership.js';
import {
  endReason,
  endWithProcess,
  runningPostmaster,
  spawnPostmaster,
  stopPostmaster,
  type Postmaster,
} from './postmaster.js';
import { StartupError } from '../core/util/startup-error.js';

const DATABASE = 'clip_chatbot';

/** Receives the embedded server's messages; a pino logger fits. */
export interface PostgresLog {
  info(message: string): void;
  error(message: string): void;
}

export interface EmbeddedPostgresOptions {
  /** Folder of all of the server's data; the database is in `<dataDir>/postgres`. */
  dataDir: string;
  log: PostgresLog;
  /** Further PostgreSQL settings, name to value. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** Connection string of the application's database; the same until stop(). */
  databaseUrl: string;
  /** Stops the database server; resolves when its process is gone. */
  stop: () => Promise<void>;
}

/** A database server that we own: the lock is held by `session`. */
interface Owned {
  postmaster: Postmaster;
  session: pg.Client;
  /** Lets the database server outlive this process; undoes endWithProcess. */
  letGo: () => void;
}

/**
 * Starts the PostgreSQL server that npm installed, or takes over the one that a killed server left behind.
 * If the database server dies later, it is started again on the same port.
 *
 * @throws StartupError in one sentence: folder not writable, disk full, data in use by another server, ...
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, settings = {} } = options;
  const cluster = await openCluster(options.dataDir);
  let owned = await own(cluster, settings);
  const { port } = owned.postmaster;
  log.info(`PostgreSQL runs on 127.0.0.1:${port} (process ${owned.postmaster.pid})`);

  let stopping = false;
  let recovery = Promise.resolve();
  const recover = async () => {
    log.error('The connection to the embedded PostgreSQL was lost; recovering it');
    owned.letGo();
    owned = await own(cluster, settings, port);
    owned.session.once('end', onLost);
    log.info(`PostgreSQL is back (process ${owned.postmaster.pid})`);
  };
  const onLost = () => {
    if (stopping) return;
    recovery = recover().catch((error: Error) => log.error(`PostgreSQL did not come back: ${error.message}`));
  };
  owned.session.once('end', onLost);

  return {
    databaseUrl: connectionUrl(cluster, owned.postmaster, DATABASE),
    async stop() {
      stopping = true;
      await recovery;
      await stopPostmaster(owned.postmaster);
      owned.letGo();
      await owned.session.end().catch(() => undefined);
    },
  };
}

const START_ATTEMPTS = 3;

/** Adopts or starts the cluster's server and claims it. */
async function own(cluster: Cluster, settings: Record<string, string>, port?: number): Promise<Owned> {
  for (let attempt = 1; ; attempt++) {
    const adopted = await runningPostmaster(cluster);
    const postmaster = adopted ?? (await spawnPostmaster(cluster, settings, port));
    // One that runs already may be another server's, until the claim says otherwise.
    const letGo = adopted ? undefined : endWithProcess(postmaster);
    try {
      const session = await connectWhenReady(cluster, postmaster);
      if (session) {
        await claimFor(cluster, session);
        return { postmaster, session, letGo: letGo ?? endWithProcess(postmaster) };
      }
    } catch (error) {
      // A server that we started and that never became ready has no other users.
      if (!adopted && !(error instanceof StartupError)) await stopPostmaster(postmaster);
      letGo?.();
      throw unusable(cluster, error);
    }
    letGo?.();
    // An adopted server was shutting down. A new one lost the race for its port or against another start.
    if (!adopted && attempt >= START_ATTEMPTS) throw unusable(cluster, new Error(endReason(cluster)));
  }
}

async function claimFor(cluster: Cluster, session: pg.Client): Promise<void> {
  const owner = await claim(session);
  if (owner === undefined) return createDatabase(session);
  await session.end();
  throw new StartupError(
    `The data folder ${dirname(cluster.folder)} is already in use by another running server (${owner}): stop that one, or set DATA_DIR to another folder.`,
  );
}

function unusable(cluster: Cluster, error: unknown): StartupError {
  if (error instanceof StartupError) return error;
  return new StartupError(`The database in ${cluster.folder} does not start: ${(error as Error).message}.`, {
    cause: error,
  });
}

async function createDatabase(session: pg.Client): Promise<void> {
  const { rowCount } = await session.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await session.query(`CREATE DATABASE ${DATABASE}`);
}
