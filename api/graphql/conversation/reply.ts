import { routeOf, type Route } from '../../../core/assistant/route.js';
import { SENTENCES } from '../../../core/assistant/sentences.js';
import { declineOffer, type Reply, type Said } from '../../../core/conversation/keep-exchange.js';
import { ApiError } from '../../../core/errors.js';
import type { JobRecord } from '../../../core/job/job-record.js';
import { requestCancel } from '../../../core/regeneration/lifecycle.js';
import type { ApiContext } from '../context.js';
import { acceptInTurn } from './offers/accept-offer.js';
import { answerQuestion } from './answer-questions.js';
import { offerForWish } from './offers/offer-for-wish.js';
import { offerOfEarlier } from './offers/offer-of-earlier.js';
import { offerOfStep } from './offers/offer-of-step.js';

/** What the assistant answers. Nothing is done or charged, but what an open offer says is accepted by a yes. */
export async function replyTo(context: ApiContext, job: JobRecord, said: Said): Promise<Reply> {
  const route = routeOf(said.text);
  switch (route.kind) {
    case 'step':
      return await offerOfStep(context, job, said, route);
    case 'answer':
      return await replyToAnswer(context, job, said, route);
    case 'question':
      return { text: await answerQuestion(context, job, said.text, said.clipIndex, route.about) };
    case 'wish':
      return (await offerOfEarlier(context, job, said)) ?? (await offerForWish(context, job, said));
    default:
      return { text: SENTENCES[route.kind] };
  }
}

/** Yes, no and cancel apply to what is open: the newest offer, else the change that runs. */
async function replyToAnswer(
  context: ApiContext,
  job: JobRecord,
  said: Said,
  { answer }: Extract<Route, { kind: 'answer' }>,
): Promise<Reply> {
  const open = await context.conversations.openOffer(job.id, said.userId);
  if (open !== null && answer === 'yes') {
    try {
      const { regeneration } = await acceptInTurn(context, open);
      const text = SENTENCES[regeneration ? 'accepted' : 'in the queue'];
      return { text, about: { ...open, state: 'ACCEPTED', regenerationId: regeneration?.id ?? null } };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { text: error.message, about: open };
    }
  }
  if (open !== null) {
    await declineOffer(context.db, open.id, said.userId);
    return { text: SENTENCES.declined };
  }
  if (answer !== 'cancel') return { text: SENTENCES['nothing open'] };
  const running = job.activeRegenerationId;
  if (running === null) return { text: SENTENCES['nothing runs'] };
  await requestCancel(context.db, running, said.userId);
  context.nudgeReconciler();
  return { text: SENTENCES.canceling };
}
