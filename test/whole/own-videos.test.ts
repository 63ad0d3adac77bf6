import { randomUUID } from 'node:crypto';
import { graphql } from 'graphql';
import pino from 'pino';
import { createSchema } from '../../api/graphql/schema.js';
import { JobRepository } from '../../core/job/job-repository.js';
import { findHold } from '../../core/regeneration/admission.js';
import { endRegeneration } from '../../core/regeneration/lifecycle.js';
import { RegenerationRepository } from '../../core/regeneration/regeneration-repository.js';
import { createUrlSigner } from '../../core/storage/signed-url.js';
import { createPrismaClient, type PrismaClient } from '../../prisma/client.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { admissionRequest, admit, LIMITS } from '../kit/rows/admit.js';
import { claim, claimOf } from '../kit/rows/claim.js';
import { insertJob } from '../kit/rows/job-rows.js';

const schema = await createSchema();
const DAY_MS = 24 * 3_600_000;
let database: TestDatabase;
let db: PrismaClient;
let userId: string;
let nudged: number;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 4 });
});
beforeEach(() => {
  [userId, nudged] = [randomUUID(), 0];
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

type Answer = { data?: Record<string, never> | null; errors?: readonly { message: string }[] };

async function ask(
  source: string,
  variableValues: Record<string, unknown>,
  { as = userId, retentionDays = null as number | null } = {},
): Promise<Answer> {
  const contextValue = {
    ...{ db, jobs: new JobRepository(db), regenerations: new RegenerationRepository(db), limits: LIMITS },
    ...{
      viewer: { id: as, email: null, expiresAt: Infinity },
      log: pino({ level: 'silent' }),
      retentionDays,
    },
    urls: createUrlSigner({ secret: 'of this test', baseUrl: 'http://localhost' }),
    nudgeCollector: () => nudged++,
  };
  return (await graphql({ schema, source, variableValues, contextValue })) as Answer;
}

/** The code of an answer's error. */
const codeOf = ({ errors }: Answer): unknown =>
  (errors?.[0] as { originalError?: { code?: unknown } } | undefined)?.originalError?.code;

const RENAME =
  'mutation ($jobId: ID!, $title: String!) { renameJob(input: { jobId: $jobId, title: $title }) { job { id title } } }';
const DELETE = 'mutation ($jobId: ID!) { deleteJob(input: { jobId: $jobId }) { deletedJobId } }';

describe('renameJob', () => {
  it.each([
    ['letters', 'x'],
    ['emoji', '🎬'],
    ['emoji of several code points', '👨‍👩‍👧‍👦'],
  ])('takes a title of 200 %s, which arrives whole wherever it is read', async (_what, character) => {
    const jobId = await insertJob(db, { userId, title: 'First line\nthe prompt of the pipeline' });
    const title = character.repeat(200);
    const { data } = await ask(RENAME, { jobId, title: `  ${title}\n` });
    expect(data).toEqual({ renameJob: { job: { id: jobId, title } } });
    const list = await ask('{ jobs { edges { node { title } } } }', {});
    expect(list.data).toEqual({ jobs: { edges: [{ node: { title } }] } });
    // The pipeline's prompt is no title, and stays.
    expect((await db.job.findUniqueOrThrow({ where: { id: jobId } })).userPrompt).toContain(
      'of the pipeline',
    );
  });

  it.each([
    ['nothing', ''],
    ['spaces', ' \n\t '],
    ['201 characters', 'x'.repeat(201)],
    ['201 emoji', '👨‍👩‍👧‍👦'.repeat(201)],
    ['NUL', 'a\0b'],
    ['a control character', 'a\u0007b'],
    ['half an emoji', 'a\ud83c'],
  ])('refuses %s in words, and the title stays', async (_what, title) => {
    const jobId = await insertJob(db, { userId, title: 'As it was' });
    const answer = await ask(RENAME, { jobId, title });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.errors![0]!.message).toMatch(
      /^(Give the video a title|A title has at most 200 characters)/,
    );
    const read = await ask('query ($jobId: ID!) { job(id: $jobId) { title } }', { jobId });
    expect(read.data).toEqual({ job: { title: 'As it was' } });
  });

  it('refuses unknown, malformed and foreign ids, and renames while a change runs', async () => {
    const jobId = await insertJob(db, { userId });
    for (const id of [randomUUID(), 'nonsense', '\0'])
      expect(codeOf(await ask(RENAME, { jobId: id, title: 'New' }))).toBe('NOT_FOUND');
    expect(codeOf(await ask(RENAME, { jobId, title: 'New' }, { as: randomUUID() }))).toBe('FORBIDDEN');
    await admit(db, userId, jobId);
    expect(codeOf(await ask(RENAME, { jobId, title: 'New' }))).toBeUndefined();
  });
});

/** Seconds until a change of another video is possible, where a person may be charged for one an hour. */
async function waitForAnother(): Promise<number> {
  const request = admissionRequest(userId, randomUUID());
  const hold = await findHold(db, { ...request, clips: 1 }, { ...LIMITS, perUserPerHour: 1 });
  return hold?.retryAfterSeconds ?? 0;
}

describe('jobs(search)', () => {
  const SEARCH =
    'query ($search: String, $after: String, $first: Int) { jobs(search: $search, after: $after, first: $first) { totalCount edges { node { title } } pageInfo { endCursor hasNextPage } } }';
  interface Found {
    jobs: {
      totalCount: number;
      edges: { node: { title: string } }[];
      pageInfo: { endCursor: string; hasNextPage: boolean };
    };
  }
  const found = async (search: string | null, page: object = {}): Promise<Found['jobs']> =>
    ((await ask(SEARCH, { search, ...page })).data as unknown as Found).jobs;
  const titles = async (search: string | null): Promise<string[]> =>
    (await found(search)).edges.map(({ node }) => node.title);

  it('finds titles that have all the words, as titles are shown, page by page', async () => {
    const given = ['Neon 50%_live\\\nsecond line', 'ÉCLAIR in e\u0301t\u00e9', 'neon rain', ''];
    for (const title of given) await insertJob(db, { userId, title });
    await insertJob(db, { userId: randomUUID(), title: 'neon of another user' });
    const renamed = await insertJob(db, { userId, title: 'Old name' });
    await ask(RENAME, { jobId: renamed, title: 'New neon' });
    expect(await titles('  NEON ')).toEqual(['New neon', 'neon rain', 'Neon 50%_live\\']);
    expect(await titles('live neon')).toEqual(['Neon 50%_live\\']);
    expect(await titles('\u00e9t\u00e9 éclair')).toEqual(['ÉCLAIR in e\u0301t\u00e9']);
    expect(await titles('untitled')).toEqual(['Untitled video']);
    for (const none of ['5_%', 'old', 'second', 'another', '\\\\']) expect(await titles(none)).toEqual([]);
    expect(await titles(' ')).toEqual(await titles(null));
    const first = await found('neon', { first: 2 });
    expect([first.totalCount, first.pageInfo.hasNextPage]).toEqual([3, true]);
    const rest = await found('neon', { first: 2, after: first.pageInfo.endCursor });
    expect(rest.edges.map(({ node }) => node.title)).toEqual(['Neon 50%_live\\']);
  });

  it('refuses more than 200 characters', async () => {
    expect(codeOf(await ask(SEARCH, { search: 'x'.repeat(201) }))).toBe('BAD_USER_INPUT');
  });
});

describe('deleteJob', () => {
  it('refuses unknown, malformed and foreign ids', async () => {
    const jobId = await insertJob(db, { userId });
    for (const id of [randomUUID(), 'nonsense', '\0'])
      expect(codeOf(await ask(DELETE, { jobId: id }))).toBe('NOT_FOUND');
    expect(codeOf(await ask(DELETE, { jobId }, { as: randomUUID() }))).toBe('FORBIDDEN');
    expect([await db.job.count({ where: { id: jobId } }), nudged]).toEqual([1, 0]);
  });

  it('refuses while a change waits, runs or is being canceled, and while the pipeline makes the video', async () => {
    const jobId = await insertJob(db, { userId });
    const made = await insertJob(db, { userId, status: 'processing', videoUrl: null });
    expect(codeOf(await ask(DELETE, { jobId: made }))).toBe('REGENERATION_IN_PROGRESS');
    const id = await admit(db, userId, jobId);
    expect(codeOf(await ask(DELETE, { jobId }))).toBe('REGENERATION_IN_PROGRESS');
    const fence = await claim(db, id, 1);
    expect(codeOf(await ask(DELETE, { jobId }))).toBe('REGENERATION_IN_PROGRESS');
    await db.$executeRaw`UPDATE clip_regenerations SET status = 'canceling' WHERE id = ${id}::uuid`;
    expect(codeOf(await ask(DELETE, { jobId }))).toBe('REGENERATION_IN_PROGRESS');
    await endRegeneration(db, claimOf(id, fence), { status: 'canceled', message: 'Canceled.' });
    expect((await ask(DELETE, { jobId })).data).toEqual({ deleteJob: { deletedJobId: jobId } });
    expect(nudged).toBe(1);
    expect(codeOf(await ask(DELETE, { jobId }))).toBe('NOT_FOUND');
  });

  it('removes every row, and keeps what was paid: in the books, in the hourly limit and in what is known of providers', async () => {
    const jobId = await insertJob(db, { userId, totalCost: '1.5' });
    const id = await admit(db, userId, jobId);
    const fence = await claim(db, id, 1);
    const [call] = await db.$queryRaw<
      { call_id: string }[]
    >`SELECT * FROM open_paid_call(${id}::uuid, ${fence}::int,
      '{"stage": "video_generator", "api": "provider", "estimatedUsd": 0.5}'::jsonb)`;
    await db.$queryRaw`SELECT accept_paid_call(${call!.call_id}::uuid, ${fence}::int, 'prediction-1')`;
    await db.$queryRaw`SELECT settle_paid_call(${call!.call_id}::uuid, ${fence}::int,
      '{"costUsd": 0.4, "outcome": "succeeded", "patch": {}}'::jsonb)`;
    await endRegeneration(db, claimOf(id, fence), { status: 'canceled', message: 'Canceled.' });
    const before = {
      total: (await db.job.findUniqueOrThrow({ where: { id: jobId } })).totalCost.toString(),
      costs: await db.jobCost.count({ where: { jobId } }),
      wait: await waitForAnother(),
    };
    expect(before.wait).toBeGreaterThan(0);
    await ask(DELETE, { jobId });
    const tables = await db.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'job_id'
        AND table_name NOT LIKE 'deleted%' AND table_name <> 'job_records'`;
    expect(tables.map(({ name }) => name)).toContain('clip_versions');
    for (const { name } of tables) {
      const rows = await db.$queryRawUnsafe<unknown[]>(`SELECT FROM "${name}" WHERE job_id = '${jobId}'`);
      expect([name, rows.length]).toEqual([name, 0]);
    }
    const kept = await db.deletedJob.findFirstOrThrow({
      where: { jobId, userId },
      include: { regenerations: { include: { calls: true } }, costs: true },
    });
    expect([kept.totalCost.toString(), kept.costs.length]).toEqual([before.total, before.costs]);
    const [change] = kept.regenerations;
    expect([change!.id, change!.cost.toString(), change!.calls.map(({ cost }) => cost?.toString())]).toEqual([
      ...[id, '0.4', ['0.4']],
    ]);
    expect(JSON.stringify(kept)).not.toContain('nighttime and');
    const wait = await waitForAnother();
    expect(Math.abs(wait - before.wait)).toBeLessThan(60);
    const known = await db.$queryRaw<
      unknown[]
    >`SELECT known_external_ids('provider', ARRAY['prediction-1', 'other']) AS id`;
    expect(known).toEqual([{ id: 'prediction-1' }]);
  });
});

describe('the dates and downloads of a video', () => {
  const FIELDS = `query ($jobId: ID!) {
    job(id: $jobId) { updatedAt mediaExpiresAt downloadUrl clips { id downloadUrl } }
  }`;

  it('are when it was published, and when its files go, which a new title does not move', async () => {
    const jobId = await insertJob(db, { userId, clips: 1, title: 'Neon / City' });
    const [published, touched] = [new Date(Date.now() - 9 * DAY_MS), new Date(Date.now() - 5 * DAY_MS)];
    await db.job.update({
      where: { id: jobId },
      data: { createdAt: published, completedAt: published, updatedAt: touched },
    });
    await ask(RENAME, { jobId, title: 'Neon: City' });
    const { data } = await ask(FIELDS, { jobId }, { retentionDays: 30 });
    expect(data).toMatchObject({
      job: {
        updatedAt: published,
        mediaExpiresAt: new Date(touched.getTime() + 30 * DAY_MS),
        downloadUrl: expect.stringContaining(`name=${encodeURIComponent('Neon- City.mp4')}`) as string,
        clips: [{ id: `${jobId}:0` }],
      },
    });
    expect((await ask(FIELDS, { jobId })).data).toMatchObject({ job: { mediaExpiresAt: null } });
    await admit(db, userId, jobId);
    const changing = await ask(FIELDS, { jobId }, { retentionDays: 30 });
    expect(changing.data).toMatchObject({ job: { mediaExpiresAt: null } });
  });

  it('has no download while there is no video, and after its files were removed', async () => {
    const jobId = await insertJob(db, { userId, clips: 1, status: 'failed', videoUrl: null });
    expect((await ask(FIELDS, { jobId })).data).toMatchObject({ job: { downloadUrl: null } });
    await db.job.update({ where: { id: jobId }, data: { mediaExpiredAt: new Date() } });
    const { data } = await ask(FIELDS, { jobId });
    expect(data).toMatchObject({ job: { downloadUrl: null, clips: [{ downloadUrl: null }] } });
  });
});

describe('the changes of a video', () => {
  const PAGE = `query ($jobId: ID!, $first: Int, $after: String, $clipIndex: Int) {
    job(id: $jobId) { regenerations(first: $first, after: $after, clipIndex: $clipIndex) {
      totalCount edges { cursor node { id clipIndex } } pageInfo { hasNextPage endCursor }
    } }
  }`;
  interface Page {
    totalCount: number;
    edges: { cursor: string; node: { id: string; clipIndex: number } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  }
  const page = async (variables: Record<string, unknown>): Promise<Page> => {
    const { data, errors } = await ask(PAGE, variables);
    expect(errors).toBeUndefined();
    return (data as unknown as { job: { regenerations: Page } }).job.regenerations;
  };

  it('come in pages, newest first, also where several began in one millisecond, and of one clip alone', async () => {
    const jobId = await insertJob(db, { userId });
    const at = new Date();
    await db.clipRegeneration.createMany({
      data: Array.from({ length: 7 }, (_, index) => ({
        ...{ userId, jobId, clipIndex: index % 2, status: 'failed', inputHash: '', estimatedSeconds: 1 },
        ...{
          originalPrompt: '',
          userInstruction: 'x',
          videoModel: 'local',
          baseVersionNumber: 1,
          deadlineAt: at,
        },
        estimatedCost: { languageModel: '0', video: '0', recomposition: '0', total: '0', known: true },
        ...{ createdAt: new Date(at.getTime() - (index < 4 ? 0 : index * 1000)), completedAt: at },
      })),
    });
    const ids: string[] = [];
    let after: string | null = null;
    for (let next = true; next;) {
      const { totalCount, edges, pageInfo }: Page = await page({ jobId, first: 3, after });
      expect(totalCount).toBe(7);
      ids.push(...edges.map(({ node }) => node.id));
      [next, after] = [pageInfo.hasNextPage, pageInfo.endCursor];
    }
    expect(new Set(ids).size).toBe(7);
    const listed = await ask('query ($jobId: ID!) { regenerations(jobId: $jobId) { id } }', { jobId });
    expect(listed.data).toEqual({ regenerations: ids.map((id) => ({ id })) });
    const ofClip = await page({ jobId, clipIndex: 1 });
    expect([ofClip.totalCount, ofClip.edges.map(({ node }) => node.clipIndex)]).toEqual([3, [1, 1, 1]]);
  });

  it.each([
    ['no page size', { first: 0 }],
    ['too large a page', { first: 101 }],
    ['no cursor', { after: 'nonsense' }],
  ])('are refused where that is %s', async (_what, variables) => {
    const jobId = await insertJob(db, { userId });
    expect(codeOf(await ask(PAGE, { jobId, ...variables }))).toBe('BAD_USER_INPUT');
  });
});
