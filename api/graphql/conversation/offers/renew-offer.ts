import { renewOffer, type Reply } from '../../../../core/conversation/keep-exchange.js';
import type { Message, Offer } from '../../../../core/conversation/message.js';
import { ApiError } from '../../../../core/errors.js';
import { ownFinishedJob } from '../../access.js';
import type { ApiContext } from '../../context.js';
import type { RenewOfferInput } from '../chat-message.type.js';
import { quotedOffer } from './offer-for-wish.js';
import { offerOfVersion } from './offer-of-step.js';

/** Makes an offer again in its place, as things stand now; its changes in another way where one is asked for. */
export async function renewedOffer(
  context: ApiContext,
  offer: Offer,
  input: RenewOfferInput,
): Promise<Message> {
  if (offer.state === 'ACCEPTED') throw accepted();
  const own = { id: offer.id, userId: context.viewer.id.toLowerCase() };
  const { text, offer: made } = await remade(context, offer, input);
  if (made === undefined) throw new ApiError('BAD_USER_INPUT', text);
  const isRenewed = await renewOffer(context.db, own, text, made);
  const message = isRenewed ? await context.conversations.messageOf(own.id, own.userId) : null;
  if (message === null) throw accepted();
  return message;
}

async function remade(
  context: ApiContext,
  { jobId, work }: Offer,
  { takes, action, videoModel, prompt, seed }: RenewOfferInput,
): Promise<Reply> {
  const job = await ownFinishedJob(context, jobId);
  if (!('quote' in work)) {
    if ((takes ?? action ?? videoModel ?? prompt ?? seed ?? null) !== null) throw makesNothing();
    const { kind, restores, restoresClip } = work;
    const step = kind === 'RESTORE' ? { step: 'VERSION' as const, versionNumber: restores } : { step: kind };
    return await offerOfVersion(context, job, restoresClip, step);
  }
  if (work.changes.length > 1 && (prompt ?? seed ?? null) !== null) throw ofOneClip();
  const changes = work.changes.map((change) => ({
    ...change,
    takes: takes ?? change.takes ?? null,
    action: action ?? change.action ?? null,
    videoModel: videoModel ?? change.videoModel ?? null,
    prompt: prompt === undefined ? (change.prompt ?? null) : prompt,
    seed: seed === undefined ? (change.seed ?? null) : seed,
  }));
  return await quotedOffer(context, job, changes);
}

const makesNothing = (): ApiError =>
  new ApiError(
    'BAD_USER_INPUT',
    'This offer brings a version back: nothing is made, so there are no takes or models.',
  );

const ofOneClip = (): ApiError =>
  new ApiError('BAD_USER_INPUT', 'A prompt and a seed are for one clip, and this offer is for several.');

const accepted = (): ApiError => new ApiError('OFFER_EXPIRED', 'This offer was accepted already.');
