import type { RegenerationErrorCode } from '../errors.js';
import type { TokenUsage } from '../quote/pricing.js';
import { ClassedFailure, type FailureClass } from '../util/http/failure-class.js';

/** One message of a chat with a language model. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** What a model is to answer in: one call of it, with arguments as this JSON schema has them. */
export interface Tool {
  name: string;
  description: string;
  parameters: Record<string, unknown>;
}

/** A model's answer, not checked yet. */
export interface Completion {
  text: string;
  /** The arguments of its call of the tool, as it wrote them; null: it called none. */
  toolArguments: string | null;
  /** What the server sent apart from it as the model's thoughts; '' if nothing. */
  thoughts: string;
  /** `cut`: it reached its length limit; `filtered`: the provider's filter stopped it; `refused`: it declined. */
  end: 'finished' | 'cut' | 'filtered' | 'refused';
  /** Billed tokens; null if the server does not say. */
  usage: TokenUsage | null;
}

/** A language model that may charge. */
export interface PromptModel {
  /** Its name in the ledger. */
  readonly api: string;
  /** Its name at the provider, and on the rate card. */
  readonly model: string;
  /** Tokens that an answer usually may have, thoughts included. */
  readonly maxTokens: number;
  /**
   * Has one request carried out, with an answer of this many tokens at most. What the server refuses is asked in
   * another way; what it has begun is never repeated. With a tool it is to call that; a server that knows none is asked
   * without. Rejects with PromptModelError, or with the signal's reason.
   */
  complete(
    messages: readonly ChatMessage[],
    maxTokens: number,
    signal: AbortSignal,
    tool?: Tool,
  ): Promise<Completion>;
}

/** What a failed request is charged. */
export type ErrorCharge = 'nothing' | 'unknown' | TokenUsage;

/** A request failed. Contains no text of the server's, which may repeat the key or our messages to the model. */
export class PromptModelError extends ClassedFailure {
  constructor(
    detail: string,
    failureClass: FailureClass,
    readonly charge: ErrorCharge,
    /** The reason in words for the user; the message holds the technical detail. */
    readonly sentence: string,
    readonly options: { code?: RegenerationErrorCode; retryAfterMs?: number | null } = {},
  ) {
    super(detail, failureClass, options.retryAfterMs ?? null);
    this.name = 'PromptModelError';
  }
}
