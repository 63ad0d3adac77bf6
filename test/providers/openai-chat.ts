/** A chat as it came. */
export interface ServedChat {
  model: string;
  messages: { role: string; content: string }[];
  temperature?: number;
  max_tokens?: number;
  max_completion_tokens?: number;
  reasoning_effort?: string;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  tools?: {
    type: string;
    function: { name: string; description?: string; parameters?: { type?: unknown } };
  }[];
  tool_choice?: unknown;
}

/** The model's answer; `obey`: it follows the last message and repeats everything that it received. */
export interface Reply {
  text: string | null;
  /** The arguments of a call of the tool that the chat offers; it is none where the chat offers none. */
  call?: string | object;
  /** What a thinking model thinks before it. */
  thoughts?: string;
  finish?: 'stop' | 'length' | 'content_filter' | 'tool_calls';
  refusal?: string;
  /** What the server says that it billed, whatever that was. */
  usage?: { prompt_tokens: number; completion_tokens: number };
  /** The server does not report usage. */
  withoutUsage?: boolean;
}
