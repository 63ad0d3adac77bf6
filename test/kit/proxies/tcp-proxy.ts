import { EventEmitter, once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/**
 * What happens to bytes. `stall`: bytes and closes wait, as in a network that drops packets; nothing is lost once it
 * passes again.
 */
export type Traffic = 'pass' | 'stall' | { bytesPerSecond: number };

/** A connection to a server that a test can disturb while it is in use. */
export interface TcpProxy {
  port: number;
  /** The same address through this proxy. */
  through(url: string): string;
  /** Number of open connections. */
  live(): number;
  /** Applies to existing and future connections, in both directions. */
  set(traffic: Traffic): void;
  /** Applies only to requests. */
  setToServer(traffic: Traffic): void;
  /** Applies only to replies. `stall` and then `cut()` loses the answer to a request that was carried out. */
  setToClient(traffic: Traffic): void;
  /** Resets new connections at once, until `refuse(false)`. */
  refuse(refused: boolean): void;
  /** Resets the open connections; returns their number. */
  cut(): number;
  /** Leaves the open connections half-open permanently, while new ones pass; returns their number. */
  strand(): number;
  close(): Promise<void>;
}

/** A TCP proxy on a free local port to the host and port of a URL. */
export async function startTcpProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const ways = { toServer: new Way(), toClient: new Way() };
  const connections = new Set<Connection>();
  let refused = false;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    if (refused) return void client.on('error', () => undefined).resetAndDestroy();
    const connection = new Connection(client, ways, () => connections.delete(connection));
    connections.add(connection);
    void connection.open(target);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const each = (act: (connection: Connection) => void): number => {
    const now = [...connections];
    now.forEach(act);
    return now.length;
  };
  return {
    port,
    through: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    live: () => connections.size,
    set: (traffic) => Object.values(ways).forEach((way) => way.set(traffic)),
    setToServer: (traffic) => ways.toServer.set(traffic),
    setToClient: (traffic) => ways.toClient.set(traffic),
    refuse: (value) => void (refused = value),
    cut: () => each((connection) => connection.cut()),
    strand: () => each((connection) => connection.strand()),
    async close() {
      each((connection) => connection.cut());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One direction of every connection. */
class Way {
  private traffic: Traffic = 'pass';
  private readonly changes = new EventEmitter().setMaxListeners(0);

  set(traffic: Traffic): void {
    this.traffic = traffic;
    this.changes.emit('change');
  }

  async passable(): Promise<void> {
    while (this.traffic === 'stall') await once(this.changes, 'change');
  }

  /** Splits a chunk into pieces that pass at once. A slow direction passes 0.1 s worth of bytes, ten times a second. */
  async *pass(chunk: Buffer): AsyncGenerator<Buffer> {
    for (let rest = chunk; rest.length > 0;) {
      await this.passable();
      const slow = typeof this.traffic === 'object' ? this.traffic : null;
      const length = slow === null ? rest.length : Math.max(1, Math.floor(slow.bytesPerSecond / 10));
      yield rest.subarray(0, length);
      rest = rest.subarray(length);
      if (slow !== null) await setTimeout(100);
    }
  }
}

class Connection {
  private server: Socket | null = null;
  private stranded = false;

  constructor(
    private readonly client: Socket,
    private readonly ways: { toServer: Way; toClient: Way },
    private readonly gone: () => void,
  ) {
    client.on('error', () => undefined).on('close', () => this.server === null && gone());
  }

  async open(target: URL): Promise<void> {
    await this.ways.toServer.passable();
    if (this.client.destroyed) return;
    const server = connect({ host: target.hostname, port: Number(target.port), allowHalfOpen: true });
    this.server = server.setNoDelay().on('error', () => undefined);
    const { toServer, toClient } = this.ways;
    await Promise.all([this.carry(this.client, server, toServer), this.carry(server, this.client, toClient)]);
    if (!this.stranded) this.gone();
  }

  cut(): void {
    this.stranded = false;
    this.client.resetAndDestroy();
    this.server?.resetAndDestroy();
    this.gone();
  }

  strand(): void {
    this.stranded = true;
  }

  private async carry(from: Socket, to: Socket, way: Way): Promise<void> {
    const whole = await this.carryBytes(from, to, way).catch(() => false);
    await way.passable();
    if (this.stranded) return;
    if (whole) to.end();
    else [from, to].forEach((socket) => socket.resetAndDestroy());
  }

  /** False if one side disconnected. */
  private async carryBytes(from: Socket, to: Socket, way: Way): Promise<boolean> {
    for await (const chunk of from.iterator({ destroyOnReturn: false })) {
      for await (const part of way.pass(chunk as Buffer)) {
        if (this.stranded) return true;
        if (to.destroyed) return false;
        if (!to.write(part)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
      }
    }
    return true;
  }
}
