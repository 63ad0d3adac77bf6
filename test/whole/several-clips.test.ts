import { randomUUID } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { ApiClient } from '../kit/server/client.js';
import { createSixClipFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { demoJobId, followToEnd } from '../kit/server/editing.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { goBack, historyOf, keyAt } from './history/history-client.js';

let fixture: DemoFixture;
let server: TestServer;
let api: ApiClient;
let db: PrismaClient;
let jobId: string;

beforeAll(async () => {
  fixture = await createSixClipFixture();
  server = await startServer({
    ...{ DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir },
    ...{ LOCAL_RENDER_USD_PER_SECOND: '0.1', REGENERATIONS_PER_JOB_PER_HOUR: '100' },
  });
  api = await ApiClient.asDemoUser(server.url);
  db = createPrismaClient(fixture.databaseUrl, { poolSize: 2 });
  jobId = await demoJobId(api);
}, 120_000);
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
});
afterAll(async () => {
  await api.close();
  await server.stop();
  await db.$disconnect();
  await fixture.drop();
});

const COST = 'languageModel video total known';
const QUOTE = `query ($jobId: ID!, $changes: [ClipChangeInput!]!) { changesQuote(jobId: $jobId, changes: $changes) {
  token expiresAt reply estimatedCost { ${COST} } discount estimatedTime warnings { code }
  changes { clipIndex instruction templates { id } action videoModel takes prompt keeps estimatedCost { total }
    alternatives { action videoModel } warnings { code } }
} }`;
const REGENERATION = `id kind status canRetry estimatedCost { total } cost { total } result { versionNumber }
  changes { clipIndex status action cost { total } error { code } versions { versionNumber isCurrent origin } }`;
const ORDER = `mutation ($input: RegenerateClipsInput!) { regenerateClips(input: $input) { regeneration { ${REGENERATION} } } }`;
const READ = `query ($id: ID!) { regeneration(id: $id) { ${REGENERATION} } }`;
const ORDER_ONE =
  'mutation ($input: RegenerateClipInput!) { regenerateClip(input: $input) { regenerationId } }';
const QUEUE = 'mutation ($input: QueueChangesInput!) { queueChanges(input: $input) { queuedChange { id } } }';
const REWORD =
  'mutation ($input: UpdateQueuedChangeInput!) { updateQueuedChange(input: $input) { job { id } } }';
const RETRY = `mutation ($id: ID!) { retryRegeneration(id: $id) { regenerationId regeneration { ${REGENERATION} } } }`;

interface Quoted {
  token: string;
  reply: string;
  estimatedCost: { total: string; known: boolean };
  discount: string;
  estimatedTime: number;
  changes: { clipIndex: number; prompt: string | null; estimatedCost: { total: string } }[];
}
interface Read {
  id: string;
  kind: string;
  status: string;
  canRetry: boolean;
  estimatedCost: { total: string };
  cost: { total: string };
  result: { versionNumber: number } | null;
  changes: {
    clipIndex: number;
    status: string;
    cost: { total: string };
    error: { code: string } | null;
    versions: { versionNumber: number; isCurrent: boolean; origin: string }[];
  }[];
}

const wishes = (indexes: readonly number[], instruction = 'make it nighttime') =>
  indexes.map((clipIndex) => ({ clipIndex, instruction }));
const quote = async (changes: object[]): Promise<Quoted> =>
  (await api.data<{ changesQuote: Quoted }>(QUOTE, { jobId, changes })).changesQuote;
const order = async (input: object): Promise<Read> => {
  const answer = await api.data<{ regenerateClips: { regeneration: Read } }>(ORDER, { input });
  return answer.regenerateClips.regeneration;
};
const read = async (id: string): Promise<Read> =>
  (await api.data<{ regeneration: Read }>(READ, { id })).regeneration;
const sum = (amounts: string[]): number => amounts.reduce((all, amount) => all + Number(amount), 0);

/** The code and sentence with which an operation is refused. */
async function refusal(document: string, variables: Record<string, unknown>): Promise<[string, string]> {
  const { errors } = await api.send(document, variables);
  const { message, extensions } = errors![0]!;
  return [extensions.code, message];
}
const refused = async (changes: object[]): Promise<[string, string]> =>
  await refusal(QUOTE, { jobId, changes });

it('several clips are offered, ordered, composed and published once, and undone at once', async () => {
  const offer = await quote(wishes([3, 0, 2]));
  expect(offer.changes.map(({ clipIndex }) => clipIndex)).toEqual([0, 2, 3]);
  expect(offer.changes[0]).toMatchObject({
    ...{ action: 'ADJUST_FOOTAGE', videoModel: 'local', takes: 1, templates: [{ id: 'nighttime' }] },
    ...{ keeps: 'keeps every movement', alternatives: [], prompt: expect.stringMatching(/night/) as string },
  });
  expect(offer.reply).toMatch(/^Clips 1, 3 and 4: “make it nighttime”\./);
  const full = sum(offer.changes.map(({ estimatedCost }) => estimatedCost.total));
  expect(Number(offer.discount)).toBeCloseTo(full * 0.1, 4);
  expect(Number(offer.estimatedCost.total)).toBeCloseTo(full * 0.9, 4);

  const before = await historyOf(api, jobId);
  const input = { jobId, changes: wishes([3, 0, 2]), quoteToken: offer.token, idempotencyKey: 'several' };
  const ordered = await order(input);
  expect(ordered.estimatedCost.total).toBe(offer.estimatedCost.total);
  expect((await order({ ...input, changes: wishes([0, 2, 3]) })).id).toBe(ordered.id);
  expect((await refusal(ORDER, { input: { ...input, changes: wishes([0, 2]) } }))[0]).toBe(
    'IDEMPOTENCY_KEY_REUSED',
  );
  const events = await followToEnd(api, ordered.id);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));

  const done = await read(ordered.id);
  expect(done).toMatchObject({ kind: 'CHANGE', status: 'COMPLETED', canRetry: false });
  expect(done.result!.versionNumber).toBe(before.versionNumber + 1);
  expect(done.changes.map(({ versions }) => versions)).toEqual(
    [0, 2, 3].map(() => [{ versionNumber: 2, isCurrent: true, origin: 'CHANGE' }]),
  );
  expect(Number(done.cost.total)).toBeCloseTo(sum(done.changes.map(({ cost }) => cost.total)), 4);

  const { errors } = await goBack(api, 'undo', { jobId, expectedVersion: done.result!.versionNumber });
  expect(errors).toBeUndefined();
  const after = await historyOf(api, jobId);
  expect(keyAt(after.videoUrl)).toBe(keyAt(before.videoUrl));
  expect(after.clips.map(({ isRegenerated }) => isRegenerated)).not.toContain(true);
}, 120_000);

it('of a change that failed in part, what succeeded is published, and a retry orders what failed', async () => {
  const { clips } = await historyOf(api, jobId);
  const file = join(fixture.dataDir, 'storage', keyAt(clips[4]!.videoUrl)!);
  await rename(file, `${file}.gone`);
  const { id } = await order({ jobId, changes: wishes([4, 5], 'warmer') });
  await followToEnd(api, id);
  await rename(`${file}.gone`, file);
  const partly = await read(id);
  expect(partly).toMatchObject({ status: 'COMPLETED', canRetry: true });
  expect(partly.changes).toMatchObject([
    { clipIndex: 4, status: 'FAILED', error: { code: 'STORAGE_FAILED' }, versions: [] },
    { clipIndex: 5, status: 'COMPLETED', error: null },
  ]);
  const again = await api.data<{ retryRegeneration: { regenerationId: string; regeneration: Read } }>(RETRY, {
    id,
  });
  expect(again.retryRegeneration.regeneration.changes).toMatchObject([{ clipIndex: 4 }]);
  expect(await refusal(RETRY, { id })).toEqual([
    'BAD_USER_INPUT',
    expect.stringMatching(/^All of it was tried again/),
  ]);
  await followToEnd(api, again.retryRegeneration.regenerationId);
  const done = await read(again.retryRegeneration.regenerationId);
  expect(done).toMatchObject({ status: 'COMPLETED', canRetry: false });
  expect(done.changes[0]!.versions).toMatchObject([{ isCurrent: true }]);
  // What was made by the retry is not offered to be made, and paid for, once more.
  expect(await read(id)).toMatchObject({ status: 'COMPLETED', canRetry: false });
  expect((await refusal(RETRY, { id: done.id }))[0]).toBe('BAD_USER_INPUT');
}, 120_000);

it.each<[string, object[], string, RegExp]>([
  ['no clip', [], 'BAD_USER_INPUT', /1 to 60 clips; this one has 0/],
  [
    'more than 60 clips',
    wishes(Array.from({ length: 61 }, (_, index) => index)),
    'BAD_USER_INPUT',
    /this one has 61/,
  ],
  ['a clip twice', wishes([1, 3, 1]), 'CLIP_REPEATED', /^Clip 2 is named twice/],
  ['a clip that is not there', wishes([0, 9]), 'NOT_FOUND', /^There is no clip 10/],
  ['a clip before the first', wishes([-1, 0]), 'BAD_USER_INPUT', /cannot be negative/],
  [
    'no words for one',
    [...wishes([0]), { clipIndex: 3, instruction: ' ' }],
    'BAD_USER_INPUT',
    /^Clip 4: Say what should/,
  ],
  [
    'a wish that nobody would see',
    [...wishes([0]), { clipIndex: 1, instruction: 'add a dragon' }],
    'BAD_USER_INPUT',
    /^Clip 2: I can't show “add a dragon”/,
  ],
  ['no take', [{ ...wishes([0])[0], takes: 0 }], 'BAD_USER_INPUT', /1 (and|to) 4/],
  ['five takes', [{ ...wishes([0])[0], takes: 5 }], 'BAD_USER_INPUT', /1 (and|to) 4/],
  [
    'a new shot without a video model',
    [{ ...wishes([0])[0], action: 'NEW_SHOT' }],
    'BAD_USER_INPUT',
    /cannot make a new shot/,
  ],
  [
    'a model without its keys',
    [{ ...wishes([0])[0], videoModel: 'veo_31' }],
    'BAD_USER_INPUT',
    /not available/,
  ],
  [
    'an unknown model',
    [{ ...wishes([0])[0], videoModel: 'nonsense' }],
    'BAD_USER_INPUT',
    /Choose one of: local/,
  ],
])('a change with %s is neither offered nor ordered, in words', async (_what, changes, code, sentence) => {
  const count = await db.clipRegeneration.count();
  expect(await refused(changes)).toEqual([code, expect.stringMatching(sentence)]);
  expect(await refusal(ORDER, { input: { jobId, changes } })).toEqual([
    code,
    expect.stringMatching(sentence),
  ]);
  expect(await db.clipRegeneration.count()).toBe(count);
});

it.each<[string, object, RegExp]>([
  [
    'edited footage without a model for it',
    { action: 'EDIT_FOOTAGE' },
    /^Built-in renderer cannot edit footage: that needs a video model that does\.$/,
  ],
  ['the look of another clip by a video model', { styleFrom: { clipIndex: 1 }, action: 'NEW_SHOT' }, /./],
  ['the look of a clip that is not there', { styleFrom: { clipIndex: 99 } }, /^There is no clip 100/],
  ['more than all of a look', { styleFrom: { clipIndex: 1, strength: 1.5 } }, /^The strength of styleFrom/],
  ['a part before the clip', { range: { from: -1, to: 1 } }, /^A part of a clip begins at 0 s or later/],
  ['a part without a frame', { range: { from: 1, to: 1 } }, /^From 1 s to 1 s there is no frame/],
  ['a part that is longer', { range: { from: 1, to: 99 } }, /^This clip is .* s long: there is no part/],
  ['a part by a video model', { range: { from: 0, to: 1 }, action: 'NEW_SHOT' }, /./],
  [
    'a part turned backwards',
    { range: { from: 0, to: 1 }, instruction: 'reverse' },
    /^“Reverse” changes the time of a clip, so it is for all of it/,
  ],
  [
    'the look of another clip for a part',
    { range: { from: 0, to: 1 }, styleFrom: { clipIndex: 1 } },
    /^The look of another clip is for all of a clip/,
  ],
  ['an empty prompt', { prompt: '' }, /^The prompt has no words/],
  ['a prompt without words', { prompt: '🎬 \u0000' }, /^The prompt has no words/],
  ['a prompt of 201 words', { prompt: 'red '.repeat(201) }, /^The prompt has 201 words; at most 200/],
  [
    'a seed for the built-in renderer',
    { seed: 0 },
    /^The built-in renderer takes no seed: .* Leave out seed\.$/,
  ],
  ['a seed below 0', { seed: -1 }, /^seed must be a whole number from 0 to 2147483647\.$/],
  ['takes alone', { takes: 2, instruction: ' ' }, /^Takes of a clip as it is cannot be made yet/],
])('%s cannot be asked for anywhere, and the answer says so', async (_what, way, sentence) => {
  const { userId } = (await db.job.findUnique({ where: { id: jobId } }))!;
  const other = await insertJob(db, { userId });
  // One that asks waits for its person, so nothing begins meanwhile.
  const cost = { languageModel: '0', video: '1', recomposition: '0', total: '1', known: true };
  const { id } = await db.queuedChange.create({
    data: {
      ...{ jobId: other, userId, place: 1, state: 'ASKS', question: 'Well?', inputHash: '' },
      ...{ changes: wishes([1]), clipIndexes: [1], onFailure: 'PUBLISH_WHAT_SUCCEEDED' },
      quoted: { cost, discount: '0' },
    },
  });
  const change = { ...wishes([1])[0], ...way };
  for (const [document, variables] of [
    [QUOTE, { jobId: other, changes: [change] }],
    [ORDER, { input: { jobId: other, changes: [change] } }],
    [ORDER_ONE, { input: { jobId: other, ...change } }],
    [QUEUE, { input: { jobId: other, changes: [change] } }],
    [REWORD, { input: { id, changes: [change] } }],
  ] as const)
    expect(await refusal(document, variables)).toEqual(['BAD_USER_INPUT', expect.stringMatching(sentence)]);
  expect(await db.clipRegeneration.count({ where: { jobId: other } })).toBe(0);
  expect(await db.queuedChange.findMany({ where: { jobId: other } })).toMatchObject([{ id, revision: 1 }]);
});

it.each([2 ** 31, 2 ** 53, 0.5, '7'])('%p is no seed, and the answer says so', async (seed) => {
  const [code, sentence] = await refused([{ ...wishes([1])[0], seed }]);
  expect(code).toBe('BAD_USER_INPUT');
  expect(sentence).toMatch(/seed.*Int cannot represent/);
});

it('a clip without footage among ten refuses them all, by its name', async () => {
  const { userId } = (await db.job.findUnique({ where: { id: jobId } }))!;
  const other = await insertJob(db, { userId, clips: 10 });
  await db.clipVersion.create({
    data: {
      ...{ jobId: other, clipIndex: 6, versionNumber: 1, isCurrent: true, prompt: 'Scene 6', videoUrl: '' },
    },
  });
  const stages = await db.jobStage.findMany({ where: { jobId: other, stageName: 'video_generator' } });
  const metadata = stages[0]!.metadata as { clips?: { clips?: { clip_index: number; video_url: string }[] } };
  const clip = metadata.clips!.clips!.find(({ clip_index: index }) => index === 6)!;
  clip.video_url = '';
  await db.jobStage.update({ where: { id: stages[0]!.id }, data: { metadata } });
  const changes = wishes([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(await refusal(QUOTE, { jobId: other, changes })).toEqual([
    'BAD_USER_INPUT',
    expect.stringMatching(/^Clip 7: This clip has no footage/),
  ]);
});

it('an offer of which one clip has changed meanwhile is stale as a whole', async () => {
  const { userId } = (await db.job.findUnique({ where: { id: jobId } }))!;
  const other = await insertJob(db, { userId, clips: 3 });
  const changes = wishes([0, 1, 2]);
  const { changesQuote } = await api.data<{ changesQuote: Quoted }>(QUOTE, { jobId: other, changes });
  const version = { jobId: other, clipIndex: 1, videoUrl: `video-clips/${randomUUID()}/clip.mp4` };
  await db.clipVersion.create({ data: { ...version, versionNumber: 2, isCurrent: true, prompt: 'Other' } });
  const input = { jobId: other, changes, quoteToken: changesQuote.token };
  expect((await refusal(ORDER, { input }))[0]).toBe('QUOTE_STALE');
  expect(await db.clipRegeneration.count({ where: { jobId: other } })).toBe(0);
});

it('the built-in renderer can always be ordered, another model where its keys are configured', async () => {
  const { videoModels } = await api.data<{ videoModels: { key: string; isAvailable: boolean }[] }>(
    '{ videoModels { key label provider actions durations takesSeed usdPerSecond priceKnown isAvailable sunsetAt } }',
  );
  expect(videoModels[0]).toEqual({
    ...{
      key: 'local',
      label: 'Built-in renderer',
      provider: 'This installation',
      durations: [],
      takesSeed: false,
    },
    ...{
      actions: ['ADJUST_FOOTAGE'],
      usdPerSecond: '0.1',
      priceKnown: true,
      isAvailable: true,
      sunsetAt: null,
    },
  });
  expect(videoModels.slice(1).every(({ isAvailable }) => !isAvailable)).toBe(true);
});
