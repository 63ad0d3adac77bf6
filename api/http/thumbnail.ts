import { Router } from 'express';
import { ApiError } from '../../core/errors.js';
import { clipOf, ownFinishedJob } from '../graphql/access.js';
import { signIn, type Authenticator } from '../graphql/auth.js';
import type { ApiServices } from '../graphql/context.js';
import { onlyMethods, READS } from '../../core/util/http/methods.js';

/** GET /jobs/:jobId/clips/:clipIndex/thumbnail: 302 to a signed URL. */
export function thumbnailRoute(services: ApiServices, authenticator: Authenticator): Router {
  const router = Router();
  router.all('/jobs/:jobId/clips/:clipIndex/thumbnail', onlyMethods(...READS));
  router.get('/jobs/:jobId/clips/:clipIndex/thumbnail', async (request, response) => {
    const viewer = await signIn(request, authenticator);
    const job = await ownFinishedJob({ ...services, viewer }, request.params.jobId);
    const { thumbnailKey } = clipOf(job, parseIndex(request.params.clipIndex));
    if (thumbnailKey === null) throw new ApiError('NOT_FOUND', 'This clip has no thumbnail.');
    response.set('Cache-Control', 'no-store').redirect(302, services.urls.signedUrl(thumbnailKey));
  });
  return router;
}

function parseIndex(text: string): number {
  if (!/^\d{1,6}$/.test(text))
    throw new ApiError('BAD_USER_INPUT', 'The clip is named by its index, counting from 0.');
  return Number(text);
}
