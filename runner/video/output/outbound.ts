import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { OutputUnusable } from './output-unusable.js';
import { isPublicAddress, PrivateAddress, publicLookup } from './public-address.js';

const MOST_REDIRECTS = 3;
const REDIRECTS = [301, 302, 303, 307, 308];

/** Where outputs may be fetched from. */
export interface OutputHosts {
  /** The provider's API as the operator configured it, at one address or several: trusted, including http and private addresses. */
  own: readonly URL[];
  /** Sent only to the provider's API. */
  ownHeaders: Record<string, string>;
  /** Host names, each with all its subdomains; only https and public addresses. */
  others: readonly string[];
}

/**
 * One GET, with at most three redirects, each under the same rules. The URL comes from a provider's answer, so it
 * is not trusted. Rejects with ForbiddenAddress before it sends anything to a forbidden address.
 */
export async function fetchOutput(
  url: string,
  hosts: OutputHosts,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let place = allowed(url, hosts);
  for (let redirects = 0; ; redirects++) {
    const response = await get(place, hosts, signal);
    const { location } = response.headers;
    if (!REDIRECTS.includes(response.statusCode ?? 0) || location === undefined) return response;
    response.destroy();
    if (redirects === MOST_REDIRECTS) throw new ForbiddenAddress('There are too many redirects.');
    place = allowed(location, hosts, place);
  }
}

/** An address from which nothing is ever fetched. */
export class ForbiddenAddress extends OutputUnusable {
  constructor(why: string) {
    const cause = new Error(why);
    super('The video provider named an address that is not safe to fetch from.', false, { cause });
  }
}

function allowed(address: string, { own, others }: OutputHosts, base?: URL): URL {
  if (!URL.canParse(address, base)) throw new ForbiddenAddress('It is not a valid URL.');
  const url = new URL(address, base);
  const { protocol, hostname, port } = url;
  if (isAmong(own, url)) return url;
  // Never the whole URL: its query may contain a key to the output.
  if (protocol !== 'https:') throw new ForbiddenAddress(`The address is ${protocol}//${hostname}`);
  const listed = others.some((host) => hostname === host || hostname.endsWith(`.${host}`));
  if (!listed || (port !== '' && port !== '443') || url.username !== '')
    throw new ForbiddenAddress(`The address is at ${url.host}, which is not on the list of hosts.`);
  return url;
}

function isAmong(own: readonly URL[], { origin }: URL): boolean {
  return own.some((each) => each.origin === origin);
}

async function get(
  url: URL,
  { own, ownHeaders }: OutputHosts,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const isOwn = isAmong(own, url);
  if (!isOwn) assertPublic(url);
  const options: RequestOptions = isOwn ? { headers: ownHeaders } : { lookup: publicLookup() as never };
  const request = url.protocol === 'http:' ? httpRequest : httpsRequest;
  return await new Promise((resolve, reject) => {
    // Without an agent no pooled connection is reused, and none stays open.
    const asked = request(url, { ...options, agent: false, signal }, resolve);
    asked.on('error', (error) => {
      reject(error instanceof PrivateAddress ? new ForbiddenAddress(error.message) : error);
    });
    asked.end();
  });
}

/** A literal address needs no lookup, so it is checked here. */
function assertPublic({ hostname }: URL): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0 && !isPublicAddress(address))
    throw new ForbiddenAddress(`The address is at ${hostname}`);
}
