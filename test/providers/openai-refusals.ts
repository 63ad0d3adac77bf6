import type { ServedChat } from './openai-chat.js';

/** A refusal as a server sends it. */
export interface KindRefusal {
  status: number;
  body: unknown;
}

export const openAi = (
  status: number,
  message: string,
  param: string | null,
  code: string | null,
): KindRefusal => ({
  status,
  body: { error: { message, type: 'invalid_request_error', param, code } },
});
export const first = (...refusals: (KindRefusal | false)[]): KindRefusal | null =>
  refusals.find((refusal) => refusal !== false) ?? null;
export const asked = ({ max_tokens: old, max_completion_tokens: modern }: ServedChat): number =>
  modern ?? old ?? 0;
export const hasSystem = ({ messages }: ServedChat): boolean =>
  messages.some(({ role }) => role === 'system');
const unsupported = (name: string, instead: string): KindRefusal =>
  openAi(
    400,
    `Unsupported parameter: '${name}' is not supported with this model. Use '${instead}' instead.`,
    name,
    'unsupported_parameter',
  );

/** OpenAI's GPT-5 and o models; the two checks are made one after the other. */
export const gpt5 = (chat: ServedChat): KindRefusal | null =>
  first(
    chat.max_tokens !== undefined && unsupported('max_tokens', 'max_completion_tokens'),
    chat.temperature !== undefined &&
      chat.temperature !== 1 &&
      openAi(
        400,
        `Unsupported value: 'temperature' does not support ${chat.temperature} with this model. Only the default (1) value is supported.`,
        'temperature',
        'unsupported_value',
      ),
  );
