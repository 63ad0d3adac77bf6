import { Router } from 'express';
import type { PrismaClient } from '../../prisma/generated/client.js';

/** GET /healthz: the process answers. GET /readyz: it can serve, or says what is missing. */
export function healthRoutes(db: PrismaClient): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const database = await db.$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    );
    response
      .status(database ? 200 : 503)
      .json(database ? { status: 'ready' } : { status: 'not ready', missing: ['database (DATABASE_URL)'] });
  });
  return router;
}
