import { z } from 'zod';
import { leftOpen } from '../../../../core/assistant/model/left-open.js';
import { ownWords } from '../../../../core/assistant/model/messages.js';
import { propose, type Proposal } from '../../../../core/assistant/model/propose.js';
import { SENTENCES } from '../../../../core/assistant/sentences.js';
import { videoFacts } from '../../../../core/assistant/whom/video-facts.js';
import type { Reply, Said } from '../../../../core/conversation/keep-exchange.js';
import type { JobRecord } from '../../../../core/job/job-record.js';
import type { ApiContext } from '../../context.js';
import { askModel } from './ask-model.js';
import { offerForWish } from '../offers/offer-for-wish.js';
import { priceInWords } from '../offers/offer-words.js';

/**
 * What the assistant answers: the rules' answer, or where they leave something open, and a language model is configured,
 * what that makes of the message. It proposes in words that the rules read: the offer and its price are theirs. Null where
 * another request has answered the same message meanwhile.
 */
export async function replyWithModel(
  context: ApiContext,
  job: JobRecord,
  said: Said,
  rules: Reply,
  isAnswered: () => Promise<boolean>,
): Promise<Reply | null> {
  const { assistant } = context;
  const facts = videoFacts(job, said.clipIndexes);
  const left = assistant === null ? null : leftOpen(said.text, facts, rules.offer !== undefined);
  if (assistant === null || left === null) return rules;
  const asked = await assistant.whileFree(
    said.userId,
    async () => await askModel(context, assistant, job, said, isAnswered),
  );
  if (asked === null || asked === 'refused') return rules;
  if (asked === 'answered') return null;
  if (asked === 'budget used') return { ...rules, text: `${rules.text} ${SENTENCES['model budget used']}` };
  const terms = { ...left, message: said.text, count: job.clips.length, own: ownWords(asked.mark) };
  const proposal = asked.said === null ? null : propose(asked.said, terms);
  const reply = proposal === null ? null : await replyFor(context, job, said, proposal);
  return { ...(reply ?? rules), call: asked.call };
}

async function replyFor(
  context: ApiContext,
  job: JobRecord,
  said: Said,
  proposal: Proposal,
): Promise<Reply | null> {
  switch (proposal.kind) {
    case 'answer':
      return { text: proposal.say };
    case 'question':
      return { text: proposal.say, choices: proposal.choices };
    case 'change': {
      const { message, clips, say } = proposal;
      const offered = await offerForWish(context, job, {
        ...{ ...said, text: message, clipIndex: null, clipIndexes: [] },
      });
      if (!isFor(offered, clips)) return null;
      return say === '' ? offered : { ...offered, text: `${say} ${priceOf(offered)}`.trim() };
    }
  }
}

/** Whether it is an offer for these clips, all of them and no others. */
function isFor({ offer }: Reply, clips: readonly number[]): boolean {
  if (offer === undefined || !('changes' in offer.work)) return false;
  return offer.work.changes.map(({ clipIndex }) => clipIndex).join() === clips.join();
}

const frozen = z.looseObject({
  estimatedCost: z.looseObject({ total: z.string(), known: z.boolean() }),
  estimatedTime: z.number(),
});

/** The price of an offer as it is quoted, in our words. */
function priceOf({ offer }: Reply): string {
  if (offer === undefined || !('quote' in offer.work)) return '';
  const { estimatedCost: cost, estimatedTime: seconds } = frozen.parse(offer.work.quote);
  return priceInWords({ cost, seconds });
}
