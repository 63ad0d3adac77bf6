import { randomUUID } from 'node:crypto';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { createPrismaClient } from '../../prisma/client.js';
import type { ClipChange, PrismaClient } from '../../prisma/generated/client.js';
import {
  brokenInvariants,
  invariantChecker,
  type InvariantChecker,
} from '../../test/kit/database/invariants.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { admitChanges, changesRequest } from '../../test/kit/rows/admit-changes.js';
import { byEffort } from '../../test/kit/effort.js';
import { LIMITS } from '../../test/kit/rows/admit.js';
import { claim } from '../../test/kit/rows/claim.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { previousApi, previousRunner } from '../../test/faults/previous-release.js';
import { admitRegeneration, type PlannedChanges } from './admission.js';
import { acceptPaidCall, openPaidCall, settlePaidCall } from './ledger.js';
import {
  endRegeneration,
  failClipChange,
  markLaunched,
  publishRegeneration,
  requestCancel,
  restartRegeneration,
  saveCheckpoint,
  takeDueLaunches,
  type Ending,
} from './lifecycle.js';
import { appendEvent, readEvents } from './events.js';
import { RegenerationRepository } from './regeneration-repository.js';

let database: TestDatabase;
let db: PrismaClient;
let userId: string;
let jobId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 5 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  userId = randomUUID();
  jobId = await insertJob(db, { userId });
});
afterEach(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
});

const request = (indexes: number[], change: Partial<PlannedChanges> = {}): PlannedChanges =>
  changesRequest(
    ...([userId, jobId] as const),
    indexes.map((clipIndex) => ({ clipIndex })),
    change,
  );
const changesOf = async (regenerationId: string): Promise<ClipChange[]> =>
  await db.clipChange.findMany({ where: { regenerationId }, orderBy: { clipIndex: 'asc' } });

interface Run {
  id: string;
  attempt: number;
  fence: number;
}

async function running(indexes: number[], change: Partial<PlannedChanges> = {}): Promise<Run> {
  const id = await admitChanges(db, request(indexes, change));
  return { id, attempt: 1, fence: await claim(db, id, 1) };
}

const clipOf = ({ id }: Run, clipIndex: number): { key: string; sha256: string; thumbnailKey: null } => ({
  key: `video-clips/${id}/${clipIndex}.mp4`,
  sha256: String(clipIndex),
  thumbnailKey: null,
});

/** Clips that a checkpoint holds: `regeneration/clip`. */
const makes = new Set<string>();

/** Pays for a clip and keeps it. */
async function make(run: Run, clipIndex: number, costUsd = '0.5000'): Promise<void> {
  const opened = await openPaidCall(db, { ...run, clipIndex }, 'video_generator', 'provider', '0.5000');
  if (!('call' in opened)) throw new Error(opened.outcome);
  await acceptPaidCall(db, run, opened.call.id, randomUUID());
  const patch = { clip: clipOf(run, clipIndex) };
  expect(await settlePaidCall(db, run, opened.call.id, { outcome: 'succeeded', costUsd, patch })).toBe(true);
  makes.add(`${run.id}/${clipIndex}`);
}

async function publish(run: Run, indexes: number[]): Promise<boolean> {
  return await publishRegeneration(db, run, {
    clips: indexes.map((clipIndex) => ({
      ...{ clipIndex, originalClipKey: `video-clips/original/${clipIndex}.mp4` },
      ...{ clipKey: clipOf(run, clipIndex).key, clipSha256: 'a', thumbnailKey: null },
    })),
    videoKey: `video-outputs/${run.id}.mp4`,
    message: 'Done!',
  });
}

const fail = async (run: Run, clipIndex: number): Promise<boolean> =>
  await failClipChange(db, run, {
    ...{
      clipIndex,
      take: null,
      code: 'CONTENT_REJECTED',
      message: 'Refused. {charged}',
      retryable: false,
      progress: 20,
    },
  });

describe('the admission of several clips', () => {
  it('is one admission with one reservation, and a change for each clip, by its index', async () => {
    const id = await admitChanges(db, request([2, 0, 1]));
    expect(await db.clipRegeneration.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ clipIndex: 0, onFailure: 'PUBLISH_WHAT_SUCCEEDED' },
      reservedCost: expect.objectContaining({ s: 1, d: [1, 5000000] }),
    });
    expect(await changesOf(id)).toEqual(
      [0, 1, 2].map((clipIndex) =>
        expect.objectContaining({ clipIndex, status: 'queued', cost: expect.anything() }),
      ),
    );
  });

  it('reserves the sum less its discount', async () => {
    const id = await admitChanges(db, request([0, 1, 2], { discount: '0.1500' }));
    const { reservedCost } = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
    expect(reservedCost.toFixed(4)).toBe('1.3500');
  });

  it.each([
    ['a clip twice', 'CLIP_REPEATED', [0, 2, 2]],
    ['one that has changed since', 'QUOTE_STALE', [0, 1]],
  ])('refuses all for %s, and names it', async (_what, outcome, indexes) => {
    const asked = request(indexes);
    if (outcome === 'QUOTE_STALE') asked.changes[1]!.baseVersionNumber = 2;
    expect(await admitRegeneration(db, asked, LIMITS)).toEqual({
      ...{ outcome, retryAfterSeconds: 0, clipIndex: indexes.at(-1) },
    });
    expect(await db.clipRegeneration.count({ where: { jobId } })).toBe(0);
  });
});

describe('the limit of clips that are charged in an hour', () => {
  const under = { ...LIMITS, clipsPerUserPerHour: 4 };

  it('counts each clip of a change, and refuses more than fit beside those before', async () => {
    const run = await running([0, 1, 2]);
    for (const index of [0, 1, 2]) await make(run, index);
    expect(await publish(run, [0, 1, 2])).toBe(true);
    expect((await admitRegeneration(db, request([3, 4]), under)).outcome).toBe('RATE_LIMITED');
    expect((await admitRegeneration(db, request([3]), under)).outcome).toBe('ADMITTED');
  });

  it('refuses a change of more clips than it holds at all', async () => {
    const more = await admitRegeneration(db, request([0, 1, 2, 3, 4]), under);
    expect(more).toMatchObject({ outcome: 'RATE_LIMITED', retryAfterSeconds: 3600 });
  });
});

describe('a change of several clips', () => {
  it('has its launch name all clips, and is not for a runner of an earlier release, which knows one', async () => {
    const id = await admitChanges(db, request([0, 2]));
    expect((await previousApi(db).takeDueLaunches()).map((due) => due.id)).not.toContain(id);
    expect(await previousRunner(db).claim(id, 1)).toBeNull();
    const due = await takeDueLaunches(db, 100, 60);
    expect(due).toContainEqual(expect.objectContaining({ id, clipIndexes: [0, 2] }));
  });

  it('is among the changes of each of its clips', async () => {
    const id = await admitChanges(db, request([0, 2]));
    const regenerations = new RegenerationRepository(db);
    for (const [clipIndex, found] of [
      [0, [id]],
      [1, []],
      [2, [id]],
    ] as const) {
      const where = { jobId, userId, clipIndex };
      const [listed, paged, count] = await Promise.all([
        regenerations.list(where, 10),
        regenerations.page({ ...where, limit: 10, after: null }),
        regenerations.count(where),
      ]);
      expect([listed, paged].map((rows) => rows.map((row) => row.id))).toEqual([found, found]);
      expect(count).toBe(found.length);
    }
  });

  it('books what each clip was charged, and the sum, and keeps results apart', async () => {
    const run = await running([0, 1]);
    await make(run, 0, '0.2000');
    await make(run, 1, '0.3000');
    const row = await db.clipRegeneration.findUniqueOrThrow({ where: { id: run.id } });
    const changes = await changesOf(run.id);
    expect([row.cost, ...changes.map(({ cost }) => cost)].map((cost) => cost.toFixed(4))).toEqual([
      '0.5000',
      '0.2000',
      '0.3000',
    ]);
    expect(changes.map(({ checkpoint }) => checkpoint)).toEqual(
      [0, 1].map((index) => ({ clip: clipOf(run, index) })),
    );
    expect(row.checkpoint).toEqual({ clip: clipOf(run, 0) });
  });

  it('opens one call for each clip and step, and none once it was paid', async () => {
    const run = await running([0, 1]);
    const open = async (clipIndex: number): Promise<string> =>
      (await openPaidCall(db, { ...run, clipIndex }, 'video_generator', 'provider', '0.5000')).outcome;
    expect([await open(0), await open(1), await open(1)]).toEqual(['NEW', 'NEW', 'OPEN']);
    const other = { ...run, clipIndex: 0 };
    const again = await openPaidCall(db, other, 'video_generator', 'provider', '0.5000');
    if (!('call' in again)) throw new Error(again.outcome);
    await settlePaidCall(db, run, again.call.id, { outcome: 'succeeded', costUsd: '0.5', patch: {} });
    expect(await open(0)).toBe('OVER_RESERVATION');
  });

  it('holds each clip to its own price, and all to the sum', async () => {
    const run = await running([0, 1, 2]);
    await make(run, 0);
    await saveCheckpoint(db, run, {
      ...{ clipIndex: 1, patch: {}, stage: 'prompt_generator', api: 'model', costUsd: '0.4000' },
    });
    const more = await openPaidCall(db, { ...run, clipIndex: 1 }, 'video_generator', 'provider', '0.5000');
    expect(more.outcome).toBe('OVER_RESERVATION');
    expect(
      (await openPaidCall(db, { ...run, clipIndex: 2 }, 'video_generator', 'provider', '0.5')).outcome,
    ).toBe('NEW');
  });

  it('publishes what succeeded as one version of the video; what failed keeps its clip and its reason', async () => {
    const run = await running([0, 1, 2]);
    for (const index of [0, 2]) await make(run, index);
    expect(await fail(run, 1)).toBe(true);
    expect(await fail(run, 1)).toBe(false);
    expect(await publish(run, [0, 2])).toBe(true);
    expect(await changesOf(run.id)).toMatchObject([
      { status: 'completed', progress: 100 },
      { status: 'failed', errorCode: 'CONTENT_REJECTED', errorMessage: 'Refused. Nothing was charged.' },
      { status: 'completed' },
    ]);
    const current = await db.clipVersion.findMany({
      where: { jobId, isCurrent: true },
      orderBy: { clipIndex: 'asc' },
    });
    expect(
      current.map(({ clipIndex, versionNumber, cost }) => [clipIndex, versionNumber, cost.toFixed(2)]),
    ).toEqual([
      [0, 2, '0.50'],
      [2, 2, '0.50'],
    ]);
    expect(
      await db.videoVersion.findMany({ where: { jobId }, orderBy: { versionNumber: 'asc' } }),
    ).toMatchObject([
      { versionNumber: 1, cut: {} },
      { versionNumber: 2, cut: { 0: 2, 2: 2 }, summary: 'Clips 1 and 3: make it nighttime' },
    ]);
    expect((await readEvents(db, run.id, 0)).filter(({ data }) => data.error !== undefined)).toMatchObject([
      {
        clipIndex: 1,
        type: 'VIDEO_GENERATING',
        data: { error: { code: 'CONTENT_REJECTED', charged: '0.0000' } },
      },
    ]);
  });

  it('loses none of its clips to a runner whose fence is old', async () => {
    const run = await running([0, 1]);
    expect(await fail({ ...run, fence: run.fence - 1 }, 0)).toBe(false);
    expect((await changesOf(run.id)).map(({ status }) => status)).toEqual(['queued', 'queued']);
  });

  it('is not published where one of its clips was changed otherwise', async () => {
    const run = await running([0, 1]);
    await db.clipVersion.create({
      data: { jobId, clipIndex: 1, versionNumber: 5, videoUrl: 'video-clips/other.mp4', isCurrent: true },
    });
    expect(await publish(run, [0, 1])).toBe(false);
    await db.clipVersion.deleteMany({ where: { jobId } });
  });

  it.each<[string, Ending]>([
    ['is canceled in the middle', { status: 'canceled', message: 'Canceled. {charged}' }],
    [
      'fails as a whole',
      { status: 'failed', code: 'CONTENT_REJECTED', message: 'No. {charged}', retryable: true },
    ],
  ])(
    'that %s keeps what is made as versions that are not selected, and tells the cost',
    async (_, ending) => {
      const run = await running([0, 1, 2]);
      for (const index of [0, 1]) await make(run, index);
      if (ending.status === 'canceled') await requestCancel(db, run.id, userId);
      expect(await endRegeneration(db, run, ending)).toBe(true);
      const versions = await db.clipVersion.findMany({ where: { jobId }, orderBy: { clipIndex: 'asc' } });
      expect(
        versions.map(({ clipIndex, isCurrent, videoUrl }) => ({ clipIndex, isCurrent, videoUrl })),
      ).toEqual(
        [0, 1].map((clipIndex) => ({ clipIndex, isCurrent: false, videoUrl: clipOf(run, clipIndex).key })),
      );
      expect((await readEvents(db, run.id, 0)).at(-1)?.message).toMatch(
        /^(Canceled|No)\. \$1\.00 was charged\.$/,
      );
      expect((await changesOf(run.id)).map(({ status }) => status)).toEqual(Array(3).fill(ending.status));
    },
  );

  it('that is published without a clip that was made keeps that one, too', async () => {
    const run = await running([0, 1]);
    for (const index of [0, 1]) await make(run, index);
    await fail(run, 1);
    expect(await publish(run, [0])).toBe(true);
    const versions = await db.clipVersion.findMany({ where: { jobId, clipIndex: 1 } });
    expect(versions).toMatchObject([{ versionNumber: 2, isCurrent: false, videoUrl: clipOf(run, 1).key }]);
  });

  it('is tried again with what was made: a retry of some of its clips takes over theirs', async () => {
    const run = await running([0, 1, 2], { onFailure: 'PUBLISH_ALL_OR_NOTHING' });
    for (const index of [0, 2]) await make(run, index);
    await fail(run, 1);
    const ending = { status: 'failed', code: 'CONTENT_REJECTED', message: 'No.', retryable: true } as const;
    await endRegeneration(db, run, ending);
    const retry = await admitChanges(db, request([0, 1], { retryOf: run.id }));
    expect((await changesOf(retry)).map(({ checkpoint }) => checkpoint)).toEqual([
      { clip: clipOf(run, 0) },
      {},
    ]);
    const kept = await db.$queryRaw<{ key: string }[]>`SELECT media_pointers(ARRAY[${jobId}::uuid]) AS key`;
    expect(kept.map(({ key }) => key)).toEqual(
      expect.arrayContaining([clipOf(run, 0).key, clipOf(run, 2).key]),
    );
  });

  it('that loses its runner begins again at the mean of what its clips keep', async () => {
    const run = await running([0, 1, 2, 3]);
    await markLaunched(db, run.id, 1);
    await make(run, 0);
    await saveCheckpoint(db, run, {
      ...{ clipIndex: 1, patch: { prompt: { text: 'x' } }, modifiedPrompt: 'x', stage: 'prompt_generator' },
      ...{ api: 'rules', costUsd: '0' },
    });
    await fail(run, 2);
    await restartRegeneration(db, run.id, 1, 0);
    const [last] = (await readEvents(db, run.id, 0)).slice(-1);
    expect(last).toMatchObject({ type: 'REGENERATION_RESTARTED', progress: 32, clipIndex: null });
  });

  it('has events that name their clip, and each clip has its own progress', async () => {
    const run = await running([0, 1]);
    const about = { type: 'VIDEO_GENERATING', message: 'Making clip 2.', clipIndex: 1 } as const;
    await appendEvent(db, run, { ...about, progress: 15, clipProgress: 50 });
    await appendEvent(db, run, { ...about, progress: 10, clipProgress: 40 });
    expect((await readEvents(db, run.id, 0)).map(({ clipIndex, progress }) => [clipIndex, progress])).toEqual(
      [
        [null, 0],
        [1, 15],
        [1, 15],
      ],
    );
    expect(await changesOf(run.id)).toMatchObject([
      { progress: 0, status: 'queued' },
      { progress: 50, status: 'processing' },
    ]);
  });
});

type Action =
  | { do: 'make' | 'fail'; clip: number; cents: number }
  | { do: 'lose' | 'cancel' | 'publish' | 'end' };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      ...{
        do: fc.constantFrom('make', 'make', 'make', 'fail'),
        clip: fc.nat({ max: 3 }),
        cents: fc.nat({ max: 50 }),
      },
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel', 'publish', 'publish', 'end') }) },
);

/** What is known of a clip of a run: USD cents that it was charged, and what became of it. */
interface Known {
  cents: number;
  state: 'open' | 'made' | 'failed';
}

const ROUNDS = byEffort({ quick: 12, full: 150 });

describe('any sequence of what runners and users do to a change of four clips', () => {
  let broken: InvariantChecker;
  beforeAll(async () => {
    broken = await invariantChecker(db);
  });

  it(`keeps each clip's cost and state as a plain model has them, ${ROUNDS} times`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 12 }), async (actions) => {
        userId = randomUUID();
        jobId = await insertJob(db, { userId });
        await play(actions);
      }),
      { numRuns: ROUNDS },
    );
  }, 300_000);

  async function play(actions: Action[]): Promise<void> {
    let run = await running([0, 1, 2, 3]);
    let known = new Map<number, Known>([0, 1, 2, 3].map((clip) => [clip, { cents: 0, state: 'open' }]));
    for (const each of actions) {
      const next = await step(run, known, each);
      if (next !== null) [run, known] = next;
      await compare(run, known);
    }
  }

  /** What the next steps work on, where the run has another fence or a retry takes its place. */
  async function step(
    run: Run,
    known: Map<number, Known>,
    each: Action,
  ): Promise<[Run, Map<number, Known>] | null> {
    if (each.do === 'make') await makeIfOpen(run, known.get(each.clip)!, each);
    else if (each.do === 'fail') await failIfOpen(run, known.get(each.clip)!, each.clip);
    else if (each.do === 'lose') return [await takenOver(run), known];
    else if (await finish(run, known, each.do)) return await retried(run, known);
    return null;
  }

  async function makeIfOpen(
    run: Run,
    clip: Known,
    { clip: index, cents }: { clip: number; cents: number },
  ): Promise<void> {
    if (clip.state !== 'open') return;
    await make(run, index, (cents / 100).toFixed(4));
    Object.assign(clip, { cents, state: 'made' });
  }

  async function failIfOpen(run: Run, clip: Known, index: number): Promise<void> {
    if (clip.state === 'made') return;
    expect(await fail(run, index)).toBe(clip.state !== 'failed');
    clip.state = 'failed';
  }

  async function takenOver(run: Run): Promise<Run> {
    await markLaunched(db, run.id, run.attempt);
    if ((await restartRegeneration(db, run.id, run.attempt, 0)) === null) return run;
    const attempt = run.attempt + 1;
    expect(await fail(run, 0)).toBe(false);
    return { id: run.id, attempt, fence: await claim(db, run.id, attempt) };
  }

  /** Whether the run has ended. */
  async function finish(
    run: Run,
    known: Map<number, Known>,
    how: 'cancel' | 'publish' | 'end',
  ): Promise<boolean> {
    const indexes = [...known].filter(([, { state }]) => state === 'made').map(([clip]) => clip);
    if (how === 'cancel') return await endRegeneration(db, run, { status: 'canceled', message: '{charged}' });
    if (how === 'publish') return indexes.length > 0 && (await publish(run, indexes));
    return await endRegeneration(db, run, {
      ...{ status: 'failed', code: 'TIMEOUT', message: '{charged}', retryable: true },
    });
  }

  /** A change that repeats the ended one. It is charged for nothing that it takes over. */
  async function retried(run: Run, known: Map<number, Known>): Promise<[Run, Map<number, Known>]> {
    await compare(run, known);
    const current = await db.clipVersion.findMany({ where: { jobId, isCurrent: true } });
    const asked = request([...known.keys()], { retryOf: run.id });
    for (const change of asked.changes)
      change.baseVersionNumber =
        current.find(({ clipIndex }) => clipIndex === change.clipIndex)?.versionNumber ?? 1;
    const id = await admitChanges(db, asked, { ...LIMITS, perJobPerHour: 100 });
    const taken = new Map<number, Known>();
    for (const { clipIndex, checkpoint } of await changesOf(id)) {
      const unchanged = !current.some(
        (version) => version.clipIndex === clipIndex && version.regenerationId === run.id,
      );
      const isMade = 'clip' in (checkpoint as object);
      expect(isMade).toBe(unchanged && makes.has(`${run.id}/${clipIndex}`));
      if (isMade) makes.add(`${id}/${clipIndex}`);
      taken.set(clipIndex, { cents: 0, state: isMade ? 'made' : 'open' });
    }
    return [{ id, attempt: 1, fence: await claim(db, id, 1) }, taken];
  }

  async function compare({ id }: Run, known: Map<number, Known>): Promise<void> {
    const changes = await changesOf(id);
    expect(changes.map(({ cost }) => cost.toFixed(4))).toEqual(
      [...known.values()].map(({ cents }) => (cents / 100).toFixed(4)),
    );
    const { cost } = await db.clipRegeneration.findUniqueOrThrow({ where: { id } });
    expect(cost.toFixed(4)).toBe(Decimal.sum(0, ...changes.map((change) => change.cost)).toFixed(4));
    expect(await broken([jobId])).toEqual([]);
  }
});
