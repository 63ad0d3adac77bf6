import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { understandingMessages } from '../../../../core/assistant/model/messages.js';
import { readAnswer } from '../../../../core/assistant/model/read-answer.js';
import { readArguments, UNDERSTAND, type Said as ModelSaid } from '../../../../core/assistant/model/tool.js';
import { estimatedCallUsage, expectedUsage, possibleUsage } from '../../../../core/assistant/model/usage.js';
import {
  openAssistantCall,
  settleAssistantCall,
  type OpenedCall,
  type SettledCall,
} from '../../../../core/conversation/assistant-calls.js';
import type { Said } from '../../../../core/conversation/keep-exchange.js';
import type { JobRecord } from '../../../../core/job/job-record.js';
import { PromptModelError, type ChatMessage } from '../../../../core/language-model/prompt-model.js';
import { languageModelCharge, type TokenUsage } from '../../../../core/quote/pricing.js';
import type { ApiContext } from '../../context.js';
import type { AssistantModel } from './assistant-model.js';

/** What a language model was asked, and what came of it. */
export interface Asked {
  /** In the ledger, with what it was charged. */
  call: { id: string; costUsd: string };
  /** What it said that the message means; null where that cannot be used. */
  said: ModelSaid | null;
  /** The random word of that chat. */
  mark: string;
}

/** Between two looks at a message that another request is answering. */
const LOOK_MS = 100;
/** For writing what came of a call, beside the time that the model has. */
const MARGIN_SECONDS = 10;

/**
 * Asks a language model what a message means, once however often it is sent: the call is in the ledger before it is made.
 * `answered`: meanwhile another request has answered the same message. `refused`: keep_exchange will say why. No transaction
 * is open while the model thinks.
 */
export async function askModel(
  context: ApiContext,
  assistant: AssistantModel,
  job: JobRecord,
  said: Said,
  isAnswered: () => Promise<boolean>,
): Promise<Asked | 'budget used' | 'answered' | 'refused'> {
  const mark = randomBytes(6).toString('hex');
  const messages = await messagesFor(context, job, said, mark);
  for (;;) {
    const opened = await openAssistantCall(context.db, plannedCall(context, assistant, said, messages));
    switch (opened.outcome) {
      case 'NEW':
        return await ask(context, assistant, opened.call!.id, messages, mark);
      case 'ANSWERED':
      case 'FAILED':
        return askedBefore(opened);
      case 'BUDGET_USED':
        return 'budget used';
      case 'RATE_LIMITED':
      case 'NOT_FOUND':
        return 'refused';
      case 'BUSY':
        if (await isAnswered()) return 'answered';
        // Ends: after its time is over, open_assistant_call settles the other request's call.
        await sleep(LOOK_MS);
    }
  }
}

async function messagesFor(
  { conversations }: ApiContext,
  job: JobRecord,
  { jobId, userId, text, clipIndexes }: Said,
  mark: string,
): Promise<ChatMessage[]> {
  const { messages } = await conversations.page({ jobId, userId, first: 6, after: null });
  const conversation = messages.toReversed();
  return understandingMessages({ job, message: text, picked: clipIndexes, conversation, mark });
}

function plannedCall(
  { rateCard, limits }: ApiContext,
  { options: { model, hourUsd, secondsAtMost } }: AssistantModel,
  { jobId, userId, idempotencyKey }: Said,
  messages: readonly ChatMessage[],
): Parameters<typeof openAssistantCall>[1] {
  return {
    ...{ jobId, userId, idempotencyKey, api: model.api, model: model.model, hourUsd },
    ...{ secondsAtMost: secondsAtMost + MARGIN_SECONDS, budgetUsd: limits.budgetUsd },
    estimatedUsd: languageModelCharge(rateCard, model.model, expectedUsage(messages)).usd,
  };
}

/** What is kept of an answer until its message is. */
const kept = z.object({ said: z.unknown(), mark: z.string() });

function askedBefore({ call, answer }: OpenedCall): Asked {
  const { said, mark } = kept.safeParse(answer).data ?? { said: null, mark: '' };
  return { call: call!, said: readArguments(said), mark };
}

async function ask(
  context: ApiContext,
  { options: { model }, stopped }: AssistantModel,
  callId: string,
  messages: readonly ChatMessage[],
  mark: string,
): Promise<Asked> {
  const priced = (usage: TokenUsage): Pick<SettledCall, 'costUsd' | 'inputTokens' | 'outputTokens'> => {
    const billed = possibleUsage(usage, messages, model.maxTokens);
    return { costUsd: languageModelCharge(context.rateCard, model.model, billed).usd, ...billed };
  };
  let said: ModelSaid | null = null;
  let settled: SettledCall;
  try {
    const completion = await model.complete(messages, model.maxTokens, stopped, UNDERSTAND);
    said = readAnswer(completion);
    const { text, thoughts, toolArguments, usage, end } = completion;
    if (said === null) context.log.warn({ end }, 'The assistant’s language model gave no usable answer');
    const written = `${text}${thoughts}${toolArguments ?? ''}`;
    settled = {
      outcome: said === null ? 'failed' : 'succeeded',
      ...priced(usage ?? estimatedCallUsage(messages, written)),
      answer: said === null ? null : { said, mark },
    };
  } catch (error) {
    settled = { ...chargeOf(error, priced), answer: null };
    context.log.warn({ err: error }, 'The assistant’s language model gave no answer');
  }
  const isBooked = await settleAssistantCall(context.db, callId, settled);
  return { call: { id: callId, costUsd: isBooked ? settled.costUsd : '0.0000' }, said, mark };
}

/** What a request without an answer is charged: nothing where it was refused, else only what the server itself says. */
function chargeOf(
  error: unknown,
  priced: (usage: TokenUsage) => Omit<SettledCall, 'outcome' | 'answer'>,
): Omit<SettledCall, 'answer'> {
  const charge = error instanceof PromptModelError ? error.charge : 'unknown';
  if (typeof charge === 'object') return { outcome: 'failed', ...priced(charge) };
  const outcome = charge === 'nothing' ? 'failed' : 'unknown';
  return { outcome, costUsd: '0.0000', inputTokens: null, outputTokens: null };
}
