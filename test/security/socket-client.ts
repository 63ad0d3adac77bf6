import { once } from 'node:events';
import { WebSocket } from 'ws';
import { until } from '../kit/server/until.js';

/** A message of graphql-transport-ws, as the server sends it. */
export interface SocketMessage {
  type: string;
  id?: string;
  payload?: unknown;
}

/** A socket that sends exactly what a test wants; `graphql-ws` would enforce the protocol. */
export class SocketClient {
  readonly messages: SocketMessage[] = [];
  /** The close code; null while it is open. */
  closeCode: number | null = null;
  private readonly socket: WebSocket;

  private constructor(url: string, origin?: string) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin });
    this.socket.on('message', (data: Buffer) => this.take(JSON.parse(data.toString()) as SocketMessage));
    this.socket.on('error', () => undefined);
    this.socket.once('close', (code) => (this.closeCode = code));
  }

  /** Connects and sends connection_init; resolves when that is answered, or the socket is closed. */
  static async open(url: string, token: string | null, origin?: string): Promise<SocketClient> {
    const client = new SocketClient(url, origin);
    client.socket.once('open', () => {
      const payload = token === null ? {} : { authorization: `Bearer ${token}` };
      client.sendText(JSON.stringify({ type: 'connection_init', payload }));
    });
    await until(() => client.isAcknowledged || client.closeCode !== null, { limitMs: 30_000 });
    return client;
  }

  get isAcknowledged(): boolean {
    return this.messages.some(({ type }) => type === 'connection_ack');
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  /** Sends an operation without waiting for the answer. */
  ask(id: string, query: string, variables: unknown = {}): void {
    this.sendText(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
  }

  complete(id: string): void {
    this.sendText(JSON.stringify({ id, type: 'complete' }));
  }

  of(id: string): SocketMessage[] {
    return this.messages.filter((message) => message.id === id);
  }

  /** The first message for an operation. */
  async answer(id: string): Promise<SocketMessage> {
    await until(() => this.of(id).length > 0 || this.closeCode !== null, { limitMs: 30_000 });
    const [message] = this.of(id);
    if (message === undefined) throw new Error(`closed with ${this.closeCode} in place of an answer`);
    return message;
  }

  /** Waits for the close code. */
  async closed(limitMs = 30_000): Promise<number> {
    await until(() => this.closeCode !== null, { limitMs, what: 'the close' });
    return this.closeCode!;
  }

  async close(): Promise<void> {
    if (this.closeCode !== null) return;
    const closed = once(this.socket, 'close');
    this.socket.close(1000);
    await closed;
  }

  private take(message: SocketMessage): void {
    if (message.type === 'ping') this.sendText('{"type":"pong"}');
    else this.messages.push(message);
  }
}
