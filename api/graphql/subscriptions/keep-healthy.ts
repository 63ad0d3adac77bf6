import type { Socket } from 'node:net';
import type { WebSocket, WebSocketServer } from 'ws';

/** Try again later (RFC 6455's registry): clients reconnect and resume after the last event they saw. */
const READS_TOO_SLOWLY = 1013;

export interface SocketLimits {
  /** Time between two checks of a socket; each sends a ping. */
  checkMs: number;
  /** A socket that sends nothing for this long, not even a pong, is dead. */
  silentMs: number;
  /** A socket that reads nothing of its pending data for this long is closed with 1013. */
  stuckMs: number;
  /** While more bytes than this wait to be sent, nothing more is read from the client. */
  waitingBytes: number;
  /** Time for the close frame to arrive. */
  closingMs: number;
}

const LIMITS: SocketLimits = {
  checkMs: 10_000,
  silentMs: 25_000,
  stuckMs: 60_000,
  waitingBytes: 256 * 1024,
  closingMs: 2_000,
};

/**
 * Ends sockets that are dead or stuck, and stops reading from a client that does not read its answers. A slow client that
 * still reads stays connected.
 */
export function keepHealthy(server: WebSocketServer, limits: SocketLimits = LIMITS): void {
  server.on('connection', (socket, request) => {
    const health = new SocketHealth(socket, request.socket, limits);
    const check = setInterval(() => health.check(), limits.checkMs);
    socket.once('close', () => clearInterval(check));
  });
}

class SocketHealth {
  private checkedAt = performance.now();
  private heardAt = performance.now();
  private takenAt = performance.now();
  private taken = 0;

  constructor(
    private readonly socket: WebSocket,
    private readonly connection: Socket,
    private readonly limits: SocketLimits,
  ) {
    for (const sign of ['message', 'ping', 'pong'] as const) socket.on(sign, () => this.hear());
  }

  check(): void {
    const now = performance.now();
    this.forgive(Math.max(0, now - this.checkedAt - this.limits.checkMs));
    this.checkedAt = now;
    const waiting = this.connection.writableLength;
    // Counted in whole writes: one that Node has handed to the system counts once all of it is sent.
    const taken = this.connection.bytesWritten - waiting;
    if (waiting === 0 || taken > this.taken) this.takenAt = now;
    this.taken = taken;
    // Pending data delays a pong too; sending it is then the sign of life.
    if (waiting > 0) this.heardAt = now;
    if (now - this.takenAt >= this.limits.stuckMs) return this.close();
    if (now - this.heardAt >= this.limits.silentMs) return this.socket.terminate();
    if (waiting === 0) this.socket.ping();
  }

  /** While this process was held up, it neither heard nor sent. */
  private forgive(lateMs: number): void {
    this.heardAt += lateMs;
    this.takenAt += lateMs;
  }

  private hear(): void {
    this.heardAt = performance.now();
    if (this.connection.writableLength <= this.limits.waitingBytes || this.socket.isPaused) return;
    this.socket.pause();
    this.connection.once('drain', () => this.socket.resume());
  }

  private close(): void {
    this.socket.close(READS_TOO_SLOWLY, 'Reads too slowly');
    setTimeout(() => this.socket.terminate(), this.limits.closingMs).unref();
  }
}
