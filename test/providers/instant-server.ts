import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';

/** What the server has made, as its list shows it. */
export interface Film {
  id: string;
  model: string;
  input: Record<string, unknown>;
  createdAt: string;
  url: string;
}

/** A provider that answers a POST with the finished clip, and keeps the bill. */
export interface InstantServer {
  readonly env: { INSTANT_KEY: string; INSTANT_URL: string };
  readonly films: Film[];
  /** POSTs that came, carried out or not. */
  readonly posts: number;
  /** What becomes of the next POST: carried out without an answer or with a gateway's, or rejected. */
  failNext(fault: Fault): void;
  close(): Promise<void>;
}

type Fault = 'unanswered' | 'bad-gateway' | 'rejected';
const KEY = 'instant-key';

/** `video`: the mp4 that it makes of everything. */
export async function startInstantServer(video: string): Promise<InstantServer> {
  const films: Film[] = [];
  let posts = 0;
  let fault: Fault | null = null;
  let url = '';
  const app = express()
    .use((request, response, next) => {
      if (request.headers.authorization === `Bearer ${KEY}`) return next();
      response.sendStatus(401);
    })
    .post('/films', express.json({ limit: '1mb' }), (request, response) => {
      posts++;
      const now = fault;
      fault = null;
      if (now === 'rejected') return void response.sendStatus(422);
      const { model, input } = request.body as Pick<Film, 'model' | 'input'>;
      const film = { id: `film-${films.length}`, model, input, createdAt: new Date().toISOString() };
      films.push({ ...film, url: `${url}/films/${film.id}.mp4` });
      if (now === 'unanswered') request.socket.destroy();
      else if (now === 'bad-gateway') response.sendStatus(502);
      else response.json(films.at(-1));
    })
    .get('/films', (_request, response) => void response.json(films.toReversed()))
    .get('/films/:name', (_request, response) => response.sendFile(video));
  const http = createServer(app);
  await once(http.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    env: { INSTANT_KEY: KEY, INSTANT_URL: url },
    films,
    get posts() {
      return posts;
    },
    failNext: (next) => void (fault = next),
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
