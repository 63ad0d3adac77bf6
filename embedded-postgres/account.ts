import { execFile, spawnSync, type SpawnOptions } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../core/util/startup-error.js';

const run = promisify(execFile);

/** The account's name is also what Debian's and Red Hat's own packages use. */
const ACCOUNT_NAME = 'postgres';

/**
 * How the database's programs are started. PostgreSQL refuses to run as root, so a server that root started
 * hands them to an account of their own.
 */
export interface Account {
  /** Owner of the database's files; undefined when the server's own user is used. */
  owner?: { uid: number; gid: number };
  /** The command line that runs `program` under this account. */
  command(program: string, args: string[]): { file: string; args: string[]; options: SpawnOptions };
}

/**
 * The account that can run `program` and reach `folder`.
 *
 * @throws StartupError when root has no such account and cannot make one, or when a parent folder is closed
 *   to it and the system cannot lift that for one process.
 */
export async function chooseAccount(program: string, folder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { command: (file, args) => ({ file, args, options: {} }) };
  const owner = (await lookUp()) ?? (await create());
  const closed = [program, folder].map((path) => firstClosedFolder(path, owner)).find((path) => path);
  if (!closed) return { owner, command: (file, args) => ({ file, args, options: owner }) };
  const crossing: Account = { owner, command: (file, args) => crossingCommand(owner, file, args) };
  if (!works(crossing, program)) throw closedFolder(closed);
  return crossing;
}

async function lookUp(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, ACCOUNT_NAME])));
    return { uid: Number(uid!.stdout), gid: Number(gid!.stdout) };
  } catch {
    return undefined;
  }
}

async function create(): Promise<{ uid: number; gid: number }> {
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/bin/false',
      ACCOUNT_NAME,
    ]);
  } catch (cause) {
    throw accountMissing(cause);
  }
  const owner = await lookUp();
  if (!owner) throw accountMissing(undefined);
  return owner;
}

function accountMissing(cause: unknown): StartupError {
  return new StartupError(
    `PostgreSQL does not run as root and the account "${ACCOUNT_NAME}" could not be created for it: start as an ordinary user, or set DATABASE_URL to a server of your own.`,
    { cause },
  );
}

/** The outermost folder above `path` that `owner` may not enter. */
function firstClosedFolder(path: string, owner: { uid: number; gid: number }): string | undefined {
  const parent = dirname(path);
  if (parent === path) return undefined;
  const above = firstClosedFolder(parent, owner);
  if (above) return above;
  const { mode, uid, gid } = statSync(parent);
  const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
  return mode & bit ? undefined : parent;
}

/**
 * A clone below a 0700 folder (/root, `mktemp -d`) is common, and opening that folder is not ours to do. The
 * one capability that passes closed folders is kept across the change of user instead; no_setuid_fixup
 * because access(2), with which Postgres checks its own program file, would otherwise ignore it.
 */
function crossingCommand(owner: { uid: number; gid: number }, file: string, args: string[]) {
  const flags = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const user = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  return { file: 'setpriv', args: [...user, ...flags, '--', file, ...args], options: {} };
}

function works(account: Account, program: string): boolean {
  const { file, args } = account.command(program, ['--version']);
  return spawnSync(file, args, { stdio: 'ignore', cwd: '/' }).status === 0;
}

function closedFolder(folder: string): StartupError {
  return new StartupError(
    `The folder ${folder} is closed to the account "${ACCOUNT_NAME}", under which the database runs when root starts the server: run "chmod o+x ${folder}", set DATA_DIR to another folder, or start as an ordinary user.`,
  );
}
