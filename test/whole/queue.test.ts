import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { startKubernetes, type TestKubernetes } from '../kit/kubernetes/start.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { ApiClient } from '../kit/server/client.js';
import { CANCEL, QUOTE, type QuoteAnswer } from '../kit/server/operations.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../kit/server/tokens.js';
import { until } from '../kit/server/until.js';

/** A clip of four seconds costs $4. */
const PRICE = { LOCAL_RENDER_USD_PER_SECOND: '1' };

let database: TestDatabase;
let db: PrismaClient;
/** A cluster without room: what is started stays queued until it is canceled. */
let kubernetes: TestKubernetes;
let server: TestServer;
let userId: string;
let api: ApiClient;
let jobId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  kubernetes = await startKubernetes({});
  kubernetes.faults.unschedulable = 'no machine has room';
  server = await startServer({
    ...{ DATABASE_URL: database.databaseUrl, DATA_DIR: process.env.TEST_RUN_FOLDER! },
    ...{ AUTH_JWT_SECRET: JWT_SECRET, MEDIA_URL_SECRET: JWT_SECRET, RUNNER_IMAGE: 'runner:test' },
    ...{ LAUNCHER: 'kubernetes', KUBECONFIG: kubernetes.kubeconfigPath, ...PRICE },
  });
});
beforeEach(async () => {
  userId = randomUUID();
  api = new ApiClient(server.url, await tokenFor(userId));
  jobId = await insertJob(db, { userId });
});
afterEach(async () => {
  await api.close();
  expect(await brokenInvariants(db)).toEqual([]);
});
afterAll(async () => {
  await server.stop();
  await kubernetes.close();
  await db.$disconnect();
  await database.drop();
});

const QUEUED = 'id state question changes { clipIndex instruction takes } estimatedCost { total } discount';
const QUEUE = `query ($id: ID!) { job(id: $id) { activeRegeneration { id clipIndex } queue { ${QUEUED} } } }`;
const ADD = `mutation ($input: QueueChangesInput!) { queueChanges(input: $input) {
  job { queue { id } } queuedChange { ${QUEUED} } regeneration { id status changes { clipIndex } }
} }`;
const mutationOf = (name: string, input: string): string =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { job { id queue { ${QUEUED} } } } }`;
const UPDATE = mutationOf('updateQueuedChange', 'UpdateQueuedChangeInput');
const MOVE = mutationOf('moveQueuedChange', 'MoveQueuedChangeInput');
const REMOVE = mutationOf('removeQueuedChange', 'QueuedChangeInput');
const CONFIRM = mutationOf('confirmQueuedChange', 'QueuedChangeInput');
const CHANGES_QUOTE = `query ($jobId: ID!, $changes: [ClipChangeInput!]!) {
  changesQuote(jobId: $jobId, changes: $changes) { token estimatedCost { total } discount }
}`;

const QUOTE_IN_PLACE = `query ($jobId: ID!, $changes: [ClipChangeInput!]!, $queuedChangeId: ID) {
  changesQuote(jobId: $jobId, changes: $changes, queuedChangeId: $queuedChangeId) {
    token changes { templates { id } }
  }
}`;
interface QuotedInPlace {
  changesQuote: { token: string; changes: { templates: { id: string }[] }[] };
}

interface Queued {
  id: string;
  state: string;
  question: string | null;
  changes: { clipIndex: number; instruction: string; takes: number }[];
  estimatedCost: { total: string };
  discount: string;
}

interface Added {
  queueChanges: {
    job: { queue: { id: string }[] };
    queuedChange: Queued | null;
    regeneration: { id: string; status: string; changes: { clipIndex: number }[] } | null;
  };
}

const wish = (clipIndexes: number[], instruction = 'make it nighttime', more = {}) => ({
  jobId,
  changes: clipIndexes.map((clipIndex) => ({ clipIndex, instruction })),
  ...more,
});
const add = async (input: object): Promise<Added['queueChanges']> =>
  (await api.data<Added>(ADD, { input })).queueChanges;

/** Queues behind what runs. Returns the id. */
async function queued(clipIndexes: number[], more = {}): Promise<string> {
  const { queuedChange } = await add(wish(clipIndexes, undefined, more));
  return queuedChange!.id;
}

async function read(): Promise<{ active: { id: string; clipIndex: number } | null; queue: Queued[] }> {
  const { job } = await api.data<{
    job: { activeRegeneration: { id: string; clipIndex: number } | null; queue: Queued[] };
  }>(QUEUE, { id: jobId });
  return { active: job.activeRegeneration, queue: job.queue };
}

/** Ends what runs. */
const cancel = async (): Promise<void> => void (await api.data(CANCEL, { id: (await read()).active!.id }));
const runs = async (clipIndex: number): Promise<void> =>
  await until(async () => (await read()).active?.clipIndex === clipIndex, { what: `clip ${clipIndex + 1}` });

/** Of each clip that the running change is about. */
async function activeTemplates(): Promise<string[]> {
  const changes = await db.clipChange.findMany({
    where: { regeneration: { jobId, status: { in: ['queued', 'processing'] } } },
    orderBy: { clipIndex: 'asc' },
  });
  return changes.map(({ templates }) => templates.join());
}

/** What the server's metrics say of the changes whose turn came. */
async function decided(): Promise<Record<'started' | 'dearer' | 'refused', number>> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const count = (outcome: string): number =>
    Number(
      new RegExp(`^clip_chatbot_queued_changes_decided_total{outcome="${outcome}"} (\\d+)`, 'm').exec(
        text,
      )?.[1] ?? 0,
    );
  return { started: count('started'), dearer: count('dearer'), refused: count('refused') };
}

describe('queueChanges', () => {
  it('starts at once where nothing runs and nothing waits', async () => {
    const started = await add(wish([2, 4]));
    expect(started).toMatchObject({
      queuedChange: null,
      job: { queue: [] },
      regeneration: { status: 'QUEUED' },
    });
    expect(started.regeneration!.changes).toEqual([{ clipIndex: 2 }, { clipIndex: 4 }]);
  });

  it('waits behind what runs, for one clip or several; each starts when the one before it has ended', async () => {
    await add(wish([0]));
    expect((await add(wish([1]))).queuedChange).toMatchObject({
      ...{ state: 'WAITING', question: null, discount: '0.0000', estimatedCost: { total: '4.0000' } },
      changes: [{ clipIndex: 1, instruction: 'make it nighttime', takes: 1 }],
    });
    const several = await add(wish([2, 3, 4], 'warmer'));
    expect(several.queuedChange).toMatchObject({ estimatedCost: { total: '10.8000' }, discount: '1.2000' });
    expect(several.job.queue).toHaveLength(2);
    await cancel();
    await runs(1);
    expect((await read()).queue).toMatchObject([{ id: several.queuedChange!.id }]);
    await cancel();
    await runs(2);
    expect((await read()).queue).toEqual([]);
  });

  it('takes the offer that was confirmed, of one clip and of several, and refuses another price', async () => {
    const one = await api.data<QuoteAnswer>(QUOTE, { jobId, clipIndex: 1, instruction: 'make it nighttime' });
    const { changes } = wish([2, 3]);
    const two = await api.data<{ changesQuote: { token: string } }>(CHANGES_QUOTE, { jobId, changes });
    await add(wish([0]));
    await queued([1], { quoteToken: one.regenerationQuote.token });
    await queued([2, 3], { quoteToken: two.changesQuote.token });
    const stale = { input: wish([2, 3], 'make it darker', { quoteToken: two.changesQuote.token }) };
    expect(await api.rejection(ADD, stale)).toBe('QUOTE_STALE');
    expect((await read()).queue).toHaveLength(2);
  });

  it('answers a repeated request with what became of the first, waiting, running and ended', async () => {
    await add(wish([0]));
    const input = wish([1], undefined, { idempotencyKey: 'once' });
    const { queuedChange } = await add(input);
    expect((await add(input)).queuedChange).toEqual(queuedChange);
    expect(await api.rejection(ADD, { input: { ...input, ...wish([2]) } })).toBe('IDEMPOTENCY_KEY_REUSED');
    await cancel();
    await runs(1);
    const { active } = await read();
    expect(await add(input)).toMatchObject({ queuedChange: null, regeneration: { id: active!.id } });
    await cancel();
    await until(async () => (await read()).active === null);
    expect(await add(input)).toMatchObject({ regeneration: { id: active!.id, status: 'CANCELED' } });
    expect(await db.clipRegeneration.count({ where: { jobId } })).toBe(2);
  });

  it('refuses the 21st in words, with its code', async () => {
    await add(wish([0]));
    for (let place = 1; place <= 20; place++) await queued([place % 6]);
    const { errors } = await api.send(ADD, { input: wish([1]) });
    expect(errors).toMatchObject([
      {
        message: '20 changes wait for this video already. Remove one of them, or wait until one is done.',
        extensions: { code: 'LIMIT_REACHED', status: 409 },
      },
    ]);
    expect((await read()).queue).toHaveLength(20);
  });

  it.each<[string, () => object, string]>([
    ['no clip', () => wish([]), 'BAD_USER_INPUT'],
    ['61 clips', () => wish(Array.from({ length: 61 }, (_, index) => index)), 'BAD_USER_INPUT'],
    ['a clip twice', () => wish([1, 1]), 'CLIP_REPEATED'],
    ['a clip that is not there', () => wish([1, 6]), 'NOT_FOUND'],
    ['no words', () => wish([1], '  '), 'BAD_USER_INPUT'],
    ['an unknown video', () => ({ ...wish([1]), jobId: randomUUID() }), 'NOT_FOUND'],
    ['a token that is none', () => wish([1], undefined, { quoteToken: 'x' }), 'QUOTE_STALE'],
    ['an empty key', () => wish([1], undefined, { idempotencyKey: '' }), 'BAD_USER_INPUT'],
  ])('refuses %s, and adds nothing', async (_what, input, code) => {
    await add(wish([0]));
    expect(await api.rejection(ADD, { input: input() })).toBe(code);
    expect((await read()).queue).toEqual([]);
  });
});

describe('“a bit more”', () => {
  const templatesQuoted = async (clipIndexes: number[]): Promise<string[]> => {
    const { changesQuote } = await api.data<QuotedInPlace>(QUOTE_IN_PLACE, wish(clipIndexes, 'a bit more'));
    return changesQuote.changes.map(({ templates }) => templates.map(({ id }) => id).join());
  };

  it('refers to what waits for the same clip, else to what runs', async () => {
    await add(wish([0, 1], 'make it darker'));
    await add(wish([1, 2], 'make it warmer'));
    expect(await templatesQuoted([0, 1, 2])).toEqual(['darker', 'warmer', 'warmer']);
    await add(wish([0, 2], 'a bit more'));
    expect(await templatesQuoted([0, 2])).toEqual(['darker', 'warmer']);
  });

  it('means the same when its turn comes, whatever has come between', async () => {
    await add(wish([0, 1], 'make it darker'));
    const more = (await add(wish([0, 1], 'a bit more'))).queuedChange!;
    const between = (await add(wish([0], 'make it warmer'))).queuedChange!;
    await api.data(MOVE, { input: { id: between.id, place: 1 } });
    await cancel();
    await until(async () => (await read()).queue.length === 1);
    expect(await activeTemplates()).toEqual(['warmer']);
    await cancel();
    await until(async () => (await read()).queue.length === 0);
    expect(more.changes).toHaveLength(2);
    expect(await activeTemplates()).toEqual(['darker', 'darker']);
  });

  it('put in the place of one that waits refers to what comes before that', async () => {
    await add(wish([0], 'make it darker'));
    const id = await queued([0]);
    await add(wish([0], 'make it warmer'));
    const { changes } = wish([0], 'a bit more');
    const { changesQuote } = await api.data<QuotedInPlace>(QUOTE_IN_PLACE, {
      ...{ jobId, changes, queuedChangeId: id },
    });
    await api.data(UPDATE, { input: { id, changes, quoteToken: changesQuote.token } });
    await cancel();
    await until(async () => (await read()).queue.length === 1);
    expect(await activeTemplates()).toEqual(['darker']);
  });
});

describe('a queue', () => {
  let ids: string[];
  beforeEach(async () => {
    await add(wish([0]));
    ids = [await queued([1]), await queued([2]), await queued([3])];
  });

  it('is reordered, reworded and shortened', async () => {
    const [a, b, c] = ids;
    await api.data(MOVE, { input: { id: c, place: 1 } });
    await api.data(REMOVE, { input: { id: a } });
    await api.data(UPDATE, { input: { id: b, changes: wish([4], 'make it warmer').changes } });
    expect((await read()).queue).toMatchObject([
      { id: c, changes: [{ clipIndex: 3 }] },
      { id: b, changes: [{ clipIndex: 4, instruction: 'make it warmer' }] },
    ]);
    await cancel();
    await runs(3);
  });

  it('quotes and keeps other words with the conversation of the first ones', async () => {
    const conversationHistory = [{ role: 'USER', content: 'make it warmer' }];
    const id = await queued([4], { conversationHistory });
    const { changes } = wish([4], 'a bit more');
    const asked = { jobId, changes, queuedChangeId: id };
    const { changesQuote } = await api.data<QuotedInPlace>(QUOTE_IN_PLACE, asked);
    expect(changesQuote.changes).toMatchObject([{ templates: [{ id: 'warmer' }] }]);
    await api.data(UPDATE, { input: { id, changes, quoteToken: changesQuote.token } });
    await api.data(MOVE, { input: { id, place: 1 } });
    expect(await db.queuedChange.findUnique({ where: { id } })).toMatchObject({
      history: conversationHistory,
    });
    await cancel();
    await runs(4);
    expect(await activeTemplates()).toEqual(['warmer']);
  });

  it('quotes and keeps other words with the part that was picked beside the first ones', async () => {
    const range = { from: 0, to: 1 };
    const picked = [{ clipIndex: 4, instruction: 'make it warmer', range, prompt: 'A lane at dawn' }];
    const { queuedChange } = await add({ jobId, changes: picked });
    const { id } = queuedChange!;
    const changes = [{ clipIndex: 4, instruction: 'make it darker', prompt: 'A lane at dawn' }];
    const { changesQuote } = await api.data<QuotedInPlace>(QUOTE_IN_PLACE, {
      ...{ jobId, changes, queuedChangeId: id },
    });
    await api.data(UPDATE, { input: { id, changes, quoteToken: changesQuote.token } });
    expect((await db.queuedChange.findUnique({ where: { id } }))!.changes).toMatchObject([
      { instruction: 'make it darker', range, prompt: 'A lane at dawn' },
    ]);
    await api.data(MOVE, { input: { id, place: 1 } });
    await cancel();
    await runs(4);
    const PARTS =
      'query ($id: ID!) { job(id: $id) { activeRegeneration { changes { instruction range { from to } } } } }';
    expect(await api.data(PARTS, { id: jobId })).toEqual({
      job: { activeRegeneration: { changes: [{ instruction: 'make it darker, from 0 s to 1 s', range }] } },
    });
  });

  it('quotes in the place of no change of another video, or of another person', async () => {
    const other = await insertJob(db, { userId });
    const place = { ...wish([1]), queuedChangeId: ids[0] };
    expect(await api.rejection(QUOTE_IN_PLACE, { ...place, jobId: other })).toBe('NOT_FOUND');
    expect(await api.rejection(QUOTE_IN_PLACE, { ...place, queuedChangeId: randomUUID() })).toBe('NOT_FOUND');
    const stranger = new ApiClient(server.url, await tokenFor(randomUUID()));
    expect(await stranger.rejection(QUOTE_IN_PLACE, place)).toBe('FORBIDDEN');
    await stranger.close();
  });

  it('is seen live in a second tab', async () => {
    const tab = new ApiClient(server.url, await tokenFor(userId));
    const heard = tab.subscribe(
      `subscription ($id: ID!) { jobChanged(jobId: $id) { job { queue { id } } } }`,
      { id: jobId },
    );
    const next = async (): Promise<string[]> => {
      const { value } = (await heard.next()) as {
        value: { data: { jobChanged: { job: { queue: { id: string }[] } } } };
      };
      return value.data.jobChanged.job.queue.map(({ id }) => id);
    };
    const [a, b, c] = ids;
    expect(await next()).toEqual([a, b, c]);
    await api.data(MOVE, { input: { id: a, place: 3 } });
    expect(await next()).toEqual([b, c, a]);
    await api.data(REMOVE, { input: { id: c } });
    expect(await next()).toEqual([b, a]);
    await heard.return?.();
    await tab.close();
  });

  it('asks where a price rose, lets the next one go on, and starts once its person agrees', async () => {
    const [a, b, c] = ids;
    const before = await decided();
    await db.queuedChange.update({
      where: { id: a },
      data: {
        quoted: {
          cost: { languageModel: '0', video: '1', recomposition: '0', total: '1.0000', known: true },
          discount: '0',
        },
      },
    });
    await cancel();
    await runs(2);
    const question = 'This would now cost $4.00, not $1.00 as you agreed to.';
    expect((await read()).queue).toMatchObject([
      { id: a, state: 'ASKS', question, estimatedCost: { total: '4.0000' } },
      { id: c, state: 'WAITING' },
    ]);
    expect(await db.queuedChange.count({ where: { id: b } })).toBe(0);
    await api.data(CONFIRM, { input: { id: a } });
    expect((await read()).queue).toMatchObject([{ id: a, state: 'WAITING', question: null }, { id: c }]);
    await cancel();
    await runs(1);
    const after = { ...before, started: before.started + 2, dearer: before.dearer + 1 };
    await until(async () => isDeepStrictEqual(await decided(), after), { what: 'its figures' });
  });

  it('asks where the budget does not hold it, in words', async () => {
    const before = await decided();
    // Of the server's $50, a clip more than is left.
    await db.job.update({ where: { id: jobId }, data: { totalCost: '47', budgetLimit: '60' } });
    await cancel();
    await until(async () => (await read()).queue.every(({ state }) => state === 'ASKS'));
    expect((await read()).queue.map(({ question }) => question)).toEqual(
      ids.map(() => expect.stringMatching(/budget of \$50/) as string),
    );
    const after = { ...before, refused: before.refused + 3 };
    await until(async () => isDeepStrictEqual(await decided(), after), { what: 'its figures' });
  });

  it('keeps to itself for strangers, and refuses ids that are none', async () => {
    const stranger = new ApiClient(server.url, await tokenFor(randomUUID()));
    const changes = wish([1]).changes;
    for (const [document, input] of [
      [UPDATE, { changes }],
      [MOVE, { place: 1 }],
      [REMOVE, {}],
      [CONFIRM, {}],
    ] as const) {
      expect(await stranger.rejection(document, { input: { id: ids[0], ...input } })).toBe('FORBIDDEN');
      for (const id of [randomUUID(), 'x', '']) {
        expect(await api.rejection(document, { input: { id, ...input } })).toBe('NOT_FOUND');
      }
    }
    expect(await api.rejection(UPDATE, { input: { id: ids[0], changes: wish([9]).changes } })).toBe(
      'NOT_FOUND',
    );
    await stranger.close();
    expect((await read()).queue.map(({ id }) => id)).toEqual(ids);
  });

  it('goes with its video', async () => {
    for (const id of ids)
      await db.queuedChange.update({ where: { id }, data: { state: 'ASKS', question: 'Well?' } });
    await cancel();
    await until(async () => (await read()).active === null);
    await api.data('mutation ($id: ID!) { deleteJob(input: { jobId: $id }) { deletedJobId } }', {
      id: jobId,
    });
    expect(await db.queuedChange.count({ where: { userId } })).toBe(0);
  });
});
