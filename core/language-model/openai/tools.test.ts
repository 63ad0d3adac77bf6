import { KINDS, type KindName } from '../../../test/providers/openai-kinds.js';
import { startOpenAiServer, type OpenAiServer } from '../../../test/providers/openai-server.js';
import type { Completion, PromptModel } from '../prompt-model.js';
import { createOpenAiPromptModel } from './openai-prompt-model.js';

/** Answers in one call of a tool, from servers that know tools, that do not force them, and that know none. */
let server: OpenAiServer;
const TOOL = {
  name: 'weather',
  description: 'The weather in a town.',
  parameters: { type: 'object', properties: { town: { type: 'string' } }, required: ['town'] },
};
const ARGUMENTS = { town: 'Zürich, with “quotes” and a { brace' };

beforeAll(async () => {
  server = await startOpenAiServer();
});
afterAll(async () => await server.close());
beforeEach(() => {
  server.behave();
  server.reply = () => ({ text: null, call: ARGUMENTS });
});

const connect = (): PromptModel =>
  createOpenAiPromptModel({
    ...{ apiKey: server.env.OPENAI_API_KEY, baseUrl: server.env.OPENAI_BASE_URL, model: 'gpt-4o' },
    ...{ timeoutSeconds: 30, maxTokens: 4096, reasoningEffort: null, tools: true },
  });
const ask = async (model = connect()): Promise<Completion> =>
  await model.complete([{ role: 'user', content: 'The weather?' }], 4096, new AbortController().signal, TOOL);

it.each([
  ['in a stream', {}],
  ['as a whole', { neverStreams: true as const }],
  ['after thoughts', { thoughts: 'reasoning_content' as const }],
])('a call comes %s', async (_how, kind) => {
  server.kind = kind;
  server.reply = () => ({ text: null, call: ARGUMENTS, thoughts: 'Which town is meant?' });
  expect(JSON.parse((await ask()).toolArguments!)).toEqual(ARGUMENTS);
  expect(server.chats.at(-1)).toMatchObject({
    tools: [{ type: 'function', function: TOOL }],
    tool_choice: { type: 'function', function: { name: 'weather' } },
  });
});

it('an answer without a call has its text and no arguments', async () => {
  server.reply = () => ({ text: 'It rains.' });
  expect(await ask()).toMatchObject({ text: 'It rains.', toolArguments: null });
});

/** What it is asked with in the end, and after how many requests. */
const kinds: [KindName, 'offered' | 'none', number][] = [
  ['DeepSeek: thoughts, and no choice of a tool', 'offered', 2],
  ['vLLM: without a parser of calls', 'none', 3],
  ['Ollama: a model without tools', 'none', 2],
  ['llama.cpp: without templates', 'none', 2],
];
it.each(kinds)(
  'a server that refuses tools is asked without, for one bill: %s',
  async (kind, left, posts) => {
    server.kind = KINDS[kind];
    const model = connect();
    const [chats, { billed }] = [server.chats.length, server.bill()];
    await ask(model);
    expect(server.chats.length - chats).toBe(posts);
    expect(server.bill().billed).toBe(billed + 1);
    const { tools, tool_choice: choice } = server.chats.at(-1)!;
    expect([tools === undefined, choice]).toEqual([left === 'none', undefined]);
    await ask(model);
    expect(server.chats.length - chats).toBe(posts + 1);
  },
);
