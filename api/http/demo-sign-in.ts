import { Router } from 'express';
import { isLoopback } from '../../core/util/loopback.js';
import { signDemoToken } from '../graphql/auth.js';

/**
 * POST /auth/demo answers {"token": JWT} for the demo user. Mounted only while no auth is configured, outside
 * production; refused from beyond this machine and under a foreign host name (DNS rebinding).
 */
export function demoSignIn(secret: string): Router {
  const router = Router();
  router.post('/auth/demo', async (request, response) => {
    if (!isLoopback(request.socket.remoteAddress) || !isLoopback(request.hostname)) {
      response.status(403).json({ error: 'The demo sign-in works only on this machine.' });
      return;
    }
    response.set('Cache-Control', 'no-store').json({ token: await signDemoToken(secret) });
  });
  return router;
}
