import { createHash } from 'node:crypto';
import { ApiError } from '../../../core/errors.js';
import { parseInstruction } from '../../../core/quote/instruction.js';
import type { RegenerationRequest, RequestMessage } from '../../../core/regeneration/admission.js';
import { cutText, isStorable } from '../../../core/util/text/storable-text.js';
import type { RegenerateClipInput } from './quote.type.js';
import type { RegenerationType } from './regeneration.type.js';

/** Messages of a conversation that are kept: an instruction seldom refers further back. */
const KEPT_MESSAGES = 5;
const MAX_MESSAGE_LENGTH = 4000;
const MAX_IDEMPOTENCY_KEY_LENGTH = 200;

/** Reads what a user asks for, once; BAD_USER_INPUT where it cannot be read. */
export function parseRequest(userId: string, input: RegenerateClipInput): RegenerationRequest {
  const { jobId, clipIndex, instruction, conversationHistory, idempotencyKey, quoteToken } = input;
  checkIdempotencyKey(idempotencyKey);
  return {
    userId,
    jobId: jobId.toLowerCase(),
    clipIndex,
    instruction: parseInstruction(instruction),
    history: storableMessages(conversationHistory ?? []),
    idempotencyKey: idempotencyKey ?? null,
    inputHash: hashInput(jobId, clipIndex, instruction),
    quoteToken: quoteToken ?? null,
    retryOf: null,
  };
}

/** The same clip and instruction again, after a failure or a cancellation; finished steps are taken over. */
export function retryRequest(
  userId: string,
  ended: RegenerationType,
  idempotencyKey: string | null,
): RegenerationRequest {
  checkIdempotencyKey(idempotencyKey);
  const { id, jobId, clipIndex, instruction, conversation } = ended;
  return {
    ...{ userId, jobId, clipIndex, instruction, idempotencyKey, quoteToken: null, retryOf: id },
    history: lastMessages(conversation),
    inputHash: hashInput(jobId, clipIndex, instruction),
  };
}

/** The last messages, each cut to a length that a language model reads. */
export function lastMessages(messages: readonly RequestMessage[]): RequestMessage[] {
  return messages
    .slice(-KEPT_MESSAGES)
    .map(({ role, content }) => ({ role, content: cutText(content, MAX_MESSAGE_LENGTH) }));
}

function storableMessages(messages: readonly RequestMessage[]): RequestMessage[] {
  const kept = lastMessages(messages);
  if (kept.every(({ content }) => isStorable(content))) return kept;
  throw new ApiError(
    'BAD_USER_INPUT',
    'The messages of conversationHistory must not contain NUL or unpaired surrogates.',
  );
}

/** Of the input as it came: keys that are stored already are compared with it. */
function hashInput(jobId: string, clipIndex: number, instruction: string): string {
  const parts = [jobId, clipIndex, instruction.trim()];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** BAD_USER_INPUT where a key cannot be stored. */
export function checkIdempotencyKey(key: string | null | undefined): void {
  if (typeof key !== 'string') return;
  if (key === '' || key.length > MAX_IDEMPOTENCY_KEY_LENGTH || !isStorable(key)) {
    throw new ApiError(
      'BAD_USER_INPUT',
      `idempotencyKey must have 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters, without NUL or unpaired surrogates.`,
    );
  }
}
