import { randomUUID } from 'node:crypto';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { admit } from '../../test/kit/rows/admit.js';
import { claim, claimOf } from '../../test/kit/rows/claim.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { restoreCut } from '../history/restore-cut.js';
import { appendEvent } from './events.js';
import {
  claimRegeneration,
  endRegeneration,
  markLaunched,
  noteWaiting,
  publishRegeneration,
  releaseLease,
  renewLease,
  requestCancel,
  restartRegeneration,
  saveCheckpoint,
} from './lifecycle.js';
import { isTerminal, REGENERATION_STATUSES, TRANSITIONS, type RegenerationStatus } from './status.js';

let database: TestDatabase;
let db: PrismaClient;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

interface Run {
  id: string;
  userId: string;
  fence: number;
}

const failed = { status: 'failed', code: 'TIMEOUT', retryable: true, message: 'It failed.' } as const;
const canceled = { status: 'canceled', message: 'Canceled.' } as const;
const publication = {
  ...{ originalClipKey: 'video-clips/job/clip_2.mp4', clipKey: 'video-clips/job/new.mp4', clipSha256: 'abc' },
  ...{ thumbnailKey: null, videoKey: 'video-outputs/job/new.mp4', message: 'Done!' },
};
const publish = async ({ id, fence }: Run): Promise<boolean> =>
  await publishRegeneration(db, claimOf(id, fence), publication);

/** How a regeneration comes to be what it can be. With a runner its fence is 1. */
const WAYS: Record<string, (run: Run) => Promise<unknown>> = {
  queued: async () => undefined,
  'queued, launched': async ({ id }) => await markLaunched(db, id, 1),
  'queued, canceling': async ({ id, userId }) => {
    await markLaunched(db, id, 1);
    await requestCancel(db, id, userId);
  },
  processing: claimed,
  'processing, canceling': async (run) => {
    await claimed(run);
    await requestCancel(db, run.id, run.userId);
  },
  completed: async (run) => {
    await claimed(run);
    await publish(run);
  },
  failed: async ({ id }) => await endRegeneration(db, { id, attempt: 1 }, failed),
  canceled: async ({ id }) => await endRegeneration(db, { id, attempt: 1 }, canceled),
};

async function claimed(run: Run): Promise<void> {
  run.fence = await claim(db, run.id, 1);
}

/** Every function that may write the row of a regeneration, by the name of its SQL. */
const FUNCTIONS: [sql: string, act: (run: Run) => Promise<unknown>][] = [
  ['take_regeneration', async ({ id }) => await claimRegeneration(db, id, 1)],
  ['publish_regeneration', publish],
  ['conclude_regeneration', async ({ id, fence }) => await endRegeneration(db, claimOf(id, fence), failed)],
  ['conclude_regeneration', async ({ id, fence }) => await endRegeneration(db, claimOf(id, fence), canceled)],
  ['request_regeneration_cancel', async ({ id, userId }) => await requestCancel(db, id, userId)],
  ['renew_regeneration_lease', async ({ id, fence }) => await renewLease(db, claimOf(id, fence))],
  [
    'release_regeneration_lease',
    async ({ id, fence }) => await releaseLease(db, claimOf(id, fence), { giveBack: true }),
  ],
  ['restart_regeneration', async ({ id }) => await restartRegeneration(db, id, 1, 0)],
  ['note_regeneration_waiting', async ({ id }) => await noteWaiting(db, id, 1, 'capacity', 'Waiting.')],
  [
    'save_regeneration_checkpoint',
    async ({ id, fence }) =>
      await saveCheckpoint(db, claimOf(id, fence), {
        ...{ patch: {}, stage: 'prompt_generator', api: 'test', costUsd: '0' },
      }),
  ],
  [
    'append_regeneration_event',
    async ({ id, fence }) =>
      await appendEvent(db, claimOf(id, fence), { type: 'RECOMPOSING', progress: 60, message: 'Composing.' }),
  ],
];

const statusOf = async (id: string): Promise<RegenerationStatus> =>
  (await db.clipRegeneration.findUniqueOrThrow({ where: { id } })).status as RegenerationStatus;

/** What a function makes of a regeneration: "from function to". */
async function moved(
  way: (run: Run) => Promise<unknown>,
  sql: string,
  act: (run: Run) => Promise<unknown>,
): Promise<string> {
  const userId = randomUUID();
  const run = { userId, id: await admit(db, userId, await insertJob(db, { userId })), fence: NO_RUNNER };
  await way(run);
  const from = await statusOf(run.id);
  await act(run);
  return `${from} ${sql} ${await statusOf(run.id)}`;
}

/** What going back to the original makes of a new regeneration. */
async function restores({ keepsVideo }: { keepsVideo: boolean }): Promise<string> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId });
  const run = { userId, id: await admit(db, userId, jobId), fence: NO_RUNNER };
  await WAYS['completed']!(run);
  if (!keepsVideo)
    await db.videoVersion.updateMany({ where: { jobId, versionNumber: 1 }, data: { videoUrl: null } });
  const restored = await restoreCut(db, {
    ...{
      userId,
      jobId,
      action: 'UNDO',
      expectedVersion: 2,
      idempotencyKey: null,
      inputHash: '',
      deadlineSeconds: 60,
    },
  });
  if (!('regenerationId' in restored)) throw new Error(restored.outcome);
  return `new restore_cut ${await statusOf(restored.regenerationId)}`;
}

const NO_RUNNER = -1;
const isMove = (move: string): boolean => move.split(' ')[0] !== move.split(' ')[2];

it('the database makes every transition of the table, and no other', async () => {
  const moves = new Set<string>();
  for (const way of Object.values(WAYS))
    for (const [sql, act] of FUNCTIONS) moves.add(await moved(way, sql, act));
  const listed = TRANSITIONS.flatMap(({ from, sql, to }) => from.map((each) => `${each} ${sql} ${to}`));
  const admission = 'new admit_regeneration queued';
  const restored = [await restores({ keepsVideo: true }), await restores({ keepsVideo: false })];
  expect([...moves].filter(isMove).concat(admission, restored).sort()).toEqual(listed.sort());
});

it('a regeneration is queued once it is admitted', async () => {
  const userId = randomUUID();
  expect(await statusOf(await admit(db, userId, await insertJob(db, { userId })))).toBe('queued');
});

it.each(REGENERATION_STATUSES)('the reconciler ends what is %s, unless it has ended', async (status) => {
  for (const [name, way] of Object.entries(WAYS)) {
    if (!name.endsWith(status)) continue;
    for (const ending of [failed, canceled]) {
      const end = async ({ id }: Run): Promise<boolean> =>
        await endRegeneration(db, { id, attempt: 1 }, ending);
      const to = isTerminal(status) ? status : ending.status;
      expect(await moved(way, 'end_regeneration', end)).toBe(`${status} end_regeneration ${to}`);
    }
  }
});
