import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StartupError } from '../core/util/startup-error.js';
import { chooseAccount, type Account } from './account.js';
import { locateBinaries, type PostgresBinaries } from './binaries.js';
import { createCluster } from './create-cluster.js';
import { makeWritableFolder } from './folder.js';

/** A database cluster on disk: `<folder>/data`, its superuser's password, and the programs that run it. */
export interface Cluster {
  folder: string;
  dataDirectory: string;
  logFile: string;
  password: string;
  binaries: PostgresBinaries;
  account: Account;
}

/**
 * Opens the cluster under `<dataDir>/postgres`, creating it on the first start (1-3 s).
 *
 * @throws StartupError with one sentence when the folder cannot be written, the disk is full or initdb fails.
 */
export async function openCluster(dataDir: string): Promise<Cluster> {
  const folder = join(resolve(dataDir), 'postgres');
  makeWritableFolder(dirname(folder));
  const binaries = locateBinaries();
  const account = await chooseAccount(binaries.postgres, folder);
  if (!existsSync(folder)) await createCluster(folder, binaries, account);
  refuseForeignData(join(folder, 'data'), account);
  return {
    folder,
    dataDirectory: join(folder, 'data'),
    logFile: join(folder, 'log'),
    password: readPassword(folder),
    binaries,
    account,
  };
}

/** Postgres runs on its own user's files alone; typical after a start with sudo, or without it. */
function refuseForeignData(data: string, { owner }: Account): void {
  const expected = owner?.uid ?? process.getuid?.();
  const { uid } = statSync(data, { throwIfNoEntry: false }) ?? {};
  if (uid === undefined || expected === undefined || uid === expected) return;
  throw new StartupError(
    `The database in ${dirname(data)} belongs to another user (id ${uid}): start as the user who made it, or set DATA_DIR to another folder.`,
  );
}

function readPassword(folder: string): string {
  try {
    return readFileSync(join(folder, 'password'), 'utf8');
  } catch (cause) {
    throw new StartupError(
      `The database's password cannot be read from ${join(folder, 'password')}: restore it, or move ${folder} away to start with an empty database.`,
      { cause },
    );
  }
}
