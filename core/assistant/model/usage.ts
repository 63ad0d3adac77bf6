import { estimatedUsage } from '../../language-model/estimated-usage.js';
import type { ChatMessage } from '../../language-model/prompt-model.js';
import type { TokenUsage } from '../../quote/pricing.js';
import { UNDERSTAND } from './tool.js';

const TOOL = JSON.stringify(UNDERSTAND);
/** A usual answer: a call with a sentence. */
const USUAL_OUTPUT = 200;
/** What a server adds around messages: marks of its chat format. */
const FORMAT_TOKENS = 1000;

/** Tokens of a chat with the tool and of its answer, for a server that does not report what it billed. */
export function estimatedCallUsage(messages: readonly ChatMessage[], answer: string): TokenUsage {
  return estimatedUsage([...messages, { role: 'system', content: TOOL }], answer);
}

/** Tokens that a chat usually takes. */
export function expectedUsage(messages: readonly ChatMessage[]): TokenUsage {
  return { ...estimatedCallUsage(messages, ''), outputTokens: USUAL_OUTPUT };
}

/** What a server says that it billed, as far as that can be: a token has a byte at least, and an answer had a limit. */
export function possibleUsage(
  { inputTokens, outputTokens }: TokenUsage,
  messages: readonly ChatMessage[],
  maxTokens: number,
): TokenUsage {
  const bytes = messages.reduce(
    (sum, { content }) => sum + Buffer.byteLength(content),
    Buffer.byteLength(TOOL),
  );
  return {
    inputTokens: Math.min(inputTokens, bytes + FORMAT_TOKENS),
    outputTokens: Math.min(outputTokens, maxTokens),
  };
}
