import type { RegenerationErrorCode } from '../../core/errors.js';
import type { TokenUsage } from '../../core/quote/pricing.js';
import { ClassedFailure, type FailureClass } from '../retry.js';

/** One message of a chat with a language model. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** What a model answered; nothing of it is checked yet. */
export interface Completion {
  text: string;
  /** `cut`: it had more to say than it may; `filtered`: its provider's filter stopped it; `refused`: it declined. */
  end: 'finished' | 'cut' | 'filtered' | 'refused';
  /** What was billed; null where the server does not say. */
  usage: TokenUsage | null;
}

/** The longest answer that a model may give: 200 words and some. */
export const MAX_ANSWER_TOKENS = 300;

/** A language model that may charge. */
export interface PromptModel {
  /** Whose calls these are in the ledger. */
  readonly api: string;
  /** Its name at its provider, and on the rate card. */
  readonly model: string;
  /**
   * One request, never repeated here, of some seconds at most. Rejects with PromptModelTrouble, or with the signal's
   * reason.
   */
  complete(messages: readonly ChatMessage[], signal: AbortSignal): Promise<Completion>;
}

/** What a request that brought no answer is charged. */
export type TroubleCharge = 'nothing' | 'unknown' | TokenUsage;

/**
 * A request that brought no answer. Holds nothing of what a server says in its own words: those may repeat the key, or
 * what we told the model.
 */
export class PromptModelTrouble extends ClassedFailure {
  constructor(
    detail: string,
    failureClass: FailureClass,
    readonly charge: TroubleCharge,
    /** Why, in words for the user; technical detail is the message. */
    readonly sentence: string,
    readonly options: { code?: RegenerationErrorCode; retryAfterMs?: number | null } = {},
  ) {
    super(detail, failureClass, options.retryAfterMs ?? null);
    this.name = 'PromptModelTrouble';
  }
}
