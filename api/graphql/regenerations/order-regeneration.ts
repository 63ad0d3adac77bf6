import type { ChangesRequest } from '../../../core/order/changes-request.js';
import { orderChanges } from '../../../core/order/order-changes.js';
import { retryRequest } from '../../../core/order/retry-changes.js';
import type { ApiContext } from '../context.js';
import { ownRow } from './regeneration-query.js';

/** Orders changes and wakes the dispatcher; every rejection carries the contract's code. Returns the regeneration's id. */
export async function orderRegeneration(context: ApiContext, request: ChangesRequest): Promise<string> {
  const { log, nudgeDispatcher } = context;
  const { regenerationId, outcome } = await orderChanges(context, request);
  log.info({ regeneration: regenerationId, job: request.jobId, outcome }, 'A regeneration was requested');
  if (outcome === 'ADMITTED') nudgeDispatcher();
  return regenerationId;
}

/** What failed or was canceled of a change again. Returns the id of the new regeneration. */
export async function retryRegeneration(
  context: ApiContext,
  id: string,
  idempotencyKey: string | null,
): Promise<string> {
  const ended = await ownRow(context, id);
  const changes = await context.regenerations.changesOf(ended.id);
  const made = await Promise.all(
    changes.map(async ({ clipIndex }) => {
      const versions = await context.versions.madeBy({ regenerationId: ended.id, clipIndex });
      return [clipIndex, versions.length] as const;
    }),
  );
  const request = retryRequest(ended, changes, new Map(made), idempotencyKey, context.videoModels);
  return await orderRegeneration(context, request);
}
