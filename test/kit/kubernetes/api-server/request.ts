import type { IncomingMessage } from 'node:http';
import { notFound } from './status.js';

/** A request as the API server understands it. */
export interface ApiRequest {
  verb: 'create' | 'get' | 'list' | 'watch' | 'delete' | 'update';
  /** `jobs`, `pods`, `pods/log`, `events`, `secrets`, … */
  resource: string;
  namespace: string;
  name: string | null;
  query: URLSearchParams;
}

const PATH = /^\/(?:api\/v1|apis\/[a-z.]+\/v1)\/namespaces\/([^/]+)\/([a-z]+)(?:\/([^/]+)(?:\/([a-z]+))?)?$/;

/** Throws 404 for a path that the API does not have. */
export function readRequest(request: IncomingMessage): ApiRequest {
  const url = new URL(request.url!, 'https://kubernetes');
  const [, namespace, kind, name = null, part] = PATH.exec(url.pathname) ?? [];
  if (namespace === undefined || kind === undefined) throw notFound('path', url.pathname);
  const resource = part === undefined ? kind : `${kind}/${part}`;
  const query = url.searchParams;
  return { verb: verbOf(request.method!, name, query), resource, namespace, name, query };
}

function verbOf(method: string, name: string | null, query: URLSearchParams): ApiRequest['verb'] {
  if (method === 'POST') return 'create';
  if (method === 'DELETE') return 'delete';
  if (method !== 'GET') return 'update';
  if (name !== null) return 'get';
  return query.get('watch') === 'true' || query.get('watch') === '1' ? 'watch' : 'list';
}

export async function readBody(request: IncomingMessage): Promise<unknown> {
  const text = (await request.setEncoding('utf8').toArray()).join('');
  return text === '' ? {} : JSON.parse(text);
}
