import { once } from 'node:events';
import type { CrashPoint } from '../../core/regeneration/crash-point.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import {
  completedChange,
  createGarbageFixture,
  importedJob,
  type GarbageFixture,
} from '../kit/rows/garbage-fixture.js';
import { ApiClient } from '../kit/server/client.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../kit/server/tokens.js';
import { until } from '../kit/server/until.js';

/** A video with a change, whose song another video names, too. */
interface Videos {
  gone: string;
  other: string;
  song: string;
  userId: string;
  /** All files of the first before its deletion. */
  files: string[];
}

let fixture: GarbageFixture;
let videos: Videos;
let next: TestServer | undefined;

beforeEach(async () => {
  fixture = await createGarbageFixture();
  const [gone, other] = [await importedJob(fixture), await importedJob(fixture)];
  await completedChange(fixture, gone);
  const { userId, audioUrl: song } = await fixture.db.job.findUniqueOrThrow({ where: { id: gone } });
  await fixture.db.job.update({ where: { id: other }, data: { audioUrl: song, totalCost: '0.5' } });
  videos = { gone, other, song: song!, userId, files: await keysOf(gone) };
});
afterEach(async () => {
  expect(await brokenInvariants(fixture.db)).toEqual([]);
  await next?.stop();
  next = undefined;
  await fixture.drop();
});

const keysOf = async (jobId: string): Promise<string[]> =>
  (await fixture.keys()).filter((key) => key.includes(jobId));
const serve = async (env: Record<string, string> = {}): Promise<TestServer> =>
  await startServer({
    ...{
      DATABASE_URL: fixture.databaseUrl,
      DATA_DIR: fixture.dataDir,
      GARBAGE_SWEEP_SECONDS: '1',
      LOG_LEVEL: 'info',
    },
    ...{ AUTH_JWT_SECRET: JWT_SECRET, MEDIA_URL_SECRET: JWT_SECRET, ...env },
  });
const DELETE = 'mutation ($jobId: ID!) { deleteJob(input: { jobId: $jobId }) { deletedJobId } }';

/** Deletes the video by a server that dies at this point, and starts another one, which has nobody to ask it. */
async function dieAt(point: CrashPoint): Promise<{ left: string[] }> {
  const doomed = await serve({ CRASH_POINT: point, GARBAGE_SWEEP_SECONDS: '3600' });
  const died = once(doomed.process, 'exit');
  const api = new ApiClient(doomed.url, await tokenFor(videos.userId));
  // Where the files are removed, the answer may come before.
  await api.data(DELETE, { jobId: videos.gone }).catch(() => undefined);
  await died;
  await api.close();
  const left = await keysOf(videos.gone);
  next = await serve();
  return { left };
}

/** By the server that lives. */
async function deleteAgain(): Promise<string> {
  const api = new ApiClient(next!.url, await tokenFor(videos.userId));
  const { errors } = await api.send(DELETE, { jobId: videos.gone });
  await api.close();
  return errors?.map(({ extensions }) => extensions?.code).join() ?? 'DELETED';
}

/** Nothing but what the other video names, its own files, and the books. */
async function expectGone(): Promise<void> {
  const { gone, other, song } = videos;
  const done = async (): Promise<boolean> =>
    (await fixture.db.deletedJob.count({ where: { jobId: gone, filesDeletedAt: { not: null } } })) === 1;
  await until(done, { limitMs: 30_000, what: 'the removal of all files' });
  expect(await keysOf(gone)).toEqual([song]);
  expect(await fixture.db.job.count({ where: { id: gone } })).toBe(0);
  expect(await fixture.db.deletedRegeneration.count({ where: { jobId: gone } })).toBe(1);
  expect(await keysOf(other)).toHaveLength(6);
}

describe('a server that is killed while it deletes a video', () => {
  it('49: before the commit, leaves the video whole; it can be deleted again', async () => {
    expect((await dieAt('before-delete')).left).toEqual(videos.files);
    await next!.untilLogged('Garbage was collected');
    expect(await keysOf(videos.gone)).toEqual(videos.files);
    expect(await fixture.db.clipVersion.count({ where: { jobId: videos.gone } })).toBeGreaterThan(0);
    expect(await deleteAgain()).toBe('DELETED');
    await expectGone();
  });

  it('49: after the commit, leaves files that the next server removes by itself', async () => {
    expect((await dieAt('after-delete')).left).toEqual(videos.files);
    expect(await deleteAgain()).toBe('NOT_FOUND');
    await expectGone();
  });

  it('49: among its files, leaves the others to the next server', async () => {
    const { left } = await dieAt('after-object-delete');
    expect(videos.files.length - left.length).toBe(1);
    await expectGone();
  });
});
