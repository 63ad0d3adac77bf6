import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** A reverse proxy like one that a company's network or a hosting provider puts in front of a server. */
export interface HttpProxy {
  /** http://127.0.0.1:<port> */
  url: string;
  /** Bodies of the requests to /graphql, in the order of arrival. */
  operations: string[];
  /** Websocket requests, including refused ones. */
  upgrades: number;
  /** Whether it allows websockets, or answers as a proxy without websocket support. */
  allowWebsockets(allowed: boolean): void;
  /** Whether it answers every request with a page, as during a hosting provider's maintenance. */
  answerWithPage(instead: boolean): void;
  /** From now on, answers whose path contains this come at so many bytes a second each, as over a slow line; null: as ever. */
  slow(line: SlowLine | null): void;
  /** Closes the open websockets and returns their number. */
  cutWebsockets(): number;
  close(): Promise<void>;
}

export interface SlowLine {
  path: string;
  bytesPerSecond: number;
}

const PAGE = '<!doctype html><title>Back soon</title><h1>We are back soon</h1>';

/** A proxy on a free port that calls `target` for every request. If the target is gone, it cuts the connection. */
export async function startHttpProxy(target: () => string): Promise<HttpProxy> {
  const state = { websockets: true, page: false, slow: null as SlowLine | null };
  const open = new Set<Duplex>();
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === '/graphql') keepBody(incoming, proxy.operations);
    if (state.page) outgoing.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE);
    else forward(target(), incoming, outgoing, state.slow);
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    proxy.upgrades++;
    if (!state.websockets || state.page)
      return void socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    open.add(socket.on('close', () => open.delete(socket)));
    tunnel(target(), incoming, socket, head);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const proxy: HttpProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    operations: [],
    upgrades: 0,
    allowWebsockets: (allowed) => void (state.websockets = allowed),
    answerWithPage: (instead) => void (state.page = instead),
    slow: (line) => void (state.slow = line),
    cutWebsockets() {
      const cut = [...open];
      cut.forEach((socket) => socket.destroy());
      return cut.length;
    },
    async close() {
      proxy.cutWebsockets();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}

/** Keeps complete bodies. A sender that disconnects early is not a failure of the proxy. */
function keepBody(incoming: IncomingMessage, bodies: string[]): void {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => bodies.push(Buffer.concat(chunks).toString()));
}

function forward(
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  slow: SlowLine | null,
): void {
  const { method, headers } = incoming;
  const sent = request(new URL(incoming.url!, target), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode!, answer.headers);
    answer.on('error', () => outgoing.destroy());
    if (slow !== null && incoming.url!.includes(slow.path)) {
      void pipeline(answer, slowly(slow.bytesPerSecond), outgoing).catch(() => undefined);
    } else answer.pipe(outgoing);
  });
  sent.on('error', () => outgoing.destroy());
  outgoing.on('close', () => sent.destroy());
  incoming.pipe(sent);
}

const PIECES_PER_SECOND = 20;

/** Passes bytes on in small pieces. */
function slowly(bytesPerSecond: number) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const size = Math.ceil(bytesPerSecond / PIECES_PER_SECOND);
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += size) {
        const piece = chunk.subarray(at, at + size);
        await wait((1000 * piece.length) / bytesPerSecond);
        yield piece;
      }
    }
  };
}

/** Forwards the handshake unchanged, then bytes in both directions. */
function tunnel(target: string, { method, url, rawHeaders }: IncomingMessage, socket: Duplex, head: Buffer) {
  const { hostname, port } = new URL(target);
  const server = connect({ host: hostname, port: Number(port) });
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
  );
  server.write(`${method} ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  server.write(head);
  socket.pipe(server).pipe(socket);
  for (const [side, other] of [
    [socket, server],
    [server, socket],
  ] as const)
    side.on('error', () => other.destroy()).on('close', () => other.destroy());
}
