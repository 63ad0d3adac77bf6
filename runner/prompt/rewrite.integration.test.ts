import { Writable } from 'node:stream';
import { Decimal } from 'decimal.js';
import pino from 'pino';
import { rateCard } from '../../core/quote/rate-card.js';
import { newestEvents } from '../../core/regeneration/events.js';
import { endRegeneration } from '../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PaidCall, PrismaClient } from '../../prisma/generated/client.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import type { ServerKind } from '../../test/providers/openai-kinds.js';
import { startOpenAiServer, type OpenAiServer, type Reply } from '../../test/providers/openai-server.js';
import { FENCE, insertRunningRegeneration } from '../../test/kit/rows/running-regeneration.js';
import { RunProgress } from '../progress.js';
import { readRunInput, type ChangeInput } from '../regeneration-row.js';
import type { ChangeDeps } from '../steps/step.js';
import { createOpenAiPromptModel } from '../../core/language-model/openai/openai-prompt-model.js';
import { rewritePrompt } from './rewrite.js';
import { until } from '../../test/kit/server/until.js';
import { claimOf } from '../../test/kit/rows/claim.js';

/** The step with a real ledger and a real server. */
let database: TestDatabase;
let db: PrismaClient;
let server: OpenAiServer;
let logged = '';
const never = new AbortController().signal;
const PROMPT = 'Noa on a harbor wall, and a red car drives past.';

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  server = await startOpenAiServer();
});
afterAll(async () => {
  await server.close();
  await db.$disconnect();
  await database.drop();
});
beforeEach(() => {
  server.behave();
  server.reply = () => ({ text: PROMPT });
  logged = '';
});

/** A claimed regeneration of a clip of a storybook with Noa in it. */
async function running(change: Partial<ChangeInput> = {}): Promise<ChangeInput> {
  const id = await insertRunningRegeneration(db, crypto.randomUUID());
  const [input] = (await readRunInput(db, claimOf(id, FENCE), 'CHANGE')).changes;
  const { job } = input!;
  const characters = [{ name: 'Noa', description: 'mustard-yellow coat' }];
  return {
    ...input!,
    instruction: 'add a red car',
    originalPrompt: 'Noa on a harbor wall.',
    job: {
      ...job,
      data: { ...job.data, style: { ...job.data.style, visualStyle: 'storybook', characters } },
    },
    ...change,
  };
}

async function rewrite(
  input: ChangeInput,
  signal = never,
  { timeoutSeconds = 30, maxTokens = 4096 } = {},
): Promise<string> {
  const log = pino(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        logged += chunk.toString();
        done();
      },
    }),
  );
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = server.env;
  const model = createOpenAiPromptModel({
    ...{ apiKey, baseUrl, model: 'gpt-4o' },
    ...{ timeoutSeconds, maxTokens, reasoningEffort: null },
  });
  const progress = new RunProgress(db, input, [input], 'recomposition').ofClip(input.clipIndex);
  const deps = { db, rateCard: rateCard({}, '0'), progress, log } as unknown as ChangeDeps;
  return await rewritePrompt(input, model, deps, signal);
}

const callOf = async ({ id }: ChangeInput): Promise<PaidCall> =>
  await db.paidCall.findFirstOrThrow({ where: { regenerationId: id } });

/** The booked cost of a rewrite, and the provider's bill for it. */
async function booked(
  input: ChangeInput,
  work: () => Promise<unknown>,
): Promise<{ cost: string; billed: string }> {
  const before = server.bill().usd;
  await work();
  const row = await db.clipRegeneration.findUniqueOrThrow({ where: { id: input.id } });
  expect(row.languageModelCost.toFixed(4)).toBe((await callOf(input)).cost?.toFixed(4));
  return {
    cost: row.languageModelCost.toFixed(4),
    billed: new Decimal(server.bill().usd).minus(before).toFixed(4),
  };
}

describe('a prompt that is rewritten', () => {
  it('for an edit of footage says what changes; what the clip shows stays beside it', async () => {
    const edit = 'Change the bicycle to a red car. Keep Noa, every movement and the framing.';
    const asked: string[] = [];
    server.reply = ({ messages }) => {
      asked.push(...messages.map(({ content }) => content));
      return { text: edit };
    };
    const input = await running({ action: 'EDIT_FOOTAGE' });
    expect(await rewrite(input)).toBe(edit);
    const row = await db.clipChange.findFirstOrThrow({ where: { regenerationId: input.id } });
    expect(row.modifiedPrompt).toBe(edit);
    expect(row.checkpoint).toMatchObject({
      prompt: { text: edit, shows: 'Noa on a harbor wall. add a red car.' },
    });
    expect(asked[0]).toContain('You write the text by which a video model edits the footage');
    expect(asked[1]).toContain('Write the text for the edit now.');
  });

  it('is kept with the style of the video behind it, and booked with what it cost', async () => {
    const input = await running();
    const { cost, billed } = await booked(input, async () => await rewrite(input));
    expect(cost).toBe(billed);
    const row = await db.clipRegeneration.findUniqueOrThrow({ where: { id: input.id } });
    const text = `${PROMPT} Style of the whole video: storybook; Noa: mustard-yellow coat; the same in every shot.`;
    expect(row).toMatchObject({ modifiedPrompt: text, checkpoint: { prompt: { text } } });
    expect(await callOf(input)).toMatchObject({
      apiName: 'openai',
      outcome: 'succeeded',
      posts: 1,
      ambiguous: false,
    });
  });

  it('is asked for without the style that an earlier change has put behind it', async () => {
    const first = await rewrite(await running());
    const second = await rewrite(await running({ originalPrompt: first }));
    expect(second).toBe(first);
    expect(server.chats.at(-1)!.messages[1]!.content).not.toContain('Style of the whole video');
  });

  it('may come with the second answer, and both are booked as one', async () => {
    server.replies.push(() => ({ text: '1. A girl\n2. A red car' }));
    const input = await running();
    const { cost, billed } = await booked(input, async () => await rewrite(input));
    expect(cost).toBe(billed);
    expect(server.chats.at(-1)!.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ]);
    expect(server.chats.at(-1)!.messages[3]!.content).toContain('lists');
    expect(await db.jobCost.count({ where: { regenerationId: input.id } })).toBe(1);
  });

  it('is booked by an estimate where the server does not say what it bills', async () => {
    server.reply = () => ({ text: PROMPT, withoutUsage: true });
    const input = await running();
    const { cost, billed } = await booked(input, async () => await rewrite(input));
    expect(Math.abs(Number(cost) / Number(billed) - 1)).toBeLessThan(0.2);
  });

  it('is asked for again where an answer was lost, which is counted, and not booked', async () => {
    server.faults.push('unanswered');
    const input = await running();
    const before = server.bill().usd;
    await rewrite(input);
    expect(await callOf(input)).toMatchObject({ outcome: 'succeeded', posts: 2, ambiguous: true });
    const billed = new Decimal(server.bill().usd).minus(before);
    expect(Number((await callOf(input)).cost)).toBeCloseTo(billed.div(2).toNumber(), 4);
  });

  it('is asked for once more where it was not answered in time, and booked once', async () => {
    server.faults.push('hang');
    const input = await running();
    await rewrite(input, never, { timeoutSeconds: 0.5 });
    expect(await callOf(input)).toMatchObject({ outcome: 'succeeded', posts: 2, ambiguous: true });
    expect(await callOf(input)).toHaveProperty('request.posts', 2);
  });

  it.each<[string, ServerKind]>([
    ['with its thoughts apart', { thoughts: 'reasoning_content' }],
    ['with its thoughts in the text', { thoughts: 'tags' }],
    ['with its thoughts kept secret', { thoughts: 'hidden' }],
  ])('comes with more tokens where thoughts took all of them: %s', async (_how, kind) => {
    server.kind = kind;
    server.reply = () => ({ text: PROMPT, thoughts: 'The viewer wants a car. '.repeat(80) });
    const input = await running();
    const before = server.chats.length;
    const rewritten = async (): Promise<string> => await rewrite(input, never, { maxTokens: 300 });
    const { cost, billed } = await booked(input, rewritten);
    expect(cost).toBe(billed);
    const chats = server.chats.slice(before);
    expect(chats.map(({ max_tokens: tokens }) => tokens)).toEqual([300, 1200]);
    expect(chats[1]!.messages).toEqual(chats[0]!.messages);
  });

  it('is asked for again where nothing was carried out, which costs nothing, and the user reads why it waits', async () => {
    server.faults.push({ status: 503 }, { status: 429, retryAfterSeconds: 1 });
    const input = await running();
    const told = async (): Promise<string[]> =>
      (await newestEvents(db, input.id, 9)).map(({ message }) => message);
    const { cost, billed } = await booked(input, async () => await rewrite(input));
    expect(cost).toBe(billed);
    expect(await callOf(input)).toMatchObject({ outcome: 'succeeded', posts: 1, ambiguous: false });
    await until(async () => (await told()).length >= 2);
    expect((await told()).slice(-2)).toEqual([
      expect.stringMatching(
        /^Waiting: the language model is not working at the moment\. Trying again in \d s\.$/,
      ),
      'Waiting: the language model is not accepting requests right now. Trying again in 1 s.',
    ]);
  });
});

it('a model that takes its time is said to be waited for', async () => {
  server.loadMs = 3300;
  const input = await running();
  await rewrite(input);
  await until(async () => (await newestEvents(db, input.id, 1)).length > 0);
  expect((await newestEvents(db, input.id, 1)).map(({ type, message }) => [type, message])).toEqual([
    ['REGENERATION_STARTED', 'Waiting for the language model.'],
  ]);
});

describe('a prompt that cannot be rewritten', () => {
  const fails = async (input: ChangeInput, code: string, sentence: RegExp): Promise<void> => {
    const failure: unknown = await rewrite(input).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, message: expect.stringMatching(sentence) });
  };

  it.each<[string, Reply, RegExp]>([
    ['refuses', { text: "I'm sorry, but I can't help with that." }, /declined/],
    ['declines', { text: null, refusal: 'No.' }, /declined/],
    ['answers empty', { text: '' }, /without a text/],
    ['writes 10,000 words', { text: 'word '.repeat(10_000) }, /far more/],
    [
      'thinks without end',
      { text: PROMPT, thoughts: 'The viewer wants a car. '.repeat(4000) },
      /thoughts.*more than 4096 tokens \(PROMPT_MODEL_MAX_TOKENS\)/,
    ],
  ])('says so where the model %s, after a second try', async (_what, reply, sentence) => {
    server.reply = () => reply;
    const input = await running();
    const before = server.bill().billed;
    const { cost, billed } = await booked(
      input,
      async () => await fails(input, 'PROMPT_MODEL_FAILED', sentence),
    );
    expect([cost, server.bill().billed]).toEqual([billed, before + 2]);
    expect(await callOf(input)).toMatchObject({ outcome: 'failed' });
    const row = await db.clipRegeneration.findUniqueOrThrow({ where: { id: input.id } });
    expect(row).toMatchObject({ modifiedPrompt: null, checkpoint: {} });
  });

  it('is not asked for twice where a filter stopped the answer', async () => {
    server.reply = () => ({ text: 'A gi', finish: 'content_filter' });
    const input = await running();
    const before = server.chats.length;
    await fails(input, 'PROMPT_MODEL_FAILED', /content filter/);
    expect(server.chats).toHaveLength(before + 1);
  });

  it.each<[number, string | undefined, string, RegExp]>([
    [401, 'invalid_api_key', 'PROMPT_MODEL_FAILED', /OPENAI_API_KEY.*An administrator/],
    [403, undefined, 'PROMPT_MODEL_FAILED', /does not allow/],
    [404, 'model_not_found', 'PROMPT_MODEL_FAILED', /OPENAI_MODEL/],
    [429, 'insufficient_quota', 'PROMPT_MODEL_FAILED', /no credit/],
    [400, 'content_policy_violation', 'CONTENT_REJECTED', /other words/],
  ])('is asked for once where the answer is %i %s, for nothing', async (status, code, failure, sentence) => {
    server.lastingFault = { status, ...(code === undefined ? {} : { code }) };
    const input = await running();
    const before = server.chats.length;
    const { cost } = await booked(input, async () => await fails(input, failure, sentence));
    expect([cost, server.chats.length]).toEqual(['0.0000', before + 1]);
    expect(logged).not.toContain(server.env.OPENAI_API_KEY);
    expect(logged).not.toContain('You rewrite');
  });

  it('is given up after three lost answers, with an unknown outcome and for nothing', async () => {
    server.lastingFault = 'lost';
    const input = await running();
    const before = server.chats.length;
    const { cost } = await booked(
      input,
      async () => await fails(input, 'PROMPT_MODEL_FAILED', /did not answer/),
    );
    expect(server.chats).toHaveLength(before + 3);
    expect(cost).toBe('0.0000');
    expect(await callOf(input)).toMatchObject({ outcome: 'unknown', posts: 2, ambiguous: true });
  }, 30_000);
});

describe('a prompt whose runner was stopped in the middle', () => {
  const interrupt = async (input: ChangeInput): Promise<void> => {
    server.faults.push('hang');
    const run = new AbortController();
    const asked = rewrite(input, run.signal);
    const chats = server.chats.length;
    while (server.chats.length === chats) await new Promise(setImmediate);
    run.abort(new Error('stopped'));
    await expect(asked).rejects.toThrow('stopped');
  };

  it('is asked for once more by the next one, which counts both and books the answered one', async () => {
    const input = await running();
    await interrupt(input);
    const { cost, billed } = await booked(input, async () => await rewrite(input));
    expect(cost).toBe(billed);
    expect(await callOf(input)).toMatchObject({ outcome: 'succeeded', posts: 2, ambiguous: true });
  });

  it('is booked with what was answered where no runner comes back', async () => {
    const input = await running();
    const { cost, billed } = await booked(input, async () => {
      server.replies.push(() => ({ text: '1. A girl\n2. A red car' }));
      server.faults.push('no-choices', 'hang');
      const run = new AbortController();
      const asked = rewrite(input, run.signal);
      const chats = server.chats.length;
      while (server.chats.length < chats + 2) await new Promise(setImmediate);
      run.abort(new Error('stopped'));
      await expect(asked).rejects.toThrow('stopped');
      const ending = { status: 'failed', code: 'INFRASTRUCTURE', message: 'Gone.', retryable: true } as const;
      expect(await endRegeneration(db, { id: input.id, attempt: 1 }, ending)).toBe(true);
    });
    expect(Number(cost)).toBeGreaterThan(0);
    expect(Number(cost)).toBeLessThan(Number(billed));
    expect(await callOf(input)).toMatchObject({ outcome: 'unknown', ambiguous: true });
  });

  it('is not asked for a third time', async () => {
    const input = await running();
    await interrupt(input);
    await interrupt(input);
    const before = server.chats.length;
    await expect(rewrite(input)).rejects.toMatchObject({ code: 'PROMPT_MODEL_FAILED' });
    expect(server.chats).toHaveLength(before);
    expect(await callOf(input)).toMatchObject({ outcome: 'unknown', posts: 2, ambiguous: true });
  });
});
