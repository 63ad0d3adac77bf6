import { randomBytes } from 'node:crypto';
import type { Reply, ServedChat } from './openai-chat.js';
import type { ServerKind } from './openai-kinds.js';

/** An answer as it was carried out: what it holds, and what it costs. */
export interface Carried {
  text: string | null;
  thoughts: string;
  finish: string;
  refusal: string | null;
  /** The tool that it calls, with its arguments. */
  call: { name: string; arguments: string } | null;
  usage: { prompt_tokens: number; completion_tokens: number };
  /** What it says that it billed. */
  claims: { prompt_tokens: number; completion_tokens: number };
}

/** Cuts a reply where the chat's limit is: thoughts come first. */
export function carryOut(chat: ServedChat, reply: Reply, kind: ServerKind): Carried {
  const { thoughts = '', text, refusal = null } = reply;
  const call = callOf(chat, reply);
  const { finish = call === null ? 'stop' : 'tool_calls' } = reply;
  const names = kind.limits ?? ['max_tokens', 'max_completion_tokens'];
  const limit = Math.min(...names.map((name) => chat[name] ?? Infinity));
  const [thoughtTokens, textTokens] = [
    tokensOf(thoughts),
    tokensOf(text ?? refusal ?? '') + tokensOf(call?.arguments ?? ''),
  ];
  const left = Math.max(0, limit - thoughtTokens);
  const isCut = thoughtTokens + textTokens > limit;
  const usage = {
    prompt_tokens: chat.messages.reduce(
      (sum, { content }) => sum + 4 + tokensOf(content),
      tokensOf(chat.tools === undefined ? '' : JSON.stringify(chat.tools)),
    ),
    completion_tokens: Math.min(limit, thoughtTokens + textTokens),
  };
  return {
    thoughts: thoughtTokens > limit ? thoughts.slice(0, lettersOf(limit)) : thoughts,
    text: isCut && text !== null ? text.slice(0, lettersOf(left)) : text,
    finish: isCut ? 'length' : finish,
    refusal,
    call: isCut && call !== null ? { ...call, arguments: call.arguments.slice(0, lettersOf(left)) } : call,
    usage,
    claims: reply.usage ?? usage,
  };
}

function callOf({ tools }: ServedChat, { call }: Reply): Carried['call'] {
  const [tool] = tools ?? [];
  if (tool === undefined || call === undefined) return null;
  const written = typeof call === 'string' ? call : JSON.stringify(call);
  return { name: tool.function.name, arguments: written };
}

const LETTERS_PER_TOKEN = 4.2;

/** About as many as a real tokenizer makes of English. */
function tokensOf(text: string): number {
  return Math.ceil(text.length / LETTERS_PER_TOKEN);
}

function lettersOf(tokens: number): number {
  return Math.floor(tokens * LETTERS_PER_TOKEN);
}

type Message = Record<string, unknown>;

/** A message's fields: the text and the thoughts, where this kind of server puts them. */
function messageOf(
  { text, thoughts, finish }: Pick<Carried, 'text' | 'thoughts' | 'finish'>,
  kind: ServerKind,
): Message {
  const isThinking = finish === 'length' && (text ?? '') === '';
  if (thoughts === '') return { content: text };
  switch (kind.thoughts) {
    case 'reasoning_content':
    case 'reasoning':
      return { content: text, [kind.thoughts]: thoughts };
    case 'parts':
      return {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: thoughts }] },
          ...(isThinking ? [] : [{ type: 'text', text }]),
        ],
      };
    case 'tags':
      return { content: isThinking ? `<think>${thoughts}` : `<think>${thoughts}</think>\n\n${text}` };
    case 'lone-end':
      return { content: isThinking ? thoughts : `${thoughts}\n</think>\n\n${text}` };
    case 'channels': {
      const analysis = `<|channel|>analysis<|message|>${thoughts}`;
      return {
        content: isThinking
          ? analysis
          : `${analysis}<|end|><|start|>assistant<|channel|>final<|message|>${text}<|return|>`,
      };
    }
    default:
      return { content: text };
  }
}

/** The answer as a whole. */
export function wholeAnswer(carried: Carried, chat: ServedChat, kind: ServerKind, counts: boolean): object {
  const { finish, refusal, claims, call } = carried;
  return {
    ...envelope(chat, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', refusal, ...messageOf(carried, kind), ...callsOf(call) },
        logprobs: null,
        finish_reason: finish,
      },
    ],
    ...(counts ? { usage: withTotal(claims) } : {}),
  };
}

function callsOf(call: Carried['call']): Message {
  const id = `call_${randomBytes(8).toString('hex')}`;
  return call === null ? {} : { tool_calls: [{ id, type: 'function', function: call }] };
}

/** A call in pieces, as a stream has it: its name, then its arguments bit by bit. */
function callPieces(call: Carried['call']): Message[] {
  if (call === null) return [];
  const id = `call_${randomBytes(8).toString('hex')}`;
  const begin = { index: 0, id, type: 'function', function: { name: call.name, arguments: '' } };
  return [
    { tool_calls: [begin] },
    ...piecesOf(call.arguments).map((piece) => ({
      tool_calls: [{ index: 0, function: { arguments: piece } }],
    })),
  ];
}

const LETTERS_PER_CHUNK = 16;

/** The answer as the chunks of a stream, the last one with the usage where the chat asks for it. */
export function answerChunks(
  carried: Carried,
  chat: ServedChat,
  kind: ServerKind,
  counts: boolean,
): object[] {
  const { finish, refusal, claims, call } = carried;
  const base = envelope(chat, 'chat.completion.chunk');
  const chunk = (delta: Message, finish_reason: string | null = null): object => ({
    ...base,
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  });
  const message = messageOf(carried, kind);
  const pieces = Object.entries(message).flatMap(([name, value]) =>
    typeof value === 'string' ? piecesOf(value).map((piece) => ({ [name]: piece })) : [{ [name]: value }],
  );
  return [
    chunk({ role: 'assistant', content: '' }),
    ...[...pieces, ...callPieces(call)].map((piece) => chunk(piece)),
    ...(refusal === null ? [] : [chunk({ refusal })]),
    chunk({}, finish),
    ...(counts && chat.stream_options?.include_usage === true
      ? [{ ...base, choices: [], usage: withTotal(claims) }]
      : []),
  ];
}

function piecesOf(text: string): string[] {
  return text.match(new RegExp(`[^]{1,${LETTERS_PER_CHUNK}}`, 'g')) ?? [];
}

function withTotal(usage: Carried['usage']): object {
  return { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens };
}

function envelope({ model }: ServedChat, object: string): object {
  return {
    id: `chatcmpl-${randomBytes(12).toString('hex')}`,
    object,
    created: Math.floor(Date.now() / 1000),
    model,
    system_fingerprint: null,
  };
}
