import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../../../core/util/loopback.js';

export interface PageAddress {
  publicUrl: string;
  /** Whether an operator has set it. */
  isConfigured: boolean;
}

/**
 * Whether a websocket request comes from our own web app. Browsers send their page's origin; other clients send none and
 * are accepted. Our own origins are the public address, and the requested host itself on this machine (a forwarded port)
 * or where no public address is configured.
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
