import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { OutputUnusable } from './output-unusable.js';
import { isPublicAddress, PrivateAddress, publicLookup } from './public-address.js';

const MOST_REDIRECTS = 3;
const REDIRECTS = [301, 302, 303, 307, 308];

/** Where outputs may be fetched from. */
export interface OutputHosts {
  /** The provider's API, as the operator has named it: taken at its word, http and private addresses included. */
  own: URL;
  /** Sent to the provider's API, and to nobody else. */
  ownHeaders: Record<string, string>;
  /** Names of hosts, each with all names below it; asked by https alone, and only at public addresses. */
  others: readonly string[];
}

/**
 * One GET, with at most three redirects, each held to the same rules. The URL comes from an answer of a provider, so it is
 * not trusted. Rejects with ForbiddenAddress before anything is sent to an address that is not allowed.
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
    if (redirects === MOST_REDIRECTS) throw new ForbiddenAddress('It is redirected again and again.');
    place = allowed(location, hosts, place);
  }
}

/** An address that nothing is fetched from, now or later. */
export class ForbiddenAddress extends OutputUnusable {
  constructor(why: string) {
    const cause = new Error(why);
    super('The video provider named an address that is not safe to fetch from.', false, { cause });
  }
}

function allowed(address: string, { own, others }: OutputHosts, base?: URL): URL {
  if (!URL.canParse(address, base)) throw new ForbiddenAddress('Its address is none.');
  const url = new URL(address, base);
  const { protocol, hostname, port } = url;
  if (url.origin === own.origin) return url;
  // Never the whole address: its query may be a key to the output.
  if (protocol !== 'https:') throw new ForbiddenAddress(`The address is ${protocol}//${hostname}`);
  const listed = others.some((host) => hostname === host || hostname.endsWith(`.${host}`));
  if (!listed || (port !== '' && port !== '443') || url.username !== '')
    throw new ForbiddenAddress(`The address is at ${url.host}, which is not on the list of hosts.`);
  return url;
}

async function get(
  url: URL,
  { own, ownHeaders }: OutputHosts,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const isOwn = url.origin === own.origin;
  if (!isOwn) assertPublic(url);
  const options: RequestOptions = isOwn ? { headers: ownHeaders } : { lookup: publicLookup() as never };
  const request = url.protocol === 'http:' ? httpRequest : httpsRequest;
  return await new Promise((resolve, reject) => {
    // Without an agent: nobody else's connection is taken over, and none is left.
    const asked = request(url, { ...options, agent: false, signal }, resolve);
    asked.on('error', (error) => {
      reject(error instanceof PrivateAddress ? new ForbiddenAddress(error.message) : error);
    });
    asked.end();
  });
}

/** A host that is an address already is not looked up. */
function assertPublic({ hostname }: URL): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0 && !isPublicAddress(address))
    throw new ForbiddenAddress(`The address is at ${hostname}`);
}
