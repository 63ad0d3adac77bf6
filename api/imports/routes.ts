import express, { Router, type Request } from 'express';
import { z } from 'zod';
import { ApiError } from '../../core/errors.js';
import { importRoles } from '../../core/import/import-roles.js';
import { allowLongBody } from '../../core/util/http/slow-bodies.js';
import { onlyMethods, READS } from '../../core/util/http/methods.js';
import { signIn, type Authenticator } from '../graphql/auth.js';
import type { Imports } from './imports.js';
import { importView } from './open-import.js';

/** A connection that is silent for this long is closed; its file can be sent again. */
const SILENCE_MS = 60_000;

const startSchema = z.object({
  title: z.string().max(5000).default(''),
  roles: importRoles.nullable().default(null),
});

export interface ImportRoutesOptions {
  imports: Imports;
  authenticator: Authenticator;
}

/**
 * How the page brings in a video: POST /imports, PUT and DELETE /imports/:id/files/:name (the body is the file itself),
 * POST /imports/:id/start {title, roles}, GET /imports/:id until it is done, DELETE /imports/:id to cancel. GET /imports answers
 * {limits, imports, hasDemo}; POST /imports/demo imports the demo. All want the bearer token, as GraphQL does.
 */
export function importRoutes({ imports, authenticator }: ImportRoutesOptions): Router {
  const router = Router();
  const viewerId = async (request: Request): Promise<string> => (await signIn(request, authenticator)).id;
  const own = async (request: Request<{ id: string }>) =>
    imports.find(request.params.id, await viewerId(request));

  router.all('/imports', onlyMethods(...READS, 'POST'));
  router.all('/imports/demo', onlyMethods('POST'));
  router.post('/imports/demo', async (request, response) => {
    response.status(201).json(importView(await imports.startDemo(await viewerId(request))));
  });
  router.all('/imports/:id', onlyMethods(...READS, 'DELETE'));
  router.all('/imports/:id/files/:name', onlyMethods('PUT', 'DELETE'));
  router.all('/imports/:id/start', onlyMethods('POST'));
  router.get('/imports', async (request, response) => {
    const open = imports.of(await viewerId(request));
    response.json({ limits: imports.limits, imports: open.map(importView), hasDemo: imports.hasDemo });
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
    allowLongBody(request);
    request.socket.setTimeout(SILENCE_MS);
    const { name } = request.params;
    const file = await imports.receive(open, { name, promisedBytes: promised(request), body: request });
    response.status(201).json(file);
  });
  router.delete('/imports/:id/files/:name', async (request, response) => {
    await imports.drop(await own(request), request.params.name);
    response.status(204).end();
  });
  router.post('/imports/:id/start', express.json({ limit: '256kb' }), async (request, response) => {
    const open = await own(request);
    const body = startSchema.safeParse(request.body ?? {});
    if (!body.success)
      throw new ApiError('BAD_USER_INPUT', 'The title must be text, and roles name clips and a song.');
    imports.start(open, body.data.title, body.data.roles);
    response.status(202).json(importView(open));
  });
  router.use('/imports', () => {
    throw new ApiError('NOT_FOUND', 'There is nothing at this address.');
  });
  return router;
}

function promised({ headers }: Request): number | null {
  const length = Number(headers['content-length'] ?? 'unknown');
  return Number.isSafeInteger(length) ? length : null;
}
