import { KINDS, type KindName, type ServerKind } from '../../test/providers/openai-kinds.js';
import { startOpenAiServer, type OpenAiServer } from '../../test/providers/openai-server.js';
import type { Pace } from '../../test/providers/openai-faults.js';
import { checkAnswer } from './check-answer.js';
import type { Completion, PromptModel } from '../../core/language-model/prompt-model.js';
import {
  createOpenAiPromptModel,
  type OpenAiOptions,
} from '../../core/language-model/openai/openai-prompt-model.js';

/** Servers that people run: what each refuses, how slowly it answers, and where it puts what it thinks. */
let server: OpenAiServer;
const messages = [
  { role: 'system' as const, content: 'The rules.' },
  { role: 'user' as const, content: 'Say something.' },
];
const TEXT = 'A girl in a “café” on a harbor wall, and a red car drives past.';
const THOUGHTS = 'The viewer wants a red car. I have to keep the girl, so she stays where she is.';

beforeAll(async () => {
  server = await startOpenAiServer();
});
afterAll(async () => await server.close());
beforeEach(() => {
  server.behave();
  server.reply = () => ({ text: TEXT, thoughts: THOUGHTS });
});

const connect = (change: Partial<OpenAiOptions> = {}): PromptModel =>
  createOpenAiPromptModel({
    apiKey: server.env.OPENAI_API_KEY,
    baseUrl: server.env.OPENAI_BASE_URL,
    model: 'gpt-4o',
    timeoutSeconds: 30,
    maxTokens: 4096,
    reasoningEffort: 'low',
    ...change,
  });
const ask = async (model: PromptModel, tokens = 4096): Promise<Completion> =>
  await model.complete(messages, tokens, new AbortController().signal);

/** Requests until the answer. */
async function requestsFor(work: () => Promise<unknown>): Promise<number> {
  const before = server.chats.length;
  await work();
  return server.chats.length - before;
}

const promptIn = (completion: Completion): unknown =>
  checkAnswer(completion, { isEdit: false, maxWords: 100, mark: 'mark', ownSentences: '', knownTexts: [] });

describe('a server that refuses a part of what it is asked', () => {
  /** Requests until it answers for the first time; one more than it has refused. */
  const kinds: Record<KindName, number> = {
    'OpenAI: GPT-5': 3,
    'OpenAI: an o model of an organization that is not verified': 4,
    'OpenAI: o1-mini': 4,
    'OpenAI: a model without reasoning': 2,
    'OpenAI: a model that has too short an answer': 2,
    'vLLM: a model of 2,048 tokens': 2,
    'vLLM: a model whose template knows no system role': 2,
    'vLLM of 2024, which knows no usage in streams': 2,
    'llama.cpp: a model whose template fails': 2,
    'LM Studio: a Gemma model': 2,
    'LM Studio: an error that calls itself an answer': 2,
    'Ollama: a model without thoughts': 2,
    'vLLM: without a parser of calls': 1,
    'DeepSeek: thoughts, and no choice of a tool': 1,
    'Ollama: a model without tools': 1,
    'llama.cpp: without templates': 1,
    'Mistral: unknown fields are forbidden': 2,
    'FastAPI: fields in detail': 2,
    'a server with neither limit': 3,
    'Google: an array of errors': 2,
    'a gateway that knows no streams': 2,
    'a server that ignores the wish for a stream': 1,
    'a server that says nothing about what it does not take': 2,
  };
  it.each(Object.entries(kinds) as [KindName, number][])(
    'is asked without it, and from then on at once: %s',
    async (kind, requests) => {
      server.kind = KINDS[kind];
      const model = connect();
      let first: Completion | undefined;
      expect(await requestsFor(async () => (first = await ask(model)))).toBe(requests);
      expect(promptIn(first!)).toEqual({ prompt: TEXT });
      expect(await requestsFor(async () => await ask(model))).toBe(1);
    },
  );

  it('is billed for one request, as it says itself', async () => {
    server.kind = KINDS['OpenAI: o1-mini'];
    const before = server.bill();
    const { usage } = await ask(connect());
    const { billed, inputTokens, outputTokens } = server.bill();
    expect(billed - before.billed).toBe(1);
    expect(usage).toEqual({
      inputTokens: inputTokens - before.inputTokens,
      outputTokens: outputTokens - before.outputTokens,
    });
  });

  it('is told the rules in the words of the user where it knows no others', async () => {
    server.kind = KINDS['LM Studio: a Gemma model'];
    await ask(connect());
    expect(server.chats.at(-1)!.messages).toEqual([
      { role: 'user', content: 'The rules.\n\nSay something.' },
    ]);
  });

  it.each([
    ['names all that it was sent', { status: 400 }],
    ['names nothing', { status: 400, message: 'Bad request' }],
    ['names one thing again and again', { status: 400, message: "Invalid 'max_tokens'" }],
    ['finds any answer too long', { status: 400, message: 'max_tokens is too large' }],
    ['fails in its template', { status: 500, message: 'jinja: null is not callable' }],
  ])('and goes on refusing is not asked for ever: it %s', async (_what, fault) => {
    server.lastingFault = fault;
    const model = connect();
    const refused = async (): Promise<void> =>
      await expect(ask(model)).rejects.toHaveProperty('charge', 'nothing');
    expect(await requestsFor(refused)).toBeLessThanOrEqual(9);
    expect(await requestsFor(refused)).toBe(1);
  });

  it.each<[string, object, RegExp]>([
    ['its rules forbid the content', { status: 400, code: 'content_policy_violation' }, /content rules/],
    ['it has no such model', { status: 400, message: 'No models loaded.' }, /no language model gpt-4o/],
    ['Ollama has no such model', { status: 404, message: 'model "x" not found' }, /no language model gpt-4o/],
  ])('is asked once where no other words help: %s', async (_what, fault, sentence) => {
    server.lastingFault = fault as { status: number };
    const model = connect();
    const asked = requestsFor(
      async () =>
        await expect(ask(model)).rejects.toHaveProperty('sentence', expect.stringMatching(sentence)),
    );
    expect(await asked).toBe(1);
  });

  it('because of too long a question is not asked for ever, and says what is too small', async () => {
    const message = 'the request exceeds the available context size (2048 tokens), try increasing it';
    server.lastingFault = { status: 400, message };
    await expect(ask(connect())).rejects.toHaveProperty('sentence', expect.stringMatching(/context length/));
  });
});

describe('a server that is slow', () => {
  /** A hundredth of the default, which fits a model that is loaded in 25 s, and more than 100 s. */
  const impatient = { timeoutSeconds: 1.2 };

  it.each([
    ['is waited for while it loads its model, 25 s', 250],
    ['is waited for while it loads its model, 100 s', 1000],
  ])('%s', async (_what, loadMs) => {
    server.loadMs = loadMs;
    expect(promptIn(await ask(connect(impatient)))).toEqual({ prompt: TEXT });
  });

  it.each<[string, Pace]>([
    ['a stream that takes longer than any silence may', { everyMs: 100 }],
    ['comments that keep the connection alive', { everyMs: 60, comments: true }],
  ])('is heard out while it moves: %s', async (_what, pace) => {
    server.pace = pace;
    const began = Date.now();
    expect(promptIn(await ask(connect({ timeoutSeconds: 0.3 })))).toEqual({ prompt: TEXT });
    expect(Date.now() - began).toBeGreaterThan(300);
  });

  it.each([
    ['llama.cpp', 'Loading model'],
    ['Hugging Face', 'Model meta-llama/Llama-3.1-8B is currently loading'],
  ])('is asked again until its model is loaded, for one bill: %s', async (_what, message) => {
    const before = server.bill().billed;
    server.faults.push({ status: 503, message, retryAfterSeconds: 0 }, { status: 503, message });
    expect(promptIn(await ask(connect()))).toEqual({ prompt: TEXT });
    expect(server.bill().billed).toBe(before + 1);
  });

  it('and goes on loading is given up when its time is over, for nothing', async () => {
    server.lastingFault = { status: 503, message: 'Loading model' };
    const error: unknown = await ask(connect(impatient)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      ...{ failureClass: 'permanent', charge: 'nothing' },
      sentence: expect.stringMatching(
        /still being loaded after 1\.2 seconds \(PROMPT_MODEL_TIMEOUT_SECONDS\)/,
      ),
    });
  });
});

describe('a stream', () => {
  it.each<[string, Pace]>([
    ['in pieces that divide characters', { everyMs: 0, divided: true }],
    ['with the line ends of Windows', { everyMs: 0, newline: '\r\n' }],
    ['whose connection stays open behind the end', { everyMs: 0, staysOpen: true }],
  ])('is read %s', async (_how, pace) => {
    server.pace = pace;
    const completion = await ask(connect());
    expect(completion).toMatchObject({ text: TEXT, end: 'finished' });
    expect(completion.usage).not.toBeNull();
  });

  it('without a count of tokens leaves the bill open', async () => {
    server.kind = { neverCounts: true };
    expect(await ask(connect())).toMatchObject({ text: TEXT, usage: null });
  });
});

describe('a model that thinks', () => {
  const places = [
    'reasoning_content',
    'reasoning',
    'parts',
    'tags',
    'lone-end',
    'channels',
    'hidden',
  ] as const;
  const ways = places.flatMap((thoughts): [string, ServerKind][] => [
    [`${thoughts}, in a stream`, { thoughts }],
    [`${thoughts}, as a whole`, { thoughts, neverStreams: true }],
  ]);

  it.each(ways)('keeps its thoughts out of the prompt: %s', async (_place, kind) => {
    server.kind = kind;
    expect(promptIn(await ask(connect()))).toEqual({ prompt: TEXT });
  });

  it.each(ways.filter(([place]) => !place.startsWith('lone-end')))(
    'until its tokens are used up is found out: %s',
    async (_place, kind) => {
      server.kind = kind;
      const completion = await ask(connect(), 12);
      expect(completion.end).toBe('cut');
      expect(promptIn(completion)).toEqual({ problem: 'thoughts' });
    },
  );
});
