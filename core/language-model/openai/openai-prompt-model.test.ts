import { startOpenAiServer, type OpenAiServer } from '../../../test/providers/openai-server.js';
import type { ChatFault } from '../../../test/providers/openai-faults.js';
import type { FailureClass } from '../../util/http/failure-class.js';
import { createOpenAiPromptModel, type OpenAiOptions } from './openai-prompt-model.js';
import type { Completion, PromptModel, PromptModelError } from '../prompt-model.js';

let server: OpenAiServer;
let model: PromptModel;
const messages = [
  { role: 'system' as const, content: 'The rules that must stay secret.' },
  { role: 'user' as const, content: 'Say something.' },
];
const never = new AbortController().signal;

const TOKENS = 4096;
const connect = (change: Partial<OpenAiOptions> = {}): PromptModel =>
  createOpenAiPromptModel({
    apiKey: server.env.OPENAI_API_KEY,
    baseUrl: server.env.OPENAI_BASE_URL,
    model: 'gpt-4o',
    timeoutSeconds: 120,
    maxTokens: TOKENS,
    reasoningEffort: null,
    ...change,
  });
const ask = async (asked = model, signal = never): Promise<Completion> =>
  await asked.complete(messages, TOKENS, signal);

beforeAll(async () => {
  server = await startOpenAiServer();
  model = connect();
});
afterAll(async () => await server.close());
afterEach(() => server.behave());

const errorWith = async (asked = model): Promise<PromptModelError> =>
  await ask(asked).then(
    () => {
      throw new Error('It answered');
    },
    (error: PromptModelError) => error,
  );

describe('a language model', () => {
  it('is asked as it was agreed: the model, its temperature, its tokens, and a stream with the bill at its end', async () => {
    await ask();
    expect(server.chats.at(-1)).toEqual({
      model: 'gpt-4o',
      messages,
      temperature: 0.7,
      max_tokens: TOKENS,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('answers with its text and what was billed', async () => {
    server.reply = () => ({ text: 'A street.' });
    const usage = { inputTokens: 20, outputTokens: 3 };
    expect(await ask()).toEqual({
      ...{ text: 'A street.', toolArguments: null, thoughts: '' },
      ...{ end: 'finished', usage },
    });
  });

  it('says how an answer without a prompt ended, and does not make up a bill', async () => {
    server.replies.push(
      () => ({ text: null, finish: 'content_filter' }),
      () => ({ text: null, refusal: 'I am sorry.' }),
      () => ({ text: 'A str', finish: 'length' }),
      () => ({ text: 'A street.', withoutUsage: true }),
    );
    const ends = [];
    for (let n = 0; n < 4; n++) {
      const { end, usage } = await ask();
      ends.push([end, usage !== null]);
    }
    expect(ends).toEqual([
      ['filtered', true],
      ['refused', true],
      ['cut', true],
      ['finished', false],
    ]);
  });

  it.each<[ChatFault, FailureClass, PromptModelError['charge'], RegExp]>([
    [{ status: 429, code: 'rate_limit_exceeded' }, 'busy', 'nothing', /not accepting requests/],
    [{ status: 429, code: 'insufficient_quota' }, 'permanent', 'nothing', /no credit left/],
    [{ status: 500 }, 'busy', 'nothing', /not working/],
    [{ status: 503 }, 'busy', 'nothing', /not working/],
    [{ status: 502 }, 'unanswered', 'unknown', /did not answer/],
    [{ status: 504 }, 'unanswered', 'unknown', /did not answer/],
    [{ status: 401, code: 'invalid_api_key' }, 'permanent', 'nothing', /OPENAI_API_KEY/],
    [{ status: 403 }, 'permanent', 'nothing', /does not allow us gpt-4o/],
    [{ status: 404, code: 'model_not_found' }, 'permanent', 'nothing', /no language model gpt-4o/],
    ['lost', 'unanswered', 'unknown', /did not answer/],
    ['unanswered', 'unanswered', 'unknown', /did not answer/],
    ['garbage', 'unanswered', 'unknown', /could not be read/],
    ['truncated', 'unanswered', 'unknown', /could not be read/],
    ['half-broken', 'unanswered', 'unknown', /did not answer/],
    ['half-error', 'unanswered', 'unknown', /broke off its answer/],
    ['half-stopped', 'unanswered', 'unknown', /broke off its answer/],
    ['wrong-types', 'unanswered', { inputTokens: 20, outputTokens: 27 }, /could not be read/],
  ])(
    'that brings %j is classed, with what it may have cost',
    async (fault, failureClass, charge, sentence) => {
      server.faults.push(fault);
      const error = await errorWith();
      expect(error).toMatchObject({ failureClass, charge });
      expect(error.sentence).toMatch(sentence);
      const shown = [error.message, error.sentence, JSON.stringify(error), error.stack].join();
      expect(shown).not.toContain(server.env.OPENAI_API_KEY);
      expect(shown).not.toContain('must stay secret');
    },
  );

  it('is not followed to another address, which would be shown the key', async () => {
    const other = await startOpenAiServer();
    server.faults.push({ status: 307, location: `${other.env.OPENAI_BASE_URL}/chat/completions` });
    const error = await errorWith();
    await other.close();
    expect(error).toMatchObject({ failureClass: 'permanent', charge: 'nothing' });
    expect(error.sentence).toMatch(/another address/);
    expect(other.chats).toEqual([]);
  });

  it('is not read to its end where it has none', async () => {
    server.faults.push('endless');
    // The time limit must not be what ends it.
    expect(await errorWith(connect({ timeoutSeconds: 600 }))).toMatchObject({
      failureClass: 'unanswered',
      charge: 'unknown',
    });
  });

  it('differs from one whose provider rejects the content', async () => {
    server.faults.push({ status: 400, code: 'content_policy_violation' });
    expect((await errorWith()).options.code).toBe('CONTENT_REJECTED');
  });

  it('learns when it may retry', async () => {
    server.faults.push({ status: 429, retryAfterSeconds: 7 });
    expect((await errorWith()).retryAfterMs).toBe(7000);
  });

  it('that cannot be reached was sent nothing', async () => {
    const other = await startOpenAiServer();
    await other.close();
    const gone = connect({ baseUrl: other.env.OPENAI_BASE_URL });
    expect(await errorWith(gone)).toMatchObject({ failureClass: 'transient', charge: 'nothing' });
  });

  it.each(['hang', 'drip'] as const)('is let go at once when the run is stopped: %s', async (fault) => {
    server.faults.push(fault);
    const run = new AbortController();
    const asked = ask(model, run.signal);
    setTimeout(() => run.abort(new Error('stopped')), 100);
    await expect(asked).rejects.toThrow('stopped');
  });

  it.each(['hang', 'half-silent'] as const)(
    'is let go at its longest silence, and may have been billed: %s',
    async (fault) => {
      server.faults.push(fault);
      const error = await errorWith(connect({ timeoutSeconds: 0.2 }));
      expect(error).toMatchObject({ failureClass: 'silent', charge: 'unknown' });
      expect(error.sentence).toMatch(/was silent for 0\.2 seconds \(PROMPT_MODEL_TIMEOUT_SECONDS\)/);
    },
  );

  it('is let go at five times its longest silence where it goes on and on', async () => {
    // One more than is asked for: a request that the test before has let go may come late, and take one.
    server.faults.push('drip', 'drip');
    const error = await errorWith(connect({ timeoutSeconds: 0.6 }));
    expect(error).toMatchObject({ failureClass: 'silent', charge: 'unknown' });
    expect(error.sentence).toMatch(/did not finish within 3 seconds/);
  });

  it('that needs no key is sent none', async () => {
    server.faults.push({ status: 418 });
    await errorWith(connect({ apiKey: null }));
    expect(server.headers.at(-1)).not.toHaveProperty('authorization');
  });
});
