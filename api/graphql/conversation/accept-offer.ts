import { createHash } from 'node:crypto';
import { noteAccepted } from '../../../core/conversation/keep-exchange.js';
import type { Offer } from '../../../core/conversation/message.js';
import { ApiError } from '../../../core/errors.js';
import type { RestoreTarget } from '../../../core/history/restore-cut.js';
import { parseChanges } from '../../../core/order/changes-request.js';
import { isUuid } from '../../../core/util/uuid.js';
import type { ApiContext } from '../context.js';
import { restore } from '../history/restore.js';
import { orderRegeneration } from '../regenerations/order-regeneration.js';

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
  const id = await carryOut(context, offer);
  await noteAccepted(context.db, offer.id, id);
  return id;
}

async function carryOut(context: ApiContext, { id, jobId, work }: Offer): Promise<string> {
  const userId = context.viewer.id.toLowerCase();
  const idempotencyKey = `offer:${id}`;
  if ('changes' in work) {
    const { changes, quoteToken } = work;
    return await orderRegeneration(
      context,
      parseChanges(userId, { jobId, changes, quoteToken, idempotencyKey }),
    );
  }
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
  const why = state === 'DECLINED' ? 'This offer was declined.' : 'This offer has expired.';
  return new ApiError('OFFER_EXPIRED', `${why} Say it again to get a new one.`);
}
