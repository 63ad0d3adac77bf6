import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Identity } from './certificate.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTPS port that can close and reopen at the same address. */
export class HttpsPort {
  private server: https.Server | null = null;
  /** Includes connections in their handshake, which the server itself does not track. */
  private readonly sockets = new Set<Socket>();
  port = 0;

  constructor(
    private readonly identity: Identity,
    private readonly handler: Handler,
  ) {}

  async open(): Promise<void> {
    if (this.server !== null) return;
    const { key, certificate: cert } = this.identity;
    this.server = https.createServer({ key, cert }, this.handler);
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    // The real API server also keeps idle connections for minutes.
    this.server.keepAliveTimeout = 180_000;
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Cuts every connection and refuses new ones. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    const closed = once(server, 'close');
    server.close();
    this.sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  /** Cuts every connection but accepts new ones. */
  cut(): void {
    this.server?.closeAllConnections();
  }
}
