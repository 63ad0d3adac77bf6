import { WebSocket } from 'ws';
import { PROGRESS } from './operations.js';

export interface FollowerOptions {
  /** Where to connect, asked for each connection: http://host:port */
  url: () => string;
  token: () => string;
  regenerationId: string;
  /** Called once for each event that is new to it. */
  onEvent?: (sequence: number) => void;
}

const HANDSHAKE_MS = 10_000;
/** Reconnects are spread, as those of browsers are. */
const RECONNECT_MS = { least: 50, spread: 200 };

/**
 * A client that follows one regeneration as ours do: drops what it has seen, reconnects after a loss, and resumes after
 * the last event. Speaks graphql-transport-ws by hand, so that thousands cost little.
 */
export class Follower {
  lastSequence = 0;
  /** Events that came again. */
  repeats = 0;
  /** Events without the one before: something was lost. */
  gaps = 0;
  readonly closeCodes: number[] = [];
  /** Errors of its subscriptions. */
  readonly errors: string[] = [];
  /** Resolves once it is subscribed for the first time, and with the end of the subscription. */
  readonly subscribed: Promise<void>;
  readonly completed: Promise<void>;
  socket: WebSocket | null = null;
  private onSubscribed: () => void = () => undefined;
  private onCompleted: () => void = () => undefined;
  private stopped = false;

  constructor(private readonly options: FollowerOptions) {
    this.subscribed = new Promise((resolve) => (this.onSubscribed = resolve));
    this.completed = new Promise((resolve) => (this.onCompleted = resolve));
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.socket?.terminate();
  }

  private connect(): void {
    if (this.stopped) return;
    const url = `${this.options.url().replace('http', 'ws')}/graphql`;
    const socket = new WebSocket(url, 'graphql-transport-ws', { handshakeTimeout: HANDSHAKE_MS });
    this.socket = socket;
    const payload = { authorization: `Bearer ${this.options.token()}` };
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
    socket.on('message', (data: Buffer) => this.take(socket, data.toString()));
    socket.on('error', () => undefined);
    socket.once('close', (code) => {
      this.closeCodes.push(code);
      setTimeout(() => this.connect(), RECONNECT_MS.least + Math.random() * RECONNECT_MS.spread);
    });
  }

  private take(socket: WebSocket, text: string): void {
    // Messages of an abandoned socket do not count.
    if (socket.readyState !== WebSocket.OPEN) return;
    const message = JSON.parse(text) as Message;
    if (message.type === 'connection_ack') this.subscribe(socket);
    else if (message.type === 'ping') socket.send('{"type":"pong"}');
    else if (message.type === 'next') this.see(message.payload.data?.regenerationProgress.sequence, text);
    else if (message.type === 'error') this.see(undefined, text);
    else if (message.type === 'complete') {
      this.stop();
      this.onCompleted();
    }
  }

  private subscribe(socket: WebSocket): void {
    const variables = { id: this.options.regenerationId, after: this.lastSequence };
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: PROGRESS, variables } }));
    this.onSubscribed();
  }

  /** Without a sequence it was an error, so it tries again. */
  private see(sequence: number | undefined, text: string): void {
    if (sequence === undefined) {
      this.errors.push(text);
      return this.socket?.close(1000);
    }
    if (sequence <= this.lastSequence) return void this.repeats++;
    if (sequence !== this.lastSequence + 1) this.gaps++;
    this.lastSequence = sequence;
    this.options.onEvent?.(sequence);
  }
}

type Message =
  | { type: 'connection_ack' | 'ping' | 'complete' | 'error' }
  | { type: 'next'; payload: { data?: { regenerationProgress: { sequence: number } } | null } };
