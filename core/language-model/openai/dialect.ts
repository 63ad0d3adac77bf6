import type { ChatMessage, Tool } from '../prompt-model.js';
import type { ChatRequest } from './post-chat.js';
import type { Rejection } from './rejection.js';

/** What a server is known to take. It only ever shrinks, so learning ends. */
interface Known {
  /** The parameter that limits an answer; null: none. Ollama and LM Studio know the old name alone, o and GPT-5 models the new one. */
  limitName: 'max_tokens' | 'max_completion_tokens' | null;
  /** The most that it may limit to. */
  mostTokens: number;
  temperature: boolean;
  effort: boolean;
  stream: boolean;
  usageInStream: boolean;
  /** It takes rules as a message of their own, and two messages of one side in a row. */
  roles: boolean;
  /** Tools: it can be told to call one, it can be offered one, or it knows none. */
  tools: 'forced' | 'offered' | 'none';
}

export interface DialectOptions {
  model: string;
  /** How much a thinking model thinks; null: as it does by itself. */
  reasoningEffort: string | null;
  temperature?: number;
  /** It is to call a tool; default: it answers in text. */
  tools?: boolean;
}

const TEMPERATURE = 0.7;
/** An answer of 200 words and a margin: with less no server is of use. */
const LEAST_TOKENS = 300;
const SMALLER = 4;

/** A way to ask for less, and when a server's words ask for that. */
interface Adaptation {
  /** Where the words mention it; -1 where they do not. */
  mentioned: (words: string, known: Known) => number;
  /** Null: there is nothing left to change. */
  change: (known: Known) => Partial<Known> | null;
}

const at = (words: string, pattern: RegExp): number => words.search(pattern);

const NEXT_LIMIT_NAME = { max_tokens: 'max_completion_tokens', max_completion_tokens: null } as const;
const TOO_MANY =
  /too (large|big|long|many)|at most|maximum|exceed|less than|must be (<|at)|greater than|up to \d/i;
const TOKENS = /max_(completion_)?tokens|context (length|size|window)|completion tokens|output tokens/i;

const ADAPTATIONS: readonly Adaptation[] = [
  {
    mentioned: (words) => (TOO_MANY.test(words) ? at(words, TOKENS) : -1),
    change: ({ mostTokens }) =>
      mostTokens <= LEAST_TOKENS
        ? null
        : { mostTokens: Math.max(LEAST_TOKENS, Math.floor(mostTokens / SMALLER)) },
  },
  {
    mentioned: (words, { limitName }) =>
      limitName === null || TOO_MANY.test(words) ? -1 : at(words, new RegExp(`\\b${limitName}\\b`)),
    change: ({ limitName }) => (limitName === null ? null : { limitName: NEXT_LIMIT_NAME[limitName] }),
  },
  {
    // Before the thoughts, with which some servers do not force a tool.
    mentioned: (words) => at(words, /\btool_choice\b|\btool choice\b/i),
    change: ({ tools }) => (tools === 'forced' ? { tools: 'offered' } : null),
  },
  {
    mentioned: (words) => at(words, /\b(tools?|functions?)\b(?![ _]choice)/i),
    change: ({ tools }) => (tools === 'none' ? null : { tools: 'none' }),
  },
  {
    mentioned: (words) => at(words, /\btemperature\b/i),
    change: ({ temperature }) => (temperature ? { temperature: false } : null),
  },
  {
    mentioned: (words) => at(words, /\bstream_options\b|\bstream options\b|\binclude_usage\b/i),
    change: ({ usageInStream }) => (usageInStream ? { usageInStream: false } : null),
  },
  {
    mentioned: (words) => at(words, /\bstream(ing|ed)?\b(?! options)/i),
    change: ({ stream }) => (stream ? { stream: false } : null),
  },
  {
    mentioned: (words) => at(words, /\breasoning(_effort|\b)|\bthinking\b|\bthink\b/i),
    change: ({ effort }) => (effort ? { effort: false } : null),
  },
  {
    // The templates of Gemma and Mistral models, in the words of llama.cpp, LM Studio, TGI and vLLM.
    mentioned: (words) =>
      at(
        words,
        /\bsystem['"]? (role|message|prompt)|['"]system['"]|\broles\b|messages\[\d+\]\.role|jinja|template/i,
      ),
    change: ({ roles }) => (roles ? { roles: false } : null),
  },
];

/** Statuses of rejections that a different request may not meet: 500 is llama.cpp's for a template that fails. */
const ABOUT_THE_REQUEST = new Set([400, 405, 406, 415, 422, 500, 501]);
/** Those at which a rejection in words that we do not know is met with the plainest request. */
const WORTH_PLAIN_REQUEST = new Set([400, 405, 406, 415, 422, 501]);

/** How one server wants to be asked, learned from its rejections and remembered for the process. */
export class Dialect {
  private readonly known: Known;

  constructor(private readonly options: DialectOptions) {
    this.known = {
      limitName: 'max_tokens',
      mostTokens: Infinity,
      temperature: true,
      effort: options.reasoningEffort !== null,
      stream: true,
      usageInStream: true,
      roles: true,
      tools: options.tools === true ? 'forced' : 'none',
    };
  }

  /** The request for a chat whose answer has this many tokens at most, thoughts included. */
  request(messages: readonly ChatMessage[], maxTokens: number, tool?: Tool): ChatRequest {
    const { limitName, mostTokens, temperature, effort, stream, usageInStream, roles, tools } = this.known;
    return {
      model: this.options.model,
      messages: roles ? [...messages] : alternating(messages),
      ...(temperature ? { temperature: this.options.temperature ?? TEMPERATURE } : {}),
      ...(limitName === null ? {} : { [limitName]: Math.min(maxTokens, mostTokens) }),
      // A word that the package does not know may be right at other servers.
      ...(effort ? { reasoning_effort: this.options.reasoningEffort as 'low' } : {}),
      ...(tool === undefined || tools === 'none'
        ? {}
        : {
            tools: [{ type: 'function', function: tool }],
            ...(tools === 'forced'
              ? { tool_choice: { type: 'function', function: { name: tool.name } } }
              : {}),
          }),
      ...(stream
        ? { stream: true, ...(usageInStream ? { stream_options: { include_usage: true } } : {}) }
        : {}),
    };
  }

  /**
   * Gives up what a rejection is about: the parameter that its words mention first; where they mention none, everything
   * that is not needed. False if there is nothing left to give up.
   */
  adapt({ status, words }: Pick<Rejection, 'status' | 'words'>, maxTokens: number): boolean {
    if (!ABOUT_THE_REQUEST.has(status)) return false;
    const known = { ...this.known, mostTokens: Math.min(this.known.mostTokens, maxTokens) };
    const [meant] = ADAPTATIONS.map(({ mentioned, change }) => ({
      at: mentioned(words, known),
      changed: change(known),
    }))
      .filter((found) => found.at >= 0 && found.changed !== null)
      .toSorted((one, other) => one.at - other.at);
    if (meant !== undefined) Object.assign(this.known, meant.changed);
    return meant !== undefined || (WORTH_PLAIN_REQUEST.has(status) && this.adaptToAnything());
  }

  private adaptToAnything(): boolean {
    const { temperature, effort, stream, tools } = this.known;
    Object.assign(this.known, {
      ...{ temperature: false, effort: false, stream: false, usageInStream: false, tools: 'none' },
    });
    return temperature || effort || stream || tools !== 'none';
  }
}

/** The same as messages of user and assistant in turn, beginning with the user. */
function alternating(messages: readonly ChatMessage[]): ChatMessage[] {
  const turns: ChatMessage[] = [];
  for (const { role, content } of messages) {
    const side = role === 'assistant' ? 'assistant' : 'user';
    const last = turns.at(-1);
    if (last?.role === side) last.content += `\n\n${content}`;
    else turns.push({ role: side, content });
  }
  return turns;
}
