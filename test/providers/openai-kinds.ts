import type { ServedChat } from './openai-chat.js';

import { asked, first, gpt5, hasSystem, openAi, type KindRefusal } from './openai-refusals.js';

/** How a kind of server differs from OpenAI with GPT-4o, in what it takes and in how it answers. */
export interface ServerKind {
  /** Null: it takes the chat. */
  refuses?: (chat: ServedChat) => KindRefusal | null;
  /** Where it puts the thoughts of a reply. */
  thoughts?: 'reasoning_content' | 'reasoning' | 'parts' | 'tags' | 'lone-end' | 'channels' | 'hidden';
  /** The parameters that limit its answers; others it ignores. */
  limits?: readonly ('max_tokens' | 'max_completion_tokens')[];
  /** It answers as a whole, whatever it is asked for. */
  neverStreams?: true;
  /** Its chunks have no usage, whatever it is asked for. */
  neverCounts?: true;
}

/** Servers that people run, each with the words in which it refuses. */
export const KINDS = {
  'OpenAI: GPT-5': { refuses: gpt5, thoughts: 'hidden', limits: ['max_completion_tokens'] },
  'OpenAI: an o model of an organization that is not verified': {
    refuses: (chat) =>
      first(
        gpt5(chat) ?? false,
        chat.stream === true &&
          openAi(
            400,
            'Your organization must be verified to stream this model. Please go to: https://platform.openai.com/settings/organization/general',
            'stream',
            'unsupported_value',
          ),
      ),
    thoughts: 'hidden',
    limits: ['max_completion_tokens'],
  },
  'OpenAI: o1-mini': {
    refuses: (chat) =>
      first(
        hasSystem(chat) &&
          openAi(
            400,
            "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
            'messages[0].role',
            'unsupported_value',
          ),
        gpt5(chat) ?? false,
      ),
    limits: ['max_completion_tokens'],
  },
  'OpenAI: a model without reasoning': {
    refuses: (chat) =>
      first(
        chat.reasoning_effort !== undefined &&
          openAi(400, 'Unrecognized request argument supplied: reasoning_effort', null, null),
      ),
  },
  'OpenAI: a model that has too short an answer': {
    refuses: (chat) =>
      first(
        asked(chat) > 2048 &&
          openAi(
            400,
            `max_tokens is too large: ${asked(chat)}. This model supports at most 2048 completion tokens, whereas you provided ${asked(chat)}.`,
            'max_tokens',
            null,
          ),
      ),
  },
  'vLLM: a model of 2,048 tokens': {
    refuses: (chat) =>
      first(
        asked(chat) > 1148 && {
          status: 400,
          body: {
            object: 'error',
            message: `This model's maximum context length is 2048 tokens. However, you requested ${900 + asked(chat)} tokens (900 in the messages, ${asked(chat)} in the completion). Please reduce the length of the messages or completion. None`,
            type: 'BadRequestError',
            param: null,
            code: 400,
          },
        },
      ),
    thoughts: 'reasoning_content',
  },
  'vLLM: a model whose template knows no system role': {
    refuses: (chat) =>
      first(
        hasSystem(chat) && {
          status: 400,
          body: {
            error: { message: 'System role not supported', type: 'BadRequestError', param: null, code: 400 },
          },
        },
      ),
  },
  'vLLM of 2024, which knows no usage in streams': {
    refuses: (chat) =>
      first(
        chat.stream_options !== undefined && {
          status: 400,
          body: {
            object: 'error',
            message:
              "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra inputs are not permitted', 'input': {'include_usage': True}}]",
            type: 'BadRequestError',
            param: null,
            code: 400,
          },
        },
      ),
    neverCounts: true,
  },
  'llama.cpp: a model whose template fails': {
    refuses: (chat) =>
      first(
        hasSystem(chat) && {
          status: 500,
          body: {
            error: {
              code: 500,
              message: 'Value is not callable: null at row 1, column 72, jinja',
              type: 'server_error',
            },
          },
        },
      ),
    thoughts: 'reasoning_content',
  },
  'LM Studio: a Gemma model': {
    refuses: (chat) =>
      first(
        hasSystem(chat) && {
          status: 400,
          body: {
            error:
              'Error rendering prompt with jinja template: "Error: Only user and assistant roles are supported!". This is usually an issue with the model\'s prompt template.',
          },
        },
      ),
    thoughts: 'tags',
    limits: ['max_tokens'],
  },
  'LM Studio: an error that calls itself an answer': {
    refuses: (chat) =>
      first(chat.temperature !== undefined && { status: 200, body: { error: "Invalid 'temperature'" } }),
  },
  'Ollama: a model without thoughts': {
    refuses: (chat) =>
      first(
        chat.reasoning_effort !== undefined && {
          status: 400,
          body: {
            error: {
              message: '"llama3.2" does not support thinking',
              type: 'invalid_request_error',
              param: null,
              code: null,
            },
          },
        },
      ),
    thoughts: 'reasoning',
    limits: ['max_tokens'],
  },
  'vLLM: without a parser of calls': {
    refuses: (chat) =>
      first(
        chat.tools !== undefined && {
          status: 400,
          body: {
            object: 'error',
            message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
            type: 'BadRequestError',
            param: null,
            code: 400,
          },
        },
      ),
  },
  'DeepSeek: thoughts, and no choice of a tool': {
    refuses: (chat) =>
      first(
        chat.tool_choice !== undefined &&
          // cspell:disable-next-line
          openAi(400, 'deepseek-reasoner does not support this tool_choice', null, 'invalid_request_error'),
      ),
    thoughts: 'reasoning_content',
  },
  'Ollama: a model without tools': {
    refuses: (chat) =>
      first(
        chat.tools !== undefined && {
          status: 400,
          body: { error: { message: 'gemma:2b does not support tools', type: 'api_error', code: null } },
        },
      ),
  },
  'llama.cpp: without templates': {
    refuses: (chat) =>
      first(
        chat.tools !== undefined && {
          status: 500,
          body: { error: { code: 500, message: 'tools param requires --jinja flag', type: 'server_error' } },
        },
      ),
  },
  'Mistral: unknown fields are forbidden': {
    refuses: (chat) =>
      first(
        chat.stream_options !== undefined && {
          status: 422,
          body: {
            object: 'error',
            message: {
              detail: [
                {
                  type: 'extra_forbidden',
                  loc: ['body', 'stream_options'],
                  msg: 'Extra inputs are not permitted',
                  input: { include_usage: true },
                },
              ],
            },
            type: 'invalid_request_error',
          },
        },
      ),
    thoughts: 'parts',
    limits: ['max_tokens'],
  },
  'FastAPI: fields in detail': {
    refuses: (chat) =>
      first(
        chat.max_tokens !== undefined && {
          status: 422,
          body: {
            detail: [
              {
                type: 'extra_forbidden',
                loc: ['body', 'max_tokens'],
                msg: 'Extra inputs are not permitted',
                input: 4096,
              },
            ],
          },
        },
      ),
    limits: ['max_completion_tokens'],
  },
  'a server with neither limit': {
    refuses: (chat) =>
      first(
        asked(chat) > 0 &&
          openAi(
            400,
            `Unknown parameter: '${chat.max_tokens === undefined ? 'max_completion_tokens' : 'max_tokens'}'.`,
            null,
            null,
          ),
      ),
    limits: [],
  },
  'Google: an array of errors': {
    refuses: (chat) =>
      first(
        chat.stream === true && {
          status: 400,
          body: [
            {
              error: {
                code: 400,
                message: 'Streaming is not supported for this model.',
                status: 'INVALID_ARGUMENT',
              },
            },
          ],
        },
      ),
  },
  'a gateway that knows no streams': {
    refuses: (chat) => first(chat.stream === true && { status: 501, body: 'This gateway has no streams' }),
  },
  'a server that ignores the wish for a stream': { neverStreams: true },
  'a server that says nothing about what it does not take': {
    refuses: (chat) =>
      first((chat.stream === true || chat.temperature !== undefined) && { status: 400, body: '' }),
  },
} as const satisfies Record<string, ServerKind>;

export type KindName = keyof typeof KINDS;
