import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { copyFile, mkdtemp, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { buffer, json } from 'node:stream/consumers';
import { WebSocketServer, type WebSocket } from 'ws';
import { removeFolder } from '../kit/storage/remove-folder.js';
import { NODES, refusal, type SentWorkflow } from './comfyui-nodes.js';
import { disturbsAnswer, Faults, refusesByFault, type Fault } from './replicate-faults.js';

export type ComfyRoute =
  | 'GET /queue'
  | 'POST /queue'
  | 'GET /history'
  | 'GET /view'
  | 'GET /system_stats'
  | 'GET /object_info'
  | 'POST /upload/image'
  | 'POST /prompt'
  | 'POST /interrupt';

/** How prompts go that run from now on. */
export interface ComfyCourse {
  /** Milliseconds; null: until it is let go. */
  runMs: number | null;
  end: 'succeeded' | 'failed' | 'still' | 'nothing';
}

/** A prompt at the server. */
export interface ServedPrompt {
  id: string;
  clientId: string;
  workflow: SentWorkflow;
  extra: Record<string, unknown>;
}

/** A ComfyUI without a GPU: it checks workflows, keeps files, runs one prompt at a time, and can be made to fail. */
export interface ComfyUiServer {
  readonly url: string;
  readonly faults: Faults<ComfyRoute>;
  /** Prompts that it has taken, oldest first. */
  readonly prompts: ServedPrompt[];
  course(change: Partial<ComfyCourse>): void;
  /** Lets a running prompt without an end of its own go on to it. */
  release(): void;
  /** Tells the one who sent the running prompt how far a node is. */
  tellProgress(node: string, value: number, max: number): void;
  readonly sockets: number;
  /** An input file, by the name that a workflow has. */
  inputPath(name: string): string;
  /** As after a restart: the queue is lost; the history, too, unless it is kept. */
  restart(options: { keepsHistory: boolean }): void;
  close(): Promise<void>;
}

interface Running extends ServedPrompt {
  startedAt: number;
  timer: NodeJS.Timeout | null;
}

/** `video`: the mp4 that every prompt makes. */
export async function startComfyUi(video: string): Promise<ComfyUiServer> {
  const folder = await mkdtemp(join(tmpdir(), 'comfyui-'));
  const served = new Served(folder, video);
  const http = createServer((request, response) => void served.answer(request, response));
  const sockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname !== '/ws') return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (open) =>
      served.welcome(open, url.searchParams.get('clientId') ?? ''),
    );
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    faults: served.faults,
    prompts: served.prompts,
    course: (change) => void Object.assign(served.course, change),
    release: () => served.end(),
    tellProgress: (node, value, max) => served.tellProgress(node, value, max),
    get sockets() {
      return served.clients.size;
    },
    inputPath: (name) => join(folder, 'input', name),
    restart: ({ keepsHistory }) => served.restart(keepsHistory),
    async close() {
      served.restart(false);
      served.clients.forEach((client) => client.terminate());
      sockets.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await removeFolder(folder);
    },
  };
}

class Served {
  readonly faults = new Faults<ComfyRoute>();
  readonly prompts: ServedPrompt[] = [];
  readonly course: ComfyCourse = { runMs: 100, end: 'succeeded' };
  readonly clients = new Map<string, WebSocket>();
  private pending: ServedPrompt[] = [];
  private running: Running | null = null;
  private readonly history = new Map<string, object>();
  private made = 0;

  constructor(
    private readonly folder: string,
    private readonly video: string,
  ) {
    for (const kind of ['input', 'output']) mkdirSync(join(folder, kind));
  }

  welcome(socket: WebSocket, clientId: string): void {
    this.clients.set(clientId, socket);
    socket.on('close', () => {
      if (this.clients.get(clientId) === socket) this.clients.delete(clientId);
    });
    this.tell(clientId, 'status', { status: {}, sid: clientId });
  }

  restart(keepsHistory: boolean): void {
    if (this.running?.timer) clearTimeout(this.running.timer);
    [this.pending, this.running] = [[], null];
    if (!keepsHistory) this.history.clear();
  }

  tellProgress(nodeId: string, value: number, max: number): void {
    const { id, clientId } = this.running!;
    this.tell(clientId, 'progress', { value, max, prompt_id: id, node: nodeId });
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, first, id] = url.pathname.split('/');
    const path = first === 'history' ? '/history' : url.pathname;
    const route = `${request.method} ${path}` as ComfyRoute;
    const handle = this.routes[route] as Handler | undefined;
    if (handle === undefined) return send(response, 404, {});
    const fault = this.faults.take(route);
    if (refusesByFault(fault, request, response)) return;
    const answer = await handle({ request, url, id: id ?? null }).catch(() => ({ status: 400, body: {} }));
    sendAnswer(response, answer, fault);
  }

  private readonly routes: Record<ComfyRoute, Handler> = {
    'GET /system_stats': async () => ok({ system: { comfyui_version: '0.3.60' }, devices: [] }),
    'GET /object_info': async () => ok(NODES),
    'GET /queue': async () =>
      ok({
        queue_running: this.running === null ? [] : [this.item(this.running)],
        queue_pending: this.pending.map((each) => this.item(each)),
      }),
    'POST /queue': async ({ request }) => {
      const { delete: ids, ...others } = (await json(request)) as { delete: string[] };
      if (Object.keys(others).length > 0) return { status: 400, body: {} };
      this.pending = this.pending.filter(({ id }) => !ids.includes(id));
      return ok({});
    },
    'GET /history': async ({ url, id }) => {
      const most = Number(url.searchParams.get('max_items') ?? Infinity);
      const entries = [...this.history].filter(([each]) => id === null || each === id);
      return ok(Object.fromEntries(entries.slice(-most)));
    },
    'GET /view': async ({ url }) => {
      const [name, subfolder] = ['filename', 'subfolder'].map((each) => url.searchParams.get(each) ?? '');
      const file = join(this.folder, url.searchParams.get('type') ?? '', subfolder!, name!);
      return existsSync(file) ? { status: 200, file } : { status: 404, body: {} };
    },
    'POST /upload/image': async ({ request }) => await this.upload(request),
    'POST /prompt': async ({ request }) => await this.take(request),
    'POST /interrupt': async ({ request }) => {
      const { prompt_id: id } = (await json(request)) as { prompt_id?: string };
      if (id === undefined || id === this.running?.id) this.end('interrupted');
      return ok({});
    },
  };

  private async upload(request: IncomingMessage): Promise<Answer> {
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(await buffer(request)), { headers }).formData();
    const { image, type, subfolder = '', overwrite, ...others } = Object.fromEntries(form);
    if (!(image instanceof File) || type !== 'input' || typeof subfolder !== 'string')
      return { status: 400, body: {} };
    const path = normalize(join(subfolder, image.name));
    if (path.startsWith('..') || Object.keys(others).length > 0) return { status: 400, body: {} };
    const file = join(this.folder, 'input', path);
    if (existsSync(file) && overwrite !== 'true') return { status: 400, body: {} };
    mkdirSync(join(this.folder, 'input', subfolder), { recursive: true });
    writeFileSync(file, Buffer.from(await image.arrayBuffer()));
    return ok({ name: image.name, subfolder, type });
  }

  private async take(request: IncomingMessage): Promise<Answer> {
    const body = (await json(request)) as Record<string, unknown>;
    const { prompt, prompt_id: id, client_id: clientId, extra_data: extra, ...others } = body;
    if (Object.keys(others).length > 0 || typeof id !== 'string' || typeof clientId !== 'string')
      return { status: 400, body: {} };
    const workflow = prompt as SentWorkflow;
    const refused = refusal(workflow, (name) => existsSync(join(this.folder, 'input', name)));
    if (refused !== null) return { status: 400, body: refused };
    const taken = { id, clientId, workflow, extra: extra as ServedPrompt['extra'] };
    this.prompts.push(taken);
    this.pending.push(taken);
    this.runNext();
    return ok({ prompt_id: id, number: this.prompts.length, node_errors: {} });
  }

  private runNext(): void {
    const next = this.running === null ? this.pending.shift() : undefined;
    if (next === undefined) return;
    const { runMs } = this.course;
    const timer = runMs === null ? null : setTimeout(() => this.end(), runMs);
    this.running = { ...next, startedAt: Date.now(), timer };
    this.tell(next.clientId, 'executing', { node: '1', prompt_id: next.id });
  }

  end(how: ComfyCourse['end'] | 'interrupted' = this.course.end): void {
    const { running } = this;
    if (running === null) return;
    if (running.timer) clearTimeout(running.timer);
    this.running = null;
    const { id, startedAt } = running;
    const message = (event: string, more: object = {}, timestamp = Date.now()): unknown[] => [
      event,
      { prompt_id: id, timestamp, ...more },
    ];
    const [event, more] = ENDS[how];
    const messages = [message('execution_start', {}, startedAt), message(event, more)];
    const completed = event === 'execution_success';
    const status = { status_str: completed ? 'success' : 'error', completed, messages };
    void this.outputs(how).then((outputs) => {
      this.history.set(id, { prompt: this.item(running), outputs, status, meta: {} });
      this.runNext();
    });
  }

  private async outputs(how: string): Promise<object> {
    if (how !== 'succeeded' && how !== 'still') return {};
    const filename = `clip_${String(++this.made).padStart(5, '0')}_.${how === 'still' ? 'png' : 'mp4'}`;
    await copyFile(this.video, join(this.folder, 'output', filename));
    const preview = { filename: 'preview.png', subfolder: '', type: 'temp' };
    return {
      '12': { images: [preview] },
      '13': { images: [{ filename, subfolder: '', type: 'output' }], animated: [how !== 'still'] },
    };
  }

  private item({ id, workflow, extra, clientId }: ServedPrompt): unknown[] {
    return [0, id, workflow, { ...extra, client_id: clientId, create_time: Date.now() }, ['13']];
  }

  private tell(clientId: string, type: string, data: object): void {
    this.clients.get(clientId)?.send(JSON.stringify({ type, data }));
  }
}

const ENDS: Record<ComfyCourse['end'] | 'interrupted', [event: string, more: object]> = {
  succeeded: ['execution_success', {}],
  still: ['execution_success', {}],
  nothing: ['execution_success', {}],
  failed: [
    'execution_error',
    {
      ...{ node_id: '8', node_type: 'KSampler', exception_type: 'torch.OutOfMemoryError' },
      ...{ exception_message: 'Allocation on device\n', traceback: ['File "/root/execution.py"'] },
    },
  ],
  interrupted: ['execution_interrupted', { node_id: '8', node_type: 'KSampler', executed: [] }],
};

type Answer = { status: number; body: object } | { status: number; file: string };
type Handler = (asked: { request: IncomingMessage; url: URL; id: string | null }) => Promise<Answer>;

const ok = (body: object): Answer => ({ status: 200, body });

function sendAnswer(response: ServerResponse, answer: Answer, fault: Fault | null): void {
  const answered = (): void => {
    if ('body' in answer) return send(response, answer.status, answer.body);
    void readFile(answer.file).then((bytes) => {
      const type = answer.file.endsWith('.mp4') ? 'video/mp4' : 'image/png';
      response.writeHead(answer.status, { 'Content-Type': type, 'Content-Length': bytes.length }).end(bytes);
    });
  };
  if (!disturbsAnswer(fault, response, answered)) answered();
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
