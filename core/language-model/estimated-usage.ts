import type { TokenUsage } from '../quote/pricing.js';
import type { ChatMessage } from './prompt-model.js';

const BYTES_PER_TOKEN = 4;
/** Overhead of a message beside its text. */
const TOKENS_PER_MESSAGE = 4;

/** For a server that does not report what it billed. */
export function estimatedUsage(messages: readonly ChatMessage[], answer: string): TokenUsage {
  return {
    inputTokens: tokensOf(messages),
    outputTokens: Math.ceil(Buffer.byteLength(answer) / BYTES_PER_TOKEN),
  };
}

function tokensOf(messages: readonly ChatMessage[]): number {
  return messages.reduce(
    (sum, { content }) => sum + TOKENS_PER_MESSAGE + Math.ceil(Buffer.byteLength(content) / BYTES_PER_TOKEN),
    0,
  );
}
