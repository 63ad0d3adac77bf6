import { Agent, request } from 'node:http';

export interface LoadOptions {
  url: string;
  headers: Record<string, string>;
  /** Sent by POST, always the same. */
  body: string;
  connections: number;
  requests: number;
}

export interface LoadResult {
  /** One per request, sorted. */
  latenciesMs: number[];
  requestsPerSecond: number;
}

/** A bounded closed loop: every connection sends its next request when its last one is answered. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const latenciesMs: number[] = [];
  let left = options.requests;
  const connection = async (): Promise<void> => {
    while (left-- > 0) latenciesMs.push(await send(agent, options));
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: options.connections }, connection));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return { latenciesMs: latenciesMs.sort((a, b) => a - b), requestsPerSecond: options.requests / seconds };
}

async function send(agent: Agent, { url, headers, body }: LoadOptions): Promise<number> {
  const began = performance.now();
  return await new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const outgoing = request(
      url,
      { agent, method: 'POST', headers: { ...headers, 'Content-Length': length } },
      (response) => {
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
        response.resume().once('end', () => resolve(performance.now() - began));
      },
    );
    outgoing.once('error', reject).end(body);
  });
}

/** The value at a rank (0 to 100) of any list of numbers. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * rank) / 100))]!;
}
