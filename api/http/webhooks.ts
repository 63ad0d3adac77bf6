import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { announcePrediction } from '../../core/regeneration/prediction-channel.js';
import { onlyMethods } from '../../core/util/http/methods.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { ApiError } from '../../core/errors.js';
import type { SignedWebhook } from '../../runner/video/providers/registry.js';

/** A webhook names the inputs of its prediction, with the pictures among them. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;
const REMEMBERED = 10_000;
/** Longer than any provider takes an older one for fresh. */
const REMEMBERED_MS = 11 * 60_000;

export interface WebhookOptions {
  db: Pick<PrismaClient, '$queryRaw'>;
  source: SignedWebhook;
  log: Logger;
}

/**
 * POST /webhooks/<provider>: a prediction may have ended. Only a notification: the waiting run asks the provider, whatever the
 * webhook says. Forged and stale ones are rejected (401); a repeated one changes nothing.
 */
export function webhookRoute(options: WebhookOptions): Router {
  const received = new LRUCache<string, true>({ max: REMEMBERED, ttl: REMEMBERED_MS });
  const { path, webhook } = options.source;
  const router = Router();
  router.all(path, onlyMethods('POST'));
  router.post(
    path,
    (request: Request, _response: Response, next: NextFunction) => {
      // Before its body is read: without a fresh claim, a request must not fill the memory.
      if (webhook.claimOf(request.headers) === null) throw rejected(options.log, 'no fresh signature');
      next();
    },
    express.raw({ type: () => true, limit: MAX_BODY_BYTES }),
    async (request: Request, response: Response) => await receive(request, response, received, options),
  );
  return router;
}

async function receive(
  request: Request,
  response: Response,
  received: LRUCache<string, true>,
  { db, source: { webhook, secret }, log }: WebhookOptions,
): Promise<void> {
  const body: unknown = request.body;
  const claim = webhook.claimOf(request.headers);
  if (claim === null || !Buffer.isBuffer(body) || !(await webhook.isSigned(claim, body, secret)))
    throw rejected(log, 'its signature is not ours');
  const externalId = webhook.predictionIdIn(parsed(body));
  if (externalId === null || received.has(claim.id)) return void response.sendStatus(200);
  try {
    await announcePrediction(db, externalId);
    received.set(claim.id, true);
    response.sendStatus(200);
  } catch (error) {
    // The provider sends it again.
    log.warn({ err: error, externalId }, 'A webhook could not be passed on');
    throw new ApiError('SERVICE_UNAVAILABLE', 'Send this again.', { retryAfter: 5 });
  }
}

function rejected(log: Logger, why: string): ApiError {
  log.warn({ why }, 'A webhook was refused');
  return new ApiError('UNAUTHENTICATED', 'The signature is missing, wrong or too old.');
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
