import { createHash } from 'node:crypto';
import type { Offer, QuotedWork } from '../../../../core/conversation/message.js';
import { ApiError } from '../../../../core/errors.js';
import type { RestoreTarget } from '../../../../core/history/restore-cut.js';
import { parseChanges, type ChangesRequest } from '../../../../core/order/changes-request.js';
import { findQueuedReplay } from '../../../../core/queue/queue-changes.js';
import { isUuid } from '../../../../core/util/uuid.js';
import { ownJob } from '../../access.js';
import type { ApiContext } from '../../context.js';
import { restore } from '../../history/restore.js';
import { jobView } from '../../jobs/job-view.js';
import { queueChanges } from '../../queue/queue-changes.js';
import type { QueueChangesPayload } from '../../queue/queued-change.type.js';
import { orderRegeneration } from '../../regenerations/order-regeneration.js';
import { ownRegeneration } from '../../regenerations/regeneration-query.js';

/** The viewer's offer; NOT_FOUND if there is none, FORBIDDEN if it was made to another user. */
export async function ownOffer({ db, conversations, viewer }: ApiContext, id: string): Promise<Offer> {
  const offer = isUuid(id) ? await conversations.offer(id, viewer.id) : null;
  if (offer !== null) return offer;
  const exists = isUuid(id) && (await db.chatOffer.count({ where: { id } })) > 0;
  if (exists) throw new ApiError('FORBIDDEN', 'This offer belongs to somebody else.');
  throw new ApiError('NOT_FOUND', 'There is no such offer.');
}

/** Does what an offer says, once, however often it is accepted. Returns the id of the regeneration that it became. */
export async function accept(context: ApiContext, offer: Offer): Promise<string> {
  if (offer.regenerationId !== null) return offer.regenerationId;
  if (offer.state !== 'OPEN') throw expired(offer);
  return await carryOut(context, offer);
}

/** As accept, but changes wait for their turn where the video is being changed. */
export async function acceptInTurn(context: ApiContext, offer: Offer): Promise<QueueChangesPayload> {
  const { jobId, state, work, regenerationId } = offer;
  if (regenerationId !== null || !('changes' in work)) {
    const id = await accept(context, offer);
    const [job, regeneration] = await Promise.all([ownJob(context, jobId), ownRegeneration(context, id)]);
    return { job: jobView(job, context), queuedChange: null, regeneration };
  }
  const request = requestOf(context, offer, work);
  const isQueued = state === 'ACCEPTED' && (await findQueuedReplay(context.db, request)) !== null;
  if (state !== 'OPEN' && !isQueued) throw expired(offer);
  return await queueChanges(context, request);
}

function requestOf(
  { viewer }: ApiContext,
  { id, jobId }: Pick<Offer, 'id' | 'jobId'>,
  { changes, quoteToken }: QuotedWork,
): ChangesRequest {
  // Of the rows that carry this key, offer_accepted notes in the offer what it became.
  const idempotencyKey = `offer:${id}`;
  return parseChanges(viewer.id.toLowerCase(), { jobId, changes, quoteToken, idempotencyKey });
}

async function carryOut(context: ApiContext, offer: Offer): Promise<string> {
  const { id, jobId, work } = offer;
  if ('changes' in work) return await orderRegeneration(context, requestOf(context, offer, work));
  const userId = context.viewer.id.toLowerCase();
  const idempotencyKey = `offer:${id}`;
  const { kind, restores, restoresClip, expectedVersion } = work;
  const target: RestoreTarget =
    kind !== 'RESTORE'
      ? { action: kind }
      : restoresClip === null
        ? { action: 'VIDEO', versionNumber: restores }
        : { action: 'CLIP', clipIndex: restoresClip, versionNumber: restores };
  const { deadlineSeconds } = context.limits;
  const inputHash = createHash('sha256').update(id).digest('base64url');
  const { regeneration } = await restore(context, {
    ...{ ...target, jobId, userId, expectedVersion, idempotencyKey, inputHash, deadlineSeconds },
  });
  return regeneration.id;
}

function expired({ state }: Offer): ApiError {
  const why = {
    DECLINED: 'This offer was declined.',
    ACCEPTED: 'This was accepted before, and taken from the queue.',
    EXPIRED: 'This offer has expired.',
    OPEN: '',
  }[state];
  return new ApiError('OFFER_EXPIRED', `${why} Say it again to get a new one.`);
}
