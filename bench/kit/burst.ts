import { Agent, request } from 'node:http';

export interface BurstOptions {
  /** Used in turn. */
  urls: string[];
  headers: Record<string, string>;
  body: string;
  /** Requests sent at once, each on its own connection, which the next burst reuses. */
  count: number;
}

export interface BurstAnswer {
  ms: number;
  body: string;
}

const agent = new Agent({ keepAlive: true });

/** Sends all requests in one turn of the event loop, from which each answer's time counts. */
export async function burst({ urls, headers, body, count }: BurstOptions): Promise<BurstAnswer[]> {
  const began = performance.now();
  return await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const text = await post(urls[index % urls.length]!, headers, body);
      return { ms: performance.now() - began, body: text };
    }),
  );
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const outgoing = request(
      url,
      { agent, method: 'POST', headers: { ...headers, 'Content-Length': length } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () => resolve(Buffer.concat(chunks).toString()));
      },
    );
    outgoing.once('error', reject).end(body);
  });
}
