import { Router } from 'express';
import { signDemoToken } from '../graphql/auth.js';

const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/**
 * POST /auth/demo answers {"token": JWT} for the demo user. Mounted only while no auth is configured, outside
 * production; refused from beyond this machine and under a foreign host name (DNS rebinding).
 */
export function demoSignIn(secret: string): Router {
  const router = Router();
  router.post('/auth/demo', async (request, response) => {
    const local = LOOPBACK_ADDRESSES.includes(request.socket.remoteAddress ?? '');
    if (!local || !LOOPBACK_HOSTS.includes(request.hostname)) {
      response.status(403).json({ error: 'The demo sign-in works only on this machine.' });
      return;
    }
    response.set('Cache-Control', 'no-store').json({ token: await signDemoToken(secret) });
  });
  return router;
}
