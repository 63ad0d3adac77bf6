import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../core/util/startup-error.js';
import type { Cluster } from './cluster.js';
import { isAlive, isPostmasterOf } from './process.js';
import { lastReason, programEnvironment } from './program.js';

/** A database server of our cluster. */
export interface Postmaster {
  pid: number;
  port: number;
  isRunning: () => boolean;
}

/** The server that runs on the cluster already, if any: it outlives a parent that was killed. */
export async function runningPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const file = join(cluster.dataDirectory, 'postmaster.pid');
  while (existsSync(file)) {
    const [id, , , port] = readFileSync(file, 'utf8').split('\n');
    const pid = Number(id);
    const isRunning = () => isPostmasterOf(cluster.dataDirectory, pid);
    if (!isRunning()) return forget(file, pid);
    if (port) return { pid, port: Number(port), isRunning };
    await sleep(20); // it has not written its port yet
  }
  return undefined;
}

/** A stranger may have got the id of a dead postmaster; Postgres would take it for alive and refuse to start. */
function forget(file: string, pid: number): undefined {
  if (isAlive(pid)) rmSync(file, { force: true });
}

/**
 * Starts the cluster's database server on loopback, apart from our process group and session.
 *
 * @param port A port to listen on; undefined takes a free one.
 * @param settings Further server settings, name to value.
 */
export async function spawnPostmaster(
  cluster: Cluster,
  settings: Record<string, string>,
  port?: number,
): Promise<Postmaster> {
  const chosen = port ?? (await freePort());
  const flags = Object.entries({ ...ownSettings(chosen), ...settings }).flatMap(([k, v]) => [
    '-c',
    `${k}=${v}`,
  ]);
  const { file, args, options } = cluster.account.command(cluster.binaries.postgres, [
    '-D',
    cluster.dataDirectory,
    ...flags,
  ]);
  if (existsSync(cluster.logFile)) renameSync(cluster.logFile, `${cluster.logFile}.previous`);
  const log = openSync(cluster.logFile, 'a', 0o600);
  const child = spawn(file, args, {
    ...options,
    cwd: '/',
    env: programEnvironment(),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  const pid = await new Promise<number>((done, failed) => {
    child.once('spawn', () => done(child.pid!));
    child.once('error', (cause) => failed(notRunnable(cause)));
  });
  return { pid, port: chosen, isRunning: () => child.exitCode === null && child.signalCode === null };
}

function ownSettings(port: number): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function notRunnable(cause: Error): StartupError {
  return new StartupError(
    `The PostgreSQL that npm installed does not run on this system (${cause.message}): set DATABASE_URL to a server of your own.`,
    { cause },
  );
}

/** Why the last server on this cluster ended, in its own words. */
export function endReason(cluster: Cluster): string {
  return lastReason(readFileSync(cluster.logFile, 'utf8'));
}

const FAST_SHUTDOWN_MS = 20_000;

/** Stops the server: open transactions are rolled back, clients disconnected, everything is on disk after it. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    send(postmaster, signal);
    for (const end = Date.now() + FAST_SHUTDOWN_MS; Date.now() < end; await sleep(20)) {
      if (!postmaster.isRunning()) return;
    }
  }
  throw new Error(`The database (process ${postmaster.pid}) did not stop.`);
}

/**
 * Makes the server end with this process however that exits, short of a kill.
 *
 * @returns what undoes it.
 */
export function endWithProcess(postmaster: Postmaster): () => void {
  const end = () => send(postmaster, 'SIGINT');
  process.once('exit', end);
  return () => process.removeListener('exit', end);
}

function send({ pid, isRunning }: Postmaster, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    if (isRunning()) process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
