import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../../../core/util/loopback.js';

export interface PageAddress {
  publicUrl: string;
  /** Whether an operator has set it. */
  isConfigured: boolean;
}

/**
 * Whether a websocket is asked for by a page of ours: a browser names the page, other clients name none. Ours are the pages
 * under the public address; also those under the very name that the socket was asked for, on this machine (a forwarded
 * port) or where no public address is configured.
 */
export function isOwnPage(
  { origin, host }: IncomingHttpHeaders,
  { publicUrl, isConfigured }: PageAddress,
): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (page.origin === new URL(publicUrl).origin) return true;
  return page.host === host && (!isConfigured || isLoopback(page.hostname));
}
