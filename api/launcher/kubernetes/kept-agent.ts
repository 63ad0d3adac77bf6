import type http from 'node:http';
import type https from 'node:https';

type Agent = http.Agent | https.Agent;

/** Certificates of clients and servers are rotated: after this the next request's own agent takes over. */
const LIFETIME_MS = 5 * 60_000;

/**
 * The client makes an agent for each request, and with it a TLS handshake, which costs more than the request. One of
 * them is kept, with its connections, for the next ones.
 */
export class KeptAgent {
  private kept: Agent | null = null;
  private keptSince = 0;

  constructor(stopped: AbortSignal) {
    stopped.addEventListener('abort', () => this.kept?.destroy(), { once: true });
  }

  /** The agent to use in place of the one made for this request. */
  keep(made: Agent | undefined): Agent {
    if (this.kept !== null && Date.now() - this.keptSince < LIFETIME_MS) return this.kept;
    if (made === undefined) throw new Error('the client made no agent');
    (made as Agent & { keepAlive: boolean }).keepAlive = true;
    this.kept = made;
    this.keptSince = Date.now();
    return made;
  }
}
