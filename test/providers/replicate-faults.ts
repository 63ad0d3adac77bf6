import type { IncomingMessage, ServerResponse } from 'node:http';

/** What Replicate is asked for. */
export type Route = 'create' | 'list' | 'get' | 'cancel' | 'output' | 'upload';

/**
 * The fault of one request. `lost`: the connection breaks before the request is read; `unanswered`: it is carried
 * out, then the connection breaks; `hang`: it is carried out, and never answered; `garbage`: it is carried out, and
 * the answer is not JSON; a status: it is not carried out; `slowMs`: it is carried out, and answered late;
 * `arrivesMs`: the connection breaks at once, and it is carried out later; the others are for outputs.
 */
export type Fault =
  | 'lost'
  | 'unanswered'
  | 'hang'
  | 'garbage'
  | 'truncated'
  | 'cut-short'
  | 'wrong-type'
  | 'damaged'
  | 'page-as-video'
  | 'drip'
  | { status: number; retryAfterSeconds?: number }
  | { slowMs: number }
  | { arrivesMs: number };

/** The active faults: first those for the next requests, then the lasting ones. */
export class Faults<Of extends string = Route> {
  private readonly next = new Map<Of, Fault[]>();
  private readonly lasting = new Map<Of, Fault>();

  /** For the next requests of a route, one each. */
  once(route: Of, ...faults: Fault[]): void {
    this.next.set(route, [...(this.next.get(route) ?? []), ...faults]);
  }

  /** For every request of a route; null: for none. */
  always(route: Of, fault: Fault | null): void {
    if (fault === null) this.lasting.delete(route);
    else this.lasting.set(route, fault);
  }

  clear(): void {
    this.next.clear();
    this.lasting.clear();
  }

  take(route: Of): Fault | null {
    return this.next.get(route)?.shift() ?? this.lasting.get(route) ?? null;
  }
}

/** Applies the part of a fault before the request is carried out; true if it never is. */
export function refusesByFault(
  fault: Fault | null,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (fault === 'lost') {
    request.socket.resetAndDestroy();
    return true;
  }
  if (typeof fault !== 'object' || fault === null || !('status' in fault)) return false;
  const { status, retryAfterSeconds } = fault;
  const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify({ title: 'A fault', detail: `The test asked for ${status}`, status }));
  return true;
}

/** Applies a fault to the answer; true if the answer must not be sent normally. */
export function disturbsAnswer(fault: Fault | null, response: ServerResponse, send: () => void): boolean {
  if (fault === 'unanswered') response.socket?.resetAndDestroy();
  else if (fault === 'garbage')
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Gateway</html>');
  else if (typeof fault === 'object' && fault !== null && 'slowMs' in fault) setTimeout(send, fault.slowMs);
  else if (fault !== 'hang') return false;
  return true;
}
