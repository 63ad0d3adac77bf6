import OpenAI from 'openai';
import { startOpenAiServer, type OpenAiServer } from './openai-server.js';

/** The provider's own client against our server: it speaks the protocol where that client says so. */
let server: OpenAiServer;
let client: OpenAI;
const chat = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Say something.' }] };

beforeAll(async () => {
  server = await startOpenAiServer();
  client = connect({});
});
afterAll(async () => await server.close());
afterEach(() => server.behave());

const connect = (change: { apiKey?: string; maxRetries?: number }): OpenAI =>
  new OpenAI({
    apiKey: server.env.OPENAI_API_KEY,
    baseURL: server.env.OPENAI_BASE_URL,
    organization: null,
    project: null,
    maxRetries: 0,
    ...change,
  });

describe("the provider's own client", () => {
  it('gets an answer, and the bill says what the answer says', async () => {
    const before = server.bill();
    server.reply = () => ({ text: 'A street.' });
    const { choices, usage } = await client.chat.completions.create(chat);
    expect(choices[0]).toMatchObject({ message: { content: 'A street.' }, finish_reason: 'stop' });
    expect(usage).toMatchObject({ prompt_tokens: 8, completion_tokens: 3, total_tokens: 11 });
    expect(server.bill().inputTokens).toBe(before.inputTokens + 8);
    expect(server.bill().billed).toBe(before.billed + 1);
  });

  it('gets an answer as a stream, with the bill at its end where it asks for it, and thoughts beside the text', async () => {
    server.kind = { thoughts: 'reasoning_content' };
    server.reply = () => ({ text: 'A long street by the sea.', thoughts: 'A street.' });
    const read = async (options: { stream_options?: { include_usage: boolean } }): Promise<unknown[]> => {
      const stream = await client.chat.completions.create({ ...chat, ...options, stream: true });
      const [texts, thoughts, ends, counts]: unknown[][] = [[], [], [], []];
      for await (const { choices, usage } of stream) {
        texts!.push(choices[0]?.delta.content);
        thoughts!.push((choices[0]?.delta as { reasoning_content?: string } | undefined)?.reasoning_content);
        ends!.push(choices[0]?.finish_reason ?? undefined);
        counts!.push(usage?.completion_tokens);
      }
      const known = ends!.filter((end) => end !== undefined);
      return [texts!.join(''), thoughts!.join(''), known, counts!.at(-1)];
    };
    expect(await read({ stream_options: { include_usage: true } })).toEqual([
      'A long street by the sea.',
      'A street.',
      ['stop'],
      9,
    ]);
    expect(await read({})).toEqual(['A long street by the sea.', 'A street.', ['stop'], undefined]);
  });

  it('is refused a field that is unknown, or that stands where it may not', async () => {
    const refused = { status: 400, code: 'unknown_parameter' };
    const wrong = [{ max_output_tokens: 5 }, { stream_options: { include_usage: true } }];
    for (const more of wrong)
      await expect(client.chat.completions.create({ ...chat, ...more })).rejects.toMatchObject(refused);
  });

  it.each([
    ['content_filter', { text: null, finish: 'content_filter' as const }],
    ['stop', { text: null, refusal: 'I am sorry.' }],
  ])('sees why an answer holds no text: %s', async (finish, reply) => {
    server.reply = () => reply;
    const { choices } = await client.chat.completions.create(chat);
    expect(choices[0]).toMatchObject({ finish_reason: finish, message: { content: null } });
  });

  it('is refused with the status and the code, without a bill', async () => {
    const before = server.bill().billed;
    await expect(connect({ apiKey: 'sk-wrong' }).chat.completions.create(chat)).rejects.toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    });
    await expect(client.chat.completions.create({ ...chat, model: 'none' })).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
    server.faults.push({ status: 429, code: 'rate_limit_exceeded', retryAfterSeconds: 3 });
    const busy = client.chat.completions.create(chat);
    await expect(busy).rejects.toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    expect(server.bill().billed).toBe(before);
  });

  it.each(['garbage', 'truncated'] as const)('does not make an answer of one that is %s', async (fault) => {
    server.faults.push(fault);
    const answer: unknown = await client.chat.completions.create(chat).catch((error: unknown) => error);
    expect(answer).not.toHaveProperty('choices');
  });

  it('repeats a request whose connection broke, and pays twice: which is why we let it repeat nothing', async () => {
    const before = server.bill().billed;
    server.faults.push('unanswered');
    await connect({ maxRetries: 2 }).chat.completions.create(chat);
    expect(server.bill().billed).toBe(before + 2);
  });
});
