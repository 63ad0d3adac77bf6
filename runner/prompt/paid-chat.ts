import type { Logger } from 'pino';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import type { RateCard } from '../../core/quote/rate-card.js';
import type { PaidCall } from '../paid-call.js';
import { withRetries } from '../retry.js';
import { PromptModelTrouble, type ChatMessage, type Completion, type PromptModel } from './prompt-model.js';
import {
  emptyTally,
  estimatedUsage,
  readTally,
  tallyRequest,
  usdAtMost,
  withBill,
  withRequest,
  type Tally,
} from './tally.js';

/** Requests of one regeneration that may be billed: three tries, and one to mend an answer. */
const MOST_POSTS = 4;

export interface ChatDeps {
  model: PromptModel;
  rateCard: RateCard;
  log: Logger;
}

/**
 * Everything that one regeneration asks a language model, as one call of the ledger: each request is counted there
 * before it is made, and all of them are settled together.
 */
export class PaidChat {
  private tally: Tally;
  /** A request of an earlier attempt was lost: it is made once more, and then no other is. */
  private readonly resumed: boolean;

  constructor(
    private readonly call: PaidCall,
    private readonly deps: ChatDeps,
  ) {
    this.tally = readTally(call.open.request) ?? emptyTally(deps.model.model);
    this.resumed = this.tally.open;
  }

  /** The answer to a chat, asked for again where the rules of repeating say so. Rejects with PromptModelTrouble. */
  async say(messages: readonly ChatMessage[], signal: AbortSignal): Promise<Completion> {
    return await withRetries(async () => await this.post(messages, signal), signal);
  }

  /** Books what all requests together are charged, with what is to be kept in the checkpoint. */
  async settle(outcome: 'succeeded' | 'failed', patch: Record<string, unknown>): Promise<void> {
    const costUsd = usdAtMost(this.tally, this.deps.rateCard);
    const unclear = outcome === 'failed' && this.tally.unknown > 0;
    await this.call.settle({ outcome: unclear ? 'unknown' : outcome, costUsd, patch });
  }

  private async post(messages: readonly ChatMessage[], signal: AbortSignal): Promise<Completion> {
    signal.throwIfAborted();
    if (!(await this.mayPost())) throw exhausted();
    const before = this.tally;
    await this.note(withRequest(before, messages));
    // A machine that slept wakes here: whoever replaced this run may have asked meanwhile.
    signal.throwIfAborted();
    try {
      const completion = await this.deps.model.complete(messages, signal);
      crashPoint('after-post');
      await this.note(withBill(before, completion.usage ?? estimatedUsage(messages, completion.text)));
      return completion;
    } catch (error) {
      if (error instanceof PromptModelTrouble) await this.noteTrouble(before, error);
      throw error;
    }
  }

  /** A request whose answer was lost is repeated only as a counted one. */
  private async mayPost(): Promise<boolean> {
    if (this.tally.posts >= MOST_POSTS) return false;
    return !this.tally.open || (await this.call.countRepeat()) || !this.resumed;
  }

  private async noteTrouble(before: Tally, trouble: PromptModelTrouble): Promise<void> {
    const { charge } = trouble;
    this.deps.log.warn({ err: trouble, charge }, 'The language model gave no answer');
    if (charge === 'nothing') await this.note(before);
    else if (charge !== 'unknown') await this.note(withBill(before, charge));
  }

  private async note(tally: Tally): Promise<void> {
    await this.call.describe(tallyRequest(tally, this.deps.rateCard));
    this.tally = tally;
  }
}

function exhausted(): PromptModelTrouble {
  const sentence =
    'The language model did not answer, and each further try may cost. Please try again later. {charged}';
  return new PromptModelTrouble('No further request is made', 'permanent', 'nothing', sentence);
}
