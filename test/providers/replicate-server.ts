import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Decimal } from 'decimal.js';
import { disturbsAnswer, Faults, refusesByFault, type Fault, type Route } from './replicate-faults.js';
import { SentFiles, shownFile, type SentFile } from './replicate-files.js';
import { footageIn, rejection } from './replicate-models.js';
import { Webhooks } from './replicate-webhooks.js';
import { ServedPrediction, type Course } from './replicate-prediction.js';

/**
 * A server that implements Replicate's public HTTP API, keeps the bill, and can be made to fail. It knows nothing
 * about our product.
 */
export interface ReplicateServer {
  /** What a server under test needs in its environment. */
  readonly env: { REPLICATE_API_TOKEN: string; REPLICATE_BASE_URL: string };
  readonly faults: Faults;
  /** Every prediction that was made, oldest first. */
  readonly predictions: ServedPrediction[];
  /** Every file that was uploaded, oldest first. */
  readonly files: readonly SentFile[];
  /** What is made of footage that is to be edited; default: the same again. */
  edits(edit: (footage: SentFile) => Promise<Buffer>): void;
  /** Requests to a route that reached this server, carried out or not. */
  requests(route: Route): number;
  /** How the predictions that are made from now on go. */
  course(change: Partial<Course>): void;
  /** Called with each request for a prediction before that is made; may return how this one goes. */
  onCreate(listener: CreateListener): void;
  /** Shows files that were sent as data: URIs by a URL, as a provider may. */
  showFilesByUrl(shown: boolean): void;
  /** The webhooks that it sends. */
  readonly webhooks: Webhooks;
  /** Predictions that cost something, and what they cost together, USD with four places. */
  bill(): { charged: number; usd: string };
  /** Closes all connections and refuses new ones; predictions go on. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

type CreateListener = (input: Record<string, unknown>) => Partial<Course> | undefined;

const PAGE = 100;
const DEFAULT_COURSE: Course = {
  ...{ runMs: 1500, startMs: 100, end: 'succeeded', queuedEnd: 'aborted', billedSeconds: null },
  output: (url) => url,
};

/** `video`: the mp4 that every prediction makes. */
export async function startReplicateServer(video: string): Promise<ReplicateServer> {
  const token = `r8_${randomBytes(18).toString('hex')}`;
  const server = new Served(token, await readFile(video));
  const http = createServer((request, response) => void server.answer(request, response));
  const telling = setInterval(() => server.tellOfEnds(), 20);
  const open = async (port: number): Promise<void> =>
    void (await once(http.listen(port, '127.0.0.1'), 'listening'));
  const shut = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => void http.close(() => resolve()));
    http.closeAllConnections();
    await closed;
  };
  await open(0);
  const { port } = http.address() as AddressInfo;
  server.base = `http://127.0.0.1:${port}/v1`;
  return {
    env: { REPLICATE_API_TOKEN: token, REPLICATE_BASE_URL: server.base },
    faults: server.faults,
    predictions: server.predictions,
    files: server.files.all,
    edits: (edit) => void (server.edit = edit),
    requests: (route) => server.counts.get(route) ?? 0,
    course: (change) => void Object.assign(server.course, change),
    onCreate: (listener) => void (server.onCreate = listener),
    showFilesByUrl: (shown) => void (server.filesByUrl = shown),
    webhooks: server.webhooks,
    bill: () => server.bill(),
    goAway: shut,
    comeBack: async () => await open(port),
    async close() {
      clearInterval(telling);
      await shut();
    },
  };
}

interface OrderBody {
  version?: string;
  input?: Record<string, unknown>;
  webhook?: string;
  webhook_events_filter?: string[];
}

class Served {
  readonly faults = new Faults();
  readonly predictions: ServedPrediction[] = [];
  readonly counts = new Map<Route, number>();
  readonly course = { ...DEFAULT_COURSE };
  readonly webhooks = new Webhooks();
  private readonly toTell = new Map<ServedPrediction, string>();
  onCreate: CreateListener = () => undefined;
  readonly files = new SentFiles();
  edit: (footage: SentFile) => Promise<Buffer> = async ({ bytes }) => bytes;
  filesByUrl = false;
  base = '';

  constructor(
    private readonly token: string,
    private readonly video: Buffer,
  ) {}

  bill(): { charged: number; usd: string } {
    const charges = this.predictions
      .map(({ billedUsd }) => new Decimal(billedUsd ?? 0))
      .filter((usd) => !usd.isZero());
    return { charged: charges.length, usd: Decimal.sum(0, ...charges).toFixed(4) };
  }

  tellOfEnds(): void {
    for (const [prediction, url] of this.toTell) {
      if (!prediction.ended) continue;
      this.toTell.delete(prediction);
      void this.webhooks.send(url, JSON.stringify(this.show(prediction)));
    }
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.base);
    const found = routeOf(request.method ?? 'GET', url.pathname);
    if (found === null) return problem(response, 404, 'The requested resource could not be found.');
    const { route, id, model } = found;
    this.counts.set(route, (this.counts.get(route) ?? 0) + 1);
    const fault = this.faults.take(route);
    if (refusesByFault(fault, request, response)) return;
    if (route === 'output') return await this.output(id, fault, response);
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      return problem(response, 401, 'You did not pass a valid authentication token');
    }
    if (route === 'upload') return await this.upload(request, fault, response);
    if (route === 'create') return await this.create(model, request, fault, response);
    if (route === 'list') return this.send(response, 200, this.page(url), fault);
    const prediction = this.predictions.find((one) => one.id === id);
    if (prediction === undefined) return problem(response, 404, 'The requested resource could not be found.');
    if (route === 'cancel') prediction.cancel();
    this.send(response, 200, this.show(prediction), fault);
  }

  private async create(
    model: string,
    request: IncomingMessage,
    fault: Fault | null,
    response: ServerResponse,
  ): Promise<void> {
    const body = (await json(request)) as OrderBody;
    const [slug, input] = [model || (body.version ?? '').split(':')[0]!, body.input ?? {}];
    const fileAt = (url: unknown): SentFile | undefined => this.files.at(this.base, url);
    const refused = rejection(slug, input, fileAt);
    if (refused !== null) return problem(response, refused.status, refused.detail);
    const course = { ...this.course, ...this.onCreate(input) };
    const seconds = /^(\d+)s$/.exec(String(request.headers['cancel-after'] ?? ''))?.[1];
    const made = (): ServedPrediction => {
      const limit = seconds === undefined ? null : Number(seconds);
      const prediction = new ServedPrediction(slug, input, limit, course, footageIn(slug, input, fileAt));
      this.predictions.push(prediction);
      if (body.webhook !== undefined && body.webhook_events_filter?.includes('completed'))
        this.toTell.set(prediction, body.webhook);
      return prediction;
    };
    if (typeof fault === 'object' && fault !== null && 'arrivesMs' in fault) {
      setTimeout(made, fault.arrivesMs);
      request.socket.resetAndDestroy();
      return;
    }
    this.send(response, 201, this.show(made()), fault);
  }

  private async upload(
    request: IncomingMessage,
    fault: Fault | null,
    response: ServerResponse,
  ): Promise<void> {
    const file = await this.files.take(request);
    if (file === null) return problem(response, 400, 'Missing content');
    this.send(response, 201, shownFile(file, this.base), fault);
  }

  private show(prediction: ServedPrediction): object {
    return prediction.show(this.base, this.filesByUrl ? 'https://files.example.org' : null);
  }

  private page(url: URL): object {
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const newest = this.predictions.toReversed();
    const next = from + PAGE < newest.length ? `${this.base}/predictions?cursor=${from + PAGE}` : null;
    return { previous: null, next, results: newest.slice(from, from + PAGE).map((one) => this.show(one)) };
  }

  private send(response: ServerResponse, status: number, body: object, fault: Fault | null): void {
    const text = JSON.stringify(body);
    const send = (): void =>
      void response.writeHead(status, { 'Content-Type': 'application/json' }).end(text);
    if (!disturbsAnswer(fault, response, send)) send();
  }

  private async output(id: string, fault: Fault | null, response: ServerResponse): Promise<void> {
    const made = this.predictions.find((one) => one.id === id);
    if (made?.status !== 'succeeded') return problem(response, 404, 'Not found');
    const video = made.footage === undefined ? this.video : await this.edit(made.footage);
    if (fault === 'wrong-type')
      return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html></html>');
    if (fault === 'page-as-video')
      return void response.writeHead(200, { 'Content-Type': 'video/mp4' }).end('<html></html>');
    if (fault === 'hang') return;
    if (fault === 'drip') return drip(response, video);
    const half = video.subarray(0, video.length >> 1);
    const body = fault === 'truncated' || fault === 'damaged' || fault === 'cut-short' ? half : video;
    const length = fault === 'cut-short' ? video.length : body.length;
    response.writeHead(200, {
      'Content-Type': 'video/mp4',
      ...(fault === 'truncated' ? {} : { 'Content-Length': length }),
    });
    if (fault === 'cut-short') response.write(body, () => response.socket?.resetAndDestroy());
    else response.end(body);
  }
}

function routeOf(method: string, path: string): { route: Route; id: string; model: string } | null {
  const to = (route: Route, id = '', model = ''): { route: Route; id: string; model: string } => ({
    route,
    id,
    model,
  });
  const [, owner, name] = /^\/v1\/models\/([^/]+)\/([^/]+)\/predictions$/.exec(path) ?? [];
  if (method === 'POST' && name !== undefined) return to('create', '', `${owner}/${name}`);
  if (path === '/v1/files' && method === 'POST') return to('upload');
  if (path === '/v1/predictions') return method === 'POST' ? to('create') : to('list');
  const [, outputOf] = /^\/v1\/outputs\/([^/]+)\/output\.mp4$/.exec(path) ?? [];
  if (outputOf !== undefined) return to('output', outputOf);
  const [, id, action] = /^\/v1\/predictions\/([^/]+)(\/cancel)?$/.exec(path) ?? [];
  if (id === undefined) return null;
  return action === undefined ? to('get', id) : method === 'POST' ? to('cancel', id) : null;
}

/** Sends single bytes, endlessly. */
function drip(response: ServerResponse, video: Buffer): void {
  response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': video.length });
  let sent = 0;
  const timer = setInterval(() => response.write(video.subarray(sent, ++sent)), 50);
  response.on('close', () => clearInterval(timer));
}

function problem(response: ServerResponse, status: number, detail: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ title: 'A problem', detail, status }));
}
