import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { Backoff } from '../util/backoff.js';

/** A silent connection is detected within the sum of both. */
const BEAT_EVERY_MS = 5_000;
const ANSWER_WITHIN_MS = 5_000;
const RECONNECT = { firstMs: 100, longestMs: 5_000 };

export interface ListenerOptions {
  databaseUrl: string;
  channel: string;
  onPayload: (payload: string) => void;
  /** Listening has begun (again): earlier notifications were missed. */
  onListening: () => void;
  log: Logger;
}

/**
 * One LISTEN connection that reconnects by itself. Its heartbeat is a NOTIFY to itself, which a half-open socket never
 * answers. Behind a connection pooler another connection sends the NOTIFY: in transaction mode a pooler lends a server
 * connection for one statement, which would hear itself and nothing after that.
 */
export class Listener {
  private connection: Connection | null = null;
  private readonly backoff = new Backoff(RECONNECT);
  private stopped = false;

  constructor(private readonly options: ListenerOptions) {}

  /** True while notifications are known to arrive. */
  get listening(): boolean {
    return this.connection?.heard ?? false;
  }

  /** Resolves when it listens or the first attempt has failed; it keeps trying. */
  async start(): Promise<void> {
    const connection = new Connection(this.options);
    this.connection = connection;
    try {
      await connection.open();
      if (this.stopped) return;
      this.backoff.reset();
      this.options.onListening();
    } catch (error) {
      return this.retry(connection, error);
    }
    void connection.beat().catch((error: unknown) => this.retry(connection, error));
  }

  stop(): void {
    this.stopped = true;
    this.connection?.destroy();
  }

  private retry(connection: Connection, error: unknown): void {
    connection.destroy();
    if (this.stopped) return;
    const delay = Math.round(this.backoff.nextMs());
    this.options.log.warn({ err: error }, `LISTEN connection lost; trying again in ${delay} ms`);
    setTimeout(() => void (this.stopped || this.start()), delay).unref();
  }
}

class Connection {
  /** Its own NOTIFY came back and nothing has failed since. */
  heard = false;
  private readonly name = randomUUID();
  private readonly socket = new Socket();
  private readonly client: pg.Client;
  private pooled = false;
  private readonly broken = new AbortController();
  private onOwn: () => void = () => undefined;

  constructor(private readonly options: ListenerOptions) {
    this.client = new pg.Client({
      connectionString: options.databaseUrl,
      // Our own socket: pg cannot be made to drop one that does not answer.
      stream: () => this.socket,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
    });
    this.client.on('error', (error) => this.broken.abort(error));
    this.client.on('end', () => this.broken.abort(new Error('the connection ended')));
    this.client.on('notification', ({ payload = '' }) => {
      if (payload === this.name) this.onOwn();
      else options.onPayload(payload);
    });
  }

  async open(): Promise<void> {
    await this.client.connect();
    this.pooled = await isPooled(this.client);
    await this.proveHearing();
  }

  /** Never resolves; rejects when the connection is lost. */
  async beat(): Promise<never> {
    for (;;) {
      await this.pause(BEAT_EVERY_MS);
      await this.proveHearing();
    }
  }

  destroy(): void {
    this.heard = false;
    this.socket.destroy();
  }

  private async proveHearing(): Promise<void> {
    const own = new Promise<void>((resolve) => (this.onOwn = resolve));
    const { channel } = this.options;
    const notify = `SELECT set_config('synchronous_commit', 'off', true), pg_notify('${channel}', '${this.name}')`;
    if (this.pooled) {
      await this.client.query(`LISTEN ${channel}`);
      await this.askElsewhere(notify);
    } else await this.client.query(`LISTEN ${channel}; ${notify}`);
    const late = this.pause(ANSWER_WITHIN_MS).then(() => {
      throw new Error(
        'NOTIFY does not come through, as behind a connection pooler in transaction mode: set DATABASE_DIRECT_URL to the database itself',
      );
    });
    await Promise.race([own, late]);
    this.heard = true;
  }

  private async askElsewhere(statement: string): Promise<void> {
    const other = new pg.Client({
      connectionString: this.options.databaseUrl,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
    });
    other.on('error', () => undefined); // the query rejects with the same error
    try {
      await other.connect();
      await other.query(statement);
    } finally {
      await other.end().catch(() => undefined);
    }
  }

  /** Rejects as soon as the connection breaks. */
  private async pause(milliseconds: number): Promise<void> {
    const { signal } = this.broken;
    await pause(milliseconds, undefined, { ref: false, signal }).catch(() => {
      throw signal.reason;
    });
  }
}

/** Behind a pooler the process id of the handshake is not the server's. */
async function isPooled(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid !== (client as pg.Client & { processID: number | null }).processID;
}
