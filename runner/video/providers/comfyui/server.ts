import { createHash } from 'node:crypto';
import { z } from 'zod';
import { problemOf, readJson } from '../answer.js';
import { readHistory, readQueue, type Ended, type Queued } from './answer.js';

/** A file as it is uploaded. */
export interface Upload {
  name: string;
  bytes: Blob;
}

/** Our files at ComfyUI, among those of other people. */
const SUBFOLDER = 'clip-chatbot';
/** The newest entries of the history that are looked through for a lost answer. */
const HISTORY = 200;

const uploadedSchema = z.object({ name: z.string().min(1).max(500), subfolder: z.string().max(500) });
const createdSchema = z.object({ prompt_id: z.string().min(1).max(100) });

/** One ComfyUI: each method is one request, sent once. */
export class ComfyServer {
  /** Requests of this program that have chosen it, and are not in its queue yet. */
  arriving = 0;

  constructor(readonly base: URL) {}

  async queue(signal: AbortSignal): Promise<Queued[]> {
    return readQueue(await this.json('queue', signal));
  }

  /** Null while it has not ended, and for an unknown id. */
  async ended(id: string, signal: AbortSignal): Promise<Ended | null> {
    const all = readHistory(await this.json(`history/${encodeURIComponent(id)}`, signal));
    return all.find((each) => each.id === id) ?? null;
  }

  async history(signal: AbortSignal): Promise<Ended[]> {
    return readHistory(await this.json(`history?max_items=${HISTORY}`, signal));
  }

  /** Resolves with the name by which nodes load the file. */
  async upload({ name, bytes }: Upload, signal: AbortSignal): Promise<string> {
    const body = new FormData();
    body.append('image', bytes, name);
    for (const [field, value] of Object.entries({ type: 'input', subfolder: SUBFOLDER, overwrite: 'true' }))
      body.append(field, value);
    const saved = uploadedSchema.parse(await this.json('upload/image', signal, { method: 'POST', body }));
    return saved.subfolder === '' ? saved.name : `${saved.subfolder}/${saved.name}`;
  }

  /** The POST that makes a clip. Resolves with its id: an old ComfyUI chooses another than we did. */
  async prompt(prompt: object, signal: AbortSignal): Promise<string> {
    return createdSchema.parse(await this.json('prompt', signal, asJson(prompt))).prompt_id;
  }

  /** Takes a waiting prompt out of the queue. */
  async remove(id: string, signal: AbortSignal): Promise<void> {
    await this.send('queue', signal, asJson({ delete: [id] }));
  }

  /** Stops the running prompt; a newer ComfyUI only if it is this one. */
  async interrupt(id: string, signal: AbortSignal): Promise<void> {
    await this.send('interrupt', signal, asJson({ prompt_id: id }));
  }

  async objectInfo(signal: AbortSignal): Promise<unknown> {
    return await this.json('object_info', signal);
  }

  /** Whatever of a file's name comes from the server stays in the query. */
  viewUrl(view: URLSearchParams): string {
    const url = new URL('view', this.base);
    url.search = view.toString();
    return url.href;
  }

  socketUrl(clientId: string): URL {
    const url = new URL(`ws?clientId=${encodeURIComponent(clientId)}`, this.base);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return url;
  }

  private async json(path: string, signal: AbortSignal, init: RequestInit = {}): Promise<unknown> {
    return await readJson(await this.fetch(path, signal, init));
  }

  private async send(path: string, signal: AbortSignal, init: RequestInit): Promise<void> {
    const response = await this.fetch(path, signal, init);
    if (!response.ok) throw await problemOf(response);
    await response.body?.cancel();
  }

  private async fetch(path: string, signal: AbortSignal, init: RequestInit): Promise<Response> {
    // A redirect could carry prompts and pictures elsewhere, and a POST twice.
    return await fetch(new URL(path, this.base), { ...init, redirect: 'error', signal });
  }
}

/** The servers of COMFYUI_URL. */
export function serversOf(urls: string): ComfyServer[] {
  return urls.split(',').map((url) => new ComfyServer(new URL(url.trim().replace(/\/*$/, '/'))));
}

/** A data: URI as a file, named by its content: the same picture is stored once. */
export function uploadOf(uri: string): Upload {
  const [, type = '', base64 = ''] = /^data:([\w/.+-]+);base64,(.*)$/s.exec(uri) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  return { name: `${hash}.${EXTENSIONS[type] ?? 'bin'}`, bytes: new Blob([bytes], { type }) };
}

const EXTENSIONS: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'video/mp4': 'mp4' };

function asJson(body: object): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
