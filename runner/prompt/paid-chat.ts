import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import type { RateCard } from '../../core/quote/rate-card.js';
import type { PaidCall } from '../paid-call.js';
import { waitingSentence, withRetries } from '../retry.js';
import { estimatedUsage } from '../../core/language-model/estimated-usage.js';
import {
  PromptModelError,
  type ChatMessage,
  type Completion,
  type PromptModel,
} from '../../core/language-model/prompt-model.js';
import { emptyTally, readTally, tallyRequest, usdOf, withBill, withRequest, type Tally } from './tally.js';

/** Requests of one regeneration that may be billed: three tries, and one to correct an answer. */
const MOST_POSTS = 4;

export interface ChatDeps {
  model: PromptModel;
  rateCard: RateCard;
  log: Logger;
  /** Called with a sentence for the user before a request is repeated. */
  onWaiting: (sentence: string) => void;
}

/**
 * All requests of one regeneration to a language model, as one call in the ledger: each request is counted there
 * before it is sent, and all are settled together.
 */
export class PaidChat {
  private tally: Tally;
  /** An earlier attempt lost the answer to its request: it is sent once more, and then no other is. */
  private readonly resumed: boolean;

  constructor(
    private readonly call: PaidCall,
    private readonly deps: ChatDeps,
  ) {
    this.tally = readTally(call.open.request) ?? emptyTally(deps.model.model);
    this.resumed = this.tally.open;
  }

  /**
   * The answer to a chat, of this many tokens at most, retried by the retry rules. Rejects with PromptModelError.
   */
  async say(messages: readonly ChatMessage[], maxTokens: number, signal: AbortSignal): Promise<Completion> {
    let failure = '';
    const post = async (): Promise<Completion> =>
      await this.post(messages, maxTokens, signal).catch((error: unknown) => {
        if (error instanceof PromptModelError) failure = reasonIn(error);
        throw error;
      });
    return await withRetries(post, signal, async (delayMs) => {
      this.deps.onWaiting(waitingSentence(`${failure}.`, delayMs));
      await sleep(delayMs, undefined, { signal });
    });
  }

  /** Books the charges of all answered requests together, with a patch for the checkpoint. */
  async settle(outcome: 'succeeded' | 'failed', patch: Record<string, unknown>): Promise<void> {
    const costUsd = usdOf(this.tally, this.deps.rateCard);
    const unclear = outcome === 'failed' && this.tally.unknown > 0;
    await this.call.settle({ outcome: unclear ? 'unknown' : outcome, costUsd, patch });
  }

  private async post(
    messages: readonly ChatMessage[],
    maxTokens: number,
    signal: AbortSignal,
  ): Promise<Completion> {
    signal.throwIfAborted();
    if (!(await this.mayPost())) throw exhausted();
    const before = this.tally;
    await this.note(withRequest(before));
    // The machine may have slept until here, and a newer attempt may have asked meanwhile.
    signal.throwIfAborted();
    try {
      const completion = await this.deps.model.complete(messages, maxTokens, signal);
      crashPoint('after-post');
      const { usage, text, thoughts } = completion;
      await this.note(withBill(before, usage ?? estimatedUsage(messages, text + thoughts)));
      return completion;
    } catch (error) {
      if (error instanceof PromptModelError) await this.noteError(before, error);
      throw error;
    }
  }

  /** A request whose answer was lost is repeated only if the ledger counts the repetition. */
  private async mayPost(): Promise<boolean> {
    if (this.tally.posts >= MOST_POSTS) return false;
    return !this.tally.open || (await this.call.countRepeat()) || !this.resumed;
  }

  private async noteError(before: Tally, error: PromptModelError): Promise<void> {
    const { charge } = error;
    this.deps.log.warn({ err: error, charge }, 'The language model gave no answer');
    if (charge === 'nothing') await this.note(before);
    else if (charge !== 'unknown') await this.note(withBill(before, charge));
  }

  private async note(tally: Tally): Promise<void> {
    await this.call.describe(tallyRequest(tally, this.deps.rateCard));
    this.tally = tally;
  }
}

/** What an error says first, without the setting, which is for the administrator. */
function reasonIn({ sentence }: PromptModelError): string {
  return sentence.split('. ')[0]!.replace(/ \([A-Z_, ]+\)/, '');
}

function exhausted(): PromptModelError {
  const sentence =
    'The language model did not answer, and each further try may cost. Please try again later. {charged}';
  return new PromptModelError('No further request is made', 'permanent', 'nothing', sentence);
}
