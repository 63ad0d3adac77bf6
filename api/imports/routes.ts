import { randomUUID } from 'node:crypto';
import express, { Router, type NextFunction, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ApiError } from '../../core/errors.js';
import type { Authenticator } from '../graphql/auth.js';
import type { Imports } from './imports.js';
import { importView } from './open-import.js';
import { ImportRejection } from './rejection.js';

/** A connection that is silent for this long is closed; its file can be sent again. */
const SILENCE_MS = 60_000;

const startSchema = z.object({ title: z.string().max(2000).default('') });

export interface ImportRoutesOptions {
  imports: Imports;
  authenticator: Authenticator;
  log: Logger;
}

/**
 * How the page brings in a video: POST /imports, PUT and DELETE /imports/:id/files/:name (the body is the file itself),
 * POST /imports/:id/start {title}, GET /imports/:id until it is done, DELETE /imports/:id to cancel. GET /imports answers
 * {limits, imports}. All want the bearer token, as GraphQL does; a rejection is {code, message}.
 */
export function importRoutes({ imports, authenticator, log }: ImportRoutesOptions): Router {
  const router = Router();
  const viewerId = async (request: Request): Promise<string> =>
    (await authenticator.authenticate(request.headers.authorization)).id;
  const own = async (request: Request<{ id: string }>) =>
    imports.find(request.params.id, await viewerId(request));

  router.get('/imports', async (request, response) => {
    const open = imports.of(await viewerId(request));
    response.json({ limits: imports.limits, imports: open.map(importView) });
  });
  router.post('/imports', async (request, response) => {
    response.status(201).json(importView(await imports.begin(await viewerId(request))));
  });
  router.get('/imports/:id', async (request, response) => {
    response.json(importView(await own(request)));
  });
  router.delete('/imports/:id', async (request, response) => {
    await imports.cancel(await own(request));
    response.status(204).end();
  });
  router.put('/imports/:id/files/:name', async (request, response) => {
    const open = await own(request);
    request.socket.setTimeout(SILENCE_MS);
    const { name } = request.params;
    const file = await imports.receive(open, { name, promisedBytes: promised(request), body: request });
    response.status(201).json(file);
  });
  router.delete('/imports/:id/files/:name', async (request, response) => {
    await imports.drop(await own(request), request.params.name);
    response.status(204).end();
  });
  router.post('/imports/:id/start', express.json({ limit: '64kb' }), async (request, response) => {
    const open = await own(request);
    const body = startSchema.safeParse(request.body ?? {});
    if (!body.success) throw new ImportRejection('BAD_USER_INPUT', 'The title must be text.');
    imports.start(open, body.data.title);
    response.status(202).json(importView(open));
  });
  router.use('/imports', () => {
    throw new ImportRejection('NOT_FOUND', 'There is nothing at this address.');
  });
  router.use('/imports', (error: unknown, request: Request, response: Response, _next: NextFunction) => {
    if (response.headersSent || request.socket.destroyed) return void response.destroy();
    // A browser listens to the answer only when all that it sends is taken.
    request.resume();
    const { code, message, status } = rejectionOf(error, log);
    response.status(status).json({ code, message });
  });
  return router;
}

function promised({ headers }: Request): number | null {
  const length = Number(headers['content-length'] ?? 'unknown');
  return Number.isSafeInteger(length) ? length : null;
}

function rejectionOf(error: unknown, log: Logger): ImportRejection {
  if (error instanceof ImportRejection) return error;
  if (error instanceof ApiError) return new ImportRejection('UNAUTHENTICATED', error.message);
  // What express could not read of the request: a path with a broken escape, a body that is no JSON.
  const { status } = error as { status?: unknown };
  if (status === 400) return new ImportRejection('BAD_USER_INPUT', 'The server cannot read this request.');
  if (status === 413) return new ImportRejection('TOO_LARGE', 'This request is too large.');
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
    return new ImportRejection('INTERNAL_SERVER_ERROR', 'The server has no disk space left for this file.');
  const id = randomUUID();
  log.error({ err: error, errorId: id }, 'Unexpected error in a request of an import');
  const message = `Something went wrong on our side. If this keeps happening, give this ID to support: ${id}`;
  return new ImportRejection('INTERNAL_SERVER_ERROR', message);
}
