import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StartupError } from '../core/util/startup-error.js';
import type { Account } from './account.js';
import type { PostgresBinaries } from './binaries.js';
import { diskFull, unusableFolder } from './folder.js';
import { isAlive } from './process.js';
import { lastReason, programEnvironment } from './program.js';

/** The only role of the embedded cluster. */
export const SUPERUSER = 'postgres';

/**
 * Builds the cluster beside its place and renames it, so that a start that was interrupted, or lost a race
 * against another one, leaves no half-made database behind.
 */
export async function createCluster(
  folder: string,
  binaries: PostgresBinaries,
  account: Account,
): Promise<void> {
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
  chmodSync(draft, 0o755); // whatever the umask: the database's account must pass through
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

/** The built-in C.UTF-8 locale sorts the same on every machine and needs none of the system's locales. */
const INITDB_FLAGS = [
  `--username=${SUPERUSER}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

async function initdb(
  data: string,
  password: string,
  binaries: PostgresBinaries,
  account: Account,
): Promise<void> {
  const flags = [`--pgdata=${data}`, `--pwfile=${password}`, ...INITDB_FLAGS];
  const { file, args, options } = account.command(binaries.initdb, flags);
  const failure = await new Promise<string | undefined>((done) => {
    let output = '';
    const child = spawn(file, args, { ...options, cwd: '/', env: programEnvironment() });
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => done(error.message));
    child.on('close', (code, signal) =>
      done(code === 0 ? undefined : output.trim() || `stopped by ${signal}`),
    );
  });
  if (failure === undefined) return;
  const place = dirname(dirname(data));
  if (failure.includes('No space left on device')) throw diskFull(place);
  throw new StartupError(`The database could not be created in ${place}: ${lastReason(failure)}.`);
}
