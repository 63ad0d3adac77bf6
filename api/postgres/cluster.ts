import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { StartupError } from '../startup-error.js';
import { chooseAccount, type Account } from './account.js';
import { locateBinaries, type PostgresBinaries } from './binaries.js';

/** A database cluster on disk: `<folder>/data`, its superuser's password, and the programs that run it. */
export interface Cluster {
  folder: string;
  dataDirectory: string;
  logFile: string;
  password: string;
  binaries: PostgresBinaries;
  account: Account;
}

export const SUPERUSER = 'postgres';

/**
 * Opens the cluster under `<dataDir>/postgres`, creating it on the first start (1-3 s).
 *
 * @throws StartupError with one sentence when the folder cannot be written, the disk is full or initdb fails.
 */
export async function openCluster(dataDir: string): Promise<Cluster> {
  const folder = join(resolve(dataDir), 'postgres');
  makeFolder(dirname(folder));
  const binaries = locateBinaries();
  const account = await chooseAccount(binaries.postgres, join(folder, 'data'));
  if (!existsSync(folder)) await create(folder, binaries, account);
  return {
    folder,
    dataDirectory: join(folder, 'data'),
    logFile: join(folder, 'log'),
    password: readPassword(folder),
    binaries,
    account,
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    const probe = join(folder, `.write-check-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (cause) {
    throw unusableFolder(folder, cause);
  }
}

function unusableFolder(folder: string, cause: unknown): StartupError {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder, cause);
  return new StartupError(
    `The folder ${folder} cannot be written (${code}): make it writable for this user, or set DATA_DIR to another folder.`,
    { cause },
  );
}

function diskFull(folder: string, cause?: unknown): StartupError {
  return new StartupError(
    `There is no space left for the database in ${folder}: free some, or set DATA_DIR to a folder on another disk.`,
    { cause },
  );
}

/**
 * Builds the cluster beside its place and renames it, so that a start that was interrupted, or lost a race
 * against another one, leaves no half-made database behind.
 */
async function create(folder: string, binaries: PostgresBinaries, account: Account): Promise<void> {
  removeAbandoned(folder);
  const draft = `${folder}.new-${process.pid}`;
  try {
    const password = prepareDraft(draft, account);
    await initdb(join(draft, 'data'), password, binaries, account);
    renameSync(draft, folder);
  } catch (error) {
    if (existsSync(folder)) return;
    throw error instanceof StartupError ? error : unusableFolder(dirname(folder), error);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Makes the folders and the password file; returns the latter's path. */
function prepareDraft(draft: string, { owner }: Account): string {
  const data = join(draft, 'data');
  const password = join(draft, 'password');
  mkdirSync(draft);
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (owner) [data, password].forEach((path) => chownSync(path, owner.uid, owner.gid));
  return password;
}

function removeAbandoned(folder: string): void {
  const prefix = `${basename(folder)}.new-`;
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The built-in C.UTF-8 locale sorts the same on every machine and needs none of the system's locales. */
const INITDB_FLAGS = [
  `--username=${SUPERUSER}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

async function initdb(data: string, password: string, binaries: PostgresBinaries, account: Account): Promise<void> {
  const flags = [`--pgdata=${data}`, `--pwfile=${password}`, ...INITDB_FLAGS];
  const { file, args, options } = account.command(binaries.initdb, flags);
  const failure = await new Promise<string | undefined>((done) => {
    let output = '';
    const child = spawn(file, args, { ...options, cwd: '/', env: databaseEnvironment() });
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => done(error.message));
    child.on('close', (code, signal) => done(code === 0 ? undefined : output.trim() || `stopped by ${signal}`));
  });
  if (failure === undefined) return;
  const place = dirname(dirname(data));
  if (failure.includes('No space left on device')) throw diskFull(place);
  throw new StartupError(`The database could not be created in ${place}: ${lastReason(failure)}.`);
}

/** The last line of `output` that names a reason, without the program's prefix. */
export function lastReason(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const reason = lines.findLast((line) => /error|fatal|panic/i.test(line)) ?? lines.findLast((line) => line) ?? '';
  return reason.replace(/^.*?(?:error|FATAL|PANIC):\s*/i, '').replace(/\.$/, '');
}

/** Only what the programs need: the server's secrets are none of the database's business. */
export function databaseEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMPDIR } = process.env;
  return { PATH, SystemRoot, TEMP, TMPDIR, LC_ALL: 'C', TZ: 'UTC' };
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
