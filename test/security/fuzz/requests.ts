import { Agent, request as httpRequest } from 'node:http';
import fc, { type Arbitrary } from 'fast-check';
import type { Operation } from './documents.js';
import { isRare, rarely } from './values.js';

/** A request to /graphql as it is on the wire. */
export interface GraphQLRequest {
  method: 'GET' | 'POST';
  search: string;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Answer {
  status: number;
  text: string;
}

const ODD_VARIABLES = ['[]', '"x"', '7', 'null', '{"a":', '[{"__proto__":1}]'];
const ODD_HEADERS: Record<string, string>[] = [
  { 'Content-Type': 'text/plain' },
  { 'Content-Type': 'application/graphql' },
  { 'Content-Type': 'application/json; charset=utf-16' },
  { Accept: 'text/html' },
  { Accept: 'multipart/mixed; deferSpec=20220824' },
  { 'Content-Encoding': 'gzip' },
];
const MORE_MEMBERS = [
  '"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}',
  '"extensions":[]',
  '"query":7',
  '"__proto__":{"query":"{ viewer { id } }"}',
  '"operationName":[]',
];

/** Operations as most clients send them, and in unusual forms. */
export function requestsOf(operation: Arbitrary<Operation>): Arbitrary<GraphQLRequest> {
  const odd = fc.record({
    variables: rarely(fc.constantFrom(...ODD_VARIABLES), 3),
    headers: rarely(fc.constantFrom(...ODD_HEADERS), 3),
    member: rarely(fc.constantFrom(...MORE_MEMBERS), 3),
    byGet: isRare(4),
    isBatch: isRare(9),
    bytes: rarely(fc.tuple(fc.nat(4000), fc.uint8Array({ minLength: 1, maxLength: 8 })), 3),
  });
  return fc.tuple(operation, rarely(odd, 5)).map(([asked, change]) => {
    const variables = change?.variables ?? asked.variables;
    const members = [`"query":${JSON.stringify(asked.query)}`, `"variables":${variables}`];
    if (asked.operationName !== null) members.push(`"operationName":${JSON.stringify(asked.operationName)}`);
    if (change?.member) members.push(change.member);
    const json = `{${members.join(',')}}`;
    if (change?.byGet === true) return byGet(asked.query, variables);
    return {
      method: 'POST',
      search: '',
      headers: { 'Content-Type': 'application/json', ...change?.headers },
      body: withBytes(
        Buffer.from(change?.isBatch === true ? `[${json},${json}]` : json),
        change?.bytes ?? null,
      ),
    };
  });
}

/** Short enough for a line of HTTP in any encoding. */
function byGet(query: string, variables: string): GraphQLRequest {
  const search = new URLSearchParams({ query: query.slice(0, 800), variables: variables.slice(0, 300) });
  const headers = { 'Apollo-Require-Preflight': 'true' };
  return { method: 'GET', search: `?${search.toString()}`, headers, body: Buffer.alloc(0) };
}

/** Overwrites some bytes of a body, possibly with invalid UTF-8. */
function withBytes(body: Buffer, bytes: [number, Uint8Array] | null): Buffer {
  if (bytes !== null) body.set(bytes[1].subarray(0, body.length), bytes[0] % Math.max(1, body.length - 8));
  return body;
}

/** Kept-alive connections, a few at a time. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(private readonly url: string) {}

  async send({ method, search, headers, body }: GraphQLRequest, token: string | null): Promise<Answer> {
    const authorization: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
    return await new Promise((resolve, reject) => {
      const options = { method, agent: this.agent, headers: { ...headers, ...authorization } };
      const sent = httpRequest(`${this.url}/graphql${search}`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString() }),
        );
        response.on('error', reject);
      });
      sent.on('error', reject).end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
