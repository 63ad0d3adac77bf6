import { createHash } from 'node:crypto';
import { keepExchange, type Said } from '../../../core/conversation/keep-exchange.js';
import type { Exchange } from '../../../core/conversation/message.js';
import { ApiError } from '../../../core/errors.js';
import { checkIdempotencyKey, MOST_CLIPS } from '../../../core/order/changes-request.js';
import { readMessage } from '../../../core/quote/instruction.js';
import { clipOf, noSuchJob, ownFinishedJob } from '../access.js';
import type { ApiContext } from '../context.js';
import type { SendMessageInput } from './chat-message.type.js';
import { replyTo } from './reply.js';
import { replyWithModel } from './model/reply-with-model.js';

/** Answers a message and keeps both; the same key and input answer the same. */
export async function sendMessage(context: ApiContext, input: SendMessageInput): Promise<Exchange> {
  const said = parseMessage(context.viewer.id.toLowerCase(), input);
  const known = await replayed(context, said);
  if (known !== null) return known;
  const job = await ownFinishedJob(context, said.jobId);
  for (const clipIndex of said.clipIndexes) clipOf(job, clipIndex);
  const rules = await replyTo(context, job, said);
  const reply = await replyWithModel(
    context,
    job,
    said,
    rules,
    async () => (await replayed(context, said)) !== null,
  );
  const kept = reply === null ? KNOWN : await keepExchange(context.db, said, reply);
  if (!('outcome' in kept)) return kept;
  if (kept.outcome === 'RATE_LIMITED') throw tooMany();
  const first = kept.outcome === 'KNOWN' ? await replayed(context, said) : null;
  if (first === null) throw noSuchJob();
  return first;
}

/** Another request has answered the same message. */
const KNOWN = { outcome: 'KNOWN' } as const;

/** The exchange of this key; null if there is none yet. */
async function replayed(
  { conversations }: ApiContext,
  { userId, idempotencyKey, inputHash }: Said,
): Promise<Exchange | null> {
  if (idempotencyKey === null) return null;
  const known = await conversations.exchangeOf(userId, idempotencyKey);
  if (known !== null && known.inputHash !== inputHash)
    throw new ApiError('IDEMPOTENCY_KEY_REUSED', 'This idempotency key was used for another message.');
  return known;
}

function parseMessage(userId: string, input: SendMessageInput): Said {
  const { idempotencyKey = null } = input;
  checkIdempotencyKey(idempotencyKey);
  const [jobId, text] = [input.jobId.toLowerCase(), readMessage(input.text)];
  const clipIndexes = pickedIn(input);
  const clipIndex = clipIndexes.length === 1 ? clipIndexes[0]! : null;
  // One picked clip hashes as it did before there could be several.
  const picked = clipIndexes.length > 1 ? clipIndexes : clipIndex;
  const inputHash = createHash('sha256')
    .update(JSON.stringify([jobId, picked, text]))
    .digest('base64url');
  return { jobId, userId, text, clipIndex, clipIndexes, idempotencyKey, inputHash };
}

function pickedIn({ clipIndex, clipIndexes }: SendMessageInput): number[] {
  const one = typeof clipIndex === 'number' ? [clipIndex] : [];
  const picked = [...new Set(clipIndexes ?? one)].sort((some, other) => some - other);
  if (picked.length > MOST_CLIPS)
    throw new ApiError('BAD_USER_INPUT', `A message is about ${MOST_CLIPS} picked clips at most.`);
  return picked;
}

function tooMany(): ApiError {
  const sentence = 'These are more messages than anyone could read. Wait a minute, then go on.';
  return new ApiError('RATE_LIMITED', sentence, { retryAfter: 60 });
}
