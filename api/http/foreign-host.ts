import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from '../../core/errors.js';
import { isLoopback } from '../../core/util/loopback.js';

/**
 * Whether a request names a host that is neither this machine nor the public address. While nobody has to sign in, such a
 * request is refused everywhere: a foreign page whose name was pointed at this machine (DNS rebinding) sends it.
 */
export function isForeignHost({ host }: IncomingHttpHeaders, publicUrl: string): boolean {
  if (host === undefined) return false; // No browser: HTTP/1.0.
  if (!URL.canParse(`http://${host}`)) return true;
  const { hostname } = new URL(`http://${host}`);
  return !isLoopback(hostname) && hostname !== new URL(publicUrl).hostname;
}

export function foreignHost(): ApiError {
  return new ApiError(
    'FORBIDDEN',
    'Without a configured sign-in this server answers only under the names of this machine.',
  );
}
