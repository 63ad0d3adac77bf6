import { Router } from 'express';
import { ApiError } from '../../core/errors.js';
import { databaseProblem } from '../../prisma/database-problem.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { Metrics } from '../metrics/metrics.js';
import { isForwarded } from './is-forwarded.js';
import { onlyMethods, READS } from '../../core/util/http/methods.js';

export interface HealthOptions {
  db: PrismaClient;
  metrics: Metrics;
  /** What does not work at present though the server answers: one sentence each, naming the setting to fix. */
  problems: () => string[];
}

/**
 * GET /healthz: the process answers. GET /readyz: it can serve (200), with what is missing to launch or to hear of
 * progress at once, or it cannot (503). GET /metrics: for Prometheus, which reads each
 * replica itself; 404 through a proxy.
 */
export function healthRoutes({ db, metrics, problems }: HealthOptions): Router {
  const router = Router();
  router.all(['/healthz', '/readyz', '/metrics'], onlyMethods(...READS));
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const problem = await db.$queryRaw`SELECT 1`.then(() => null, databaseProblem);
    const missing = [...new Set([problem, ...problems()])].filter((one) => one !== null);
    if (problem !== null) {
      response.status(503).json({ status: 'not ready', missing });
      return;
    }
    response.json(missing.length === 0 ? { status: 'ready' } : { status: 'degraded', missing });
  });
  router.get('/metrics', async ({ headers }, response) => {
    // An Ingress passes all paths: what comes through it is not Prometheus.
    if (isForwarded(headers)) throw new ApiError('NOT_FOUND', 'There is nothing here.');
    try {
      const { contentType, text } = await metrics.scrape();
      response.type(contentType).send(text);
    } catch (error) {
      throw new ApiError('SERVICE_UNAVAILABLE', databaseProblem(error), { retryAfter: 5 });
    }
  });
  return router;
}
