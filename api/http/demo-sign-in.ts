import { Router, type Request } from 'express';
import { ApiError } from '../../core/errors.js';
import { isLoopback } from '../../core/util/loopback.js';
import { signDemoToken } from '../graphql/auth.js';
import { isForwarded } from './is-forwarded.js';
import { onlyMethods } from '../../core/util/http/methods.js';
import { isOwnPage, type PageAddress } from '../graphql/subscriptions/own-page.js';

/**
 * POST /auth/demo answers {"token": JWT} for the demo user. Mounted only while no auth is configured, outside
 * production; refused from beyond this machine, through a proxy, under a foreign host name and to a foreign page.
 */
export function demoSignIn(secret: string, address: PageAddress): Router {
  const router = Router();
  router.all('/auth/demo', onlyMethods('POST'));
  router.post('/auth/demo', async (request, response) => {
    if (!isFromThisMachine(request) || !isOwnPage(request.headers, address))
      throw new ApiError('FORBIDDEN', 'The demo sign-in works only on this machine.');
    response.set('Cache-Control', 'no-store').json({ token: await signDemoToken(secret) });
  });
  return router;
}

function isFromThisMachine({ socket, hostname, headers }: Request): boolean {
  return isLoopback(socket.remoteAddress) && isLoopback(hostname) && !isForwarded(headers);
}
