import { load, type LoadResult } from '../kit/http-load.js';
import { familyCpuSeconds } from '../scale/measure/process-figures.js';

const CONNECTIONS = 50;
const REQUESTS = 3000;

/** A server that answers GraphQL requests. */
export interface Target {
  pid: number;
  url: string;
  headers: Record<string, string>;
}

export interface GraphQLBody {
  query: string;
  variables?: object;
}

export interface Measured extends LoadResult {
  /** Of the server, per request: its own and the system's for it. */
  cpuMs: number;
}

/** 50 connections, each of which sends its next request when the last one is answered. */
export async function measured({ pid, url, headers }: Target, body: GraphQLBody): Promise<Measured> {
  const before = await familyCpuSeconds(pid);
  const result = await load({
    url,
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    connections: CONNECTIONS,
    requests: REQUESTS,
  });
  const seconds = (await familyCpuSeconds(pid)) - before;
  return { ...result, cpuMs: (seconds * 1000) / REQUESTS };
}

export async function ask({ url, headers }: Target, body: GraphQLBody): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return await answer.json();
}
