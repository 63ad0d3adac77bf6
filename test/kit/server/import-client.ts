import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { until } from './until.js';

export interface ImportState {
  id: string;
  status: 'collecting' | 'waiting' | 'running' | 'done';
  title: string | null;
  files: { name: string; kind: string; sizeBytes: number }[];
  progress: { message: string; fraction: number } | null;
  problems: { file: string | null; message: string }[];
  warnings: string[];
  jobId: string | null;
}

interface Refusal {
  error: { code: string; message: string };
}

export interface ImportAnswer<Body = Refusal> {
  status: number;
  body: Body;
}

/** The HTTP routes of an import, as the page uses them. */
export class ImportClient {
  constructor(
    private readonly url: string,
    private readonly token: string | null,
  ) {}

  async send<Body = Refusal>(
    method: string,
    path: string,
    body?: string | Buffer | ReadableStream,
    headers: Record<string, string> = {},
  ): Promise<ImportAnswer<Body>> {
    const authorization = this.token === null ? {} : { Authorization: `Bearer ${this.token}` };
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...authorization, ...headers },
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    } as RequestInit);
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Body };
  }

  /** Begins an import; its id. */
  async begin(): Promise<string> {
    return (await this.send<ImportState>('POST', '/imports')).body.id;
  }

  /** What the server has of this person's imports. */
  async open(): Promise<ImportState[]> {
    return (await this.send<{ imports: ImportState[] }>('GET', '/imports')).body.imports;
  }

  async put(id: string, name: string, body: string | Buffer | ReadableStream): Promise<ImportAnswer> {
    return await this.send('PUT', `/imports/${id}/files/${encodeURIComponent(name)}`, body);
  }

  /** Puts files of this machine under their own names. */
  async putAll(id: string, paths: string[]): Promise<void> {
    for (const path of paths) {
      const { status, body } = await this.put(id, basename(path), await readFile(path));
      if (status !== 201) throw new Error(`${basename(path)} was refused: ${body.error.message}`);
    }
  }

  async start(id: string, title = '', roles: object | null = null): Promise<ImportAnswer> {
    const json = { 'Content-Type': 'application/json' };
    return await this.send('POST', `/imports/${id}/start`, JSON.stringify({ title, roles }), json);
  }

  async state(id: string): Promise<ImportState> {
    return (await this.send<ImportState>('GET', `/imports/${id}`)).body;
  }

  /** Waits until an import is as it should be. */
  async becomes(id: string, condition: (state: ImportState) => boolean): Promise<ImportState> {
    let state = await this.state(id);
    const holds = async (): Promise<boolean> => condition((state = await this.state(id)));
    await until(holds, { limitMs: 60_000, what: `import: ${JSON.stringify(state)}` });
    return state;
  }
}
