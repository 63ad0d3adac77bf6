import express, { Router, type NextFunction, type Request, type Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { z } from 'zod';
import { announcePrediction } from '../../core/regeneration/prediction-channel.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { isFresh, isSignedBy, type SignedWebhook } from '../../runner/video/providers/replicate/webhook.js';

/** It names the inputs of its prediction, with the pictures among them. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;
const REMEMBERED = 10_000;
/** Older ones are not fresh any more. */
const REMEMBERED_MS = 11 * 60_000;

const headersSchema = z.object({
  'webhook-id': z.string().min(1).max(200),
  'webhook-timestamp': z.string().max(20),
  'webhook-signature': z.string().max(2000),
});
const bodySchema = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/) });

export interface WebhookOptions {
  db: Pick<PrismaClient, '$queryRaw'>;
  /** `whsec_…` of the account at Replicate. */
  secret: string;
  log: Logger;
}

/**
 * POST /webhooks/replicate: a prediction may have ended. Only a hint: whoever waits for it asks the provider, whatever the
 * webhook says. Forged and stale ones are refused (401); one that was told before changes nothing.
 */
export function webhookRoute(options: WebhookOptions): Router {
  const told = new LRUCache<string, true>({ max: REMEMBERED, ttl: REMEMBERED_MS });
  const router = Router();
  router.post(
    '/webhooks/replicate',
    (request: Request, response: Response, next: NextFunction) => {
      // Before its body is read: nobody is to fill the memory without a claim to be Replicate.
      const claimed = claimOf(request);
      if (claimed === null || !isFresh(claimed)) return refuse(response, options.log, 'no fresh signature');
      next();
    },
    express.raw({ type: () => true, limit: MAX_BODY_BYTES }),
    async (request: Request, response: Response) => await receive(request, response, told, options),
    (error: { status?: number }, _request: Request, response: Response, next: NextFunction) => {
      if (error.status === undefined) return next(error);
      response.sendStatus(error.status);
    },
  );
  return router;
}

async function receive(
  request: Request,
  response: Response,
  told: LRUCache<string, true>,
  { db, secret, log }: WebhookOptions,
): Promise<void> {
  const body: unknown = request.body;
  const claimed = claimOf(request);
  if (claimed === null || !Buffer.isBuffer(body) || !isSignedBy(secret, claimed, body))
    return refuse(response, log, 'its signature is not ours');
  const prediction = bodySchema.safeParse(parsed(body)).data;
  if (prediction === undefined || told.has(claimed.id)) return void response.sendStatus(200);
  try {
    await announcePrediction(db, prediction.id);
    told.set(claimed.id, true);
    response.sendStatus(200);
  } catch (error) {
    // Replicate sends it again.
    log.warn({ err: error, externalId: prediction.id }, 'A webhook could not be passed on');
    response.sendStatus(503);
  }
}

function claimOf({ headers }: Request): SignedWebhook | null {
  const read = headersSchema.safeParse(headers).data;
  if (read === undefined) return null;
  return {
    id: read['webhook-id'],
    timestamp: read['webhook-timestamp'],
    signature: read['webhook-signature'],
  };
}

function refuse(response: Response, log: Logger, why: string): void {
  log.warn({ why }, 'A webhook was refused');
  response.sendStatus(401);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
