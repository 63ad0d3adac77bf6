import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface GraphQLAnswer<Data> {
  status: number;
  data: Data | null;
  errors?: { message: string; extensions: { code: string; status: number; retryAfter?: number } }[];
}

/** A client with a token: GraphQL over HTTP and websocket. */
export class ApiClient {
  private socket: Client | null = null;

  constructor(
    private readonly url: string,
    readonly token: string | null,
  ) {}

  static async asDemoUser(url: string): Promise<ApiClient> {
    const response = await fetch(`${url}/auth/demo`, { method: 'POST' });
    const { token } = (await response.json()) as { token: string };
    return new ApiClient(url, token);
  }

  async send<Data = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<GraphQLAnswer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...this.authorization() },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Omit<GraphQLAnswer<Data>, 'status'>;
    return { ...body, status: response.status };
  }

  /** The data of an answer, which must have no errors. */
  async data<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await this.send<Data>(query, variables);
    if (errors !== undefined || data === null) throw new Error(`GraphQL errors: ${JSON.stringify(errors)}`);
    return data;
  }

  /** The error code of an answer, which must be an error. */
  async rejection(query: string, variables: Record<string, unknown> = {}): Promise<string | undefined> {
    const { errors } = await this.send(query, variables);
    return errors?.[0]?.extensions.code;
  }

  subscribe<Data>(
    query: string,
    variables: Record<string, unknown>,
  ): AsyncIterableIterator<{ data?: Data | null }> {
    this.socket ??= createClient({
      url: `${this.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: this.token === null ? undefined : `Bearer ${this.token}` },
      retryAttempts: 0,
    });
    return this.socket.iterate<Data>({ query, variables }) as AsyncIterableIterator<{ data?: Data | null }>;
  }

  async close(): Promise<void> {
    await this.socket?.dispose();
  }

  private authorization(): Record<string, string> {
    return this.token === null ? {} : { Authorization: `Bearer ${this.token}` };
  }
}
