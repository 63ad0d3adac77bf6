import { currentToken, renewSession } from '../auth/session.js';
import { sentenceFor } from '../errors/sentences.js';
import { t } from '../languages/t.js';

export type ImportKind = 'clip' | 'song' | 'lyrics' | 'prompts';

/** What the server takes; sizes in bytes. */
export interface ImportLimits {
  files: number;
  nameBytes: number;
  totalBytes: number;
  fileBytes: Record<ImportKind, number>;
  extensions: Record<ImportKind, string[]>;
  unsupportedClips: string[];
}

/** What each file is for, by name, and the order of the clips. */
export interface ImportRoles {
  clips: string[];
  song: string;
  lyrics: string | null;
  prompts: string | null;
}

/** An import as the server knows it. */
export interface ServerImport {
  id: string;
  status: 'collecting' | 'waiting' | 'running' | 'done';
  title: string | null;
  /** As it was started. */
  roles: ImportRoles | null;
  files: { name: string; kind: ImportKind; sizeBytes: number }[];
  progress: { message: string; fraction: number } | null;
  problems: { file: string | null; message: string }[];
  warnings: string[];
  jobId: string | null;
}

/** A request of an import that was refused or never answered, in words for the person. */
export class ImportFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ImportFailure';
  }
}

interface Answer {
  status: number;
  text: string;
}

type Send = (token: string | null) => Promise<Answer>;

export async function fetchLimits(): Promise<ImportLimits> {
  return (await requested<{ limits: ImportLimits }>('GET', '/imports')).limits;
}

/** Whether the server has the demo video. */
export async function fetchHasDemo(): Promise<boolean> {
  return (await requested<{ hasDemo: boolean }>('GET', '/imports')).hasDemo;
}

/** Begins to make the demo video. */
export async function beginDemo(): Promise<ServerImport> {
  return await requested('POST', '/imports/demo');
}

export async function beginImport(): Promise<ServerImport> {
  return await requested('POST', '/imports');
}

export async function startImport(id: string, title: string, roles: ImportRoles): Promise<ServerImport> {
  return await requested('POST', `/imports/${id}/start`, { title, roles });
}

export async function fetchImport(id: string): Promise<ServerImport> {
  return await requested('GET', `/imports/${id}`);
}

/** Ends an import, also as the last thing that a page does. */
export async function cancelImport(id: string): Promise<void> {
  await requested('DELETE', `/imports/${id}`);
}

export async function removeFile(id: string, name: string): Promise<void> {
  await requested('DELETE', `/imports/${id}/files/${encodeURIComponent(name)}`);
}

/** Uploads a file with progress; XMLHttpRequest, because fetch reports no upload progress. */
export async function sendFile(
  id: string,
  file: File,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  await answered((token) => {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('PUT', `/imports/${id}/files/${encodeURIComponent(file.name)}`);
      if (token !== null) request.setRequestHeader('authorization', `Bearer ${token}`);
      request.upload.onprogress = ({ loaded }) => onSent(loaded);
      request.onload = () => resolve({ status: request.status, text: request.responseText });
      request.onerror = () => reject(unreachable());
      request.onabort = () => reject(new ImportFailure('CANCELED', t('import.canceled')));
      signal.addEventListener('abort', () => request.abort(), { once: true });
      if (signal.aborted) return reject(new ImportFailure('CANCELED', t('import.canceled')));
      request.send(file);
    });
  });
}

async function requested<Body>(method: string, path: string, body?: object): Promise<Body> {
  const json = body && { 'content-type': 'application/json' };
  return await answered<Body>(async (token) => {
    const headers = { ...json, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
    const options = { method, headers, body: body && JSON.stringify(body), keepalive: method === 'DELETE' };
    const response = await fetch(path, options).catch(() => {
      throw unreachable();
    });
    return { status: response.status, text: await response.text() };
  });
}

/** Sends once more where the session had ended and a new token was to be had. */
async function answered<Body>(send: Send): Promise<Body> {
  const token = currentToken();
  let answer = await send(token);
  if (answer.status === 401 && token !== null && (await renewSession(token)))
    answer = await send(currentToken());
  const body = parsed(answer.text);
  if (answer.status < 300) return body as Body;
  if (answer.status === 401) throw new ImportFailure('UNAUTHENTICATED', sentenceFor('UNAUTHENTICATED'));
  const { error } = (body ?? {}) as { error?: { code: string; message: string } };
  throw error === undefined ? unreadable() : new ImportFailure(error.code, error.message);
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    throw unreadable();
  }
}

function unreachable(): ImportFailure {
  return new ImportFailure('UNREACHABLE', sentenceFor('UNREACHABLE'));
}

function unreadable(): ImportFailure {
  return new ImportFailure('UNREADABLE_ANSWER', sentenceFor('UNREADABLE_ANSWER'));
}
