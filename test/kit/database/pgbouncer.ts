import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, chmod, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../proxies/free-port.js';
import { asRunner } from './postgres.js';
import { until } from '../server/until.js';

/** A real PgBouncer in front of a database server. */
export interface PgBouncer {
  /** The URL of the same database through the pooler. */
  through(databaseUrl: string): string;
  close(): Promise<void>;
}

/** Starts PgBouncer in front of a URL's server, for that URL's user and the runners' role. */
export async function startPgBouncer(
  databaseUrl: string,
  mode: 'transaction' | 'session',
): Promise<PgBouncer> {
  const folder = await mkdtemp(join(process.env.TEST_RUN_FOLDER!, 'pgbouncer-'));
  await chmod(folder, 0o755); // it drops root before it reads its files
  const port = await freePort();
  const users = [databaseUrl, asRunner(databaseUrl)].map((url) => new URL(url));
  const list = users.map(({ username, password }) => `"${username}" "${password}"\n`).join('');
  await writeFile(join(folder, 'users.txt'), list);
  await writeFile(join(folder, 'pgbouncer.ini'), configuration(new URL(databaseUrl), folder, port, mode));
  const child = spawn('pgbouncer', [join(folder, 'pgbouncer.ini')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await listening(child, port);
  return {
    through: (url) => Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href,
    async close() {
      const exited = once(child, 'exit');
      child.kill('SIGINT');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration({ hostname, port }: URL, folder: string, listenPort: number, mode: string): string {
  return [
    '[databases]',
    `* = host=${hostname} port=${port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${listenPort}`,
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    `auth_file = ${join(folder, 'users.txt')}`,
    `pool_mode = ${mode}`,
    // Tests drop their database, so no connection may stay open.
    'server_idle_timeout = 1',
    ...(process.getuid?.() === 0 ? ['user = nobody'] : []),
    '',
  ].join('\n');
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`PgBouncer ended: ${said}`);
      const socket = connect(port, '127.0.0.1');
      const open = await new Promise<boolean>((resolve) =>
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false)),
      );
      socket.destroy();
      return open;
    },
    { what: 'PgBouncer' },
  );
}
