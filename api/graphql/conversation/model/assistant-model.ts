import type { PromptModel } from '../../../../core/language-model/prompt-model.js';

export interface AssistantModelOptions {
  model: PromptModel;
  /** USD that it may cost for one video within an hour. */
  hourUsd: string;
  /** The longest that a message waits for it. */
  secondsAtMost: number;
}

/** Messages of one person, and of all at this replica, that it thinks about at a time. */
const MOST_OF_A_PERSON = 3;
const MOST_OF_ALL = 24;

/** The language model behind the assistant, asked about a limited number of messages at a time. */
export class AssistantModel {
  private readonly thinking = new Map<string, number>();
  private ofAll = 0;
  private readonly stopping = new AbortController();

  constructor(readonly options: AssistantModelOptions) {}

  /** Does work that asks it; null at once where too much is under way: the rules answer then, and nobody waits. */
  async whileFree<T>(userId: string, work: () => Promise<T>): Promise<T | null> {
    const ofPerson = this.thinking.get(userId) ?? 0;
    if (ofPerson >= MOST_OF_A_PERSON || this.ofAll >= MOST_OF_ALL) return null;
    this.count(userId, 1);
    try {
      return await work();
    } finally {
      this.count(userId, -1);
    }
  }

  /** Aborts when the server stops. */
  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  stop(): void {
    this.stopping.abort(new Error('The server stops'));
  }

  private count(userId: string, by: 1 | -1): void {
    const left = (this.thinking.get(userId) ?? 0) + by;
    this.ofAll += by;
    if (left === 0) this.thinking.delete(userId);
    else this.thinking.set(userId, left);
  }
}
