import type { PrismaClient } from '../../../prisma/client.js';
import { removalSentence } from '../../../api/garbage/retention.js';
import { ApiClient } from '../../kit/server/client.js';
import { followToEnd } from '../../kit/server/editing.js';
import {
  admitChange,
  completedChange,
  createGarbageFixture,
  importedJob,
  type GarbageFixture,
} from '../../kit/rows/garbage-fixture.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { JOB, QUOTE, REGENERATE, type JobAnswer } from '../../kit/server/operations.js';
import { startServer, type TestServer } from '../../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../../kit/server/tokens.js';
import { until } from '../../kit/server/until.js';

/** Makes these jobs look unchanged for some days. */
async function age(db: PrismaClient, jobIds: string[], days: number): Promise<void> {
  const at = new Date(Date.now() - days * 24 * 3_600_000);
  await db.job.updateMany({
    where: { id: { in: jobIds } },
    data: { createdAt: at, updatedAt: at, completedAt: at },
  });
  // A trigger keeps ended rows unchanged.
  await db.$transaction([
    db.$executeRaw`ALTER TABLE clip_regenerations DISABLE TRIGGER ended_regenerations_stay`,
    db.$executeRaw`UPDATE clip_regenerations SET created_at = ${at}::timestamptz, completed_at = CASE WHEN completed_at IS NOT NULL THEN ${at}::timestamptz END
      WHERE job_id = ANY(${jobIds}::uuid[])`,
    db.$executeRaw`UPDATE regeneration_events e SET at = ${at}::timestamptz FROM clip_regenerations r
      WHERE r.id = e.regeneration_id AND r.completed_at IS NOT NULL AND r.job_id = ANY(${jobIds}::uuid[])`,
    db.$executeRaw`ALTER TABLE clip_regenerations ENABLE TRIGGER ended_regenerations_stay`,
  ]);
}

describe('retention', () => {
  let fixture: GarbageFixture;
  beforeEach(async () => {
    fixture = await createGarbageFixture();
  });
  afterEach(async () => {
    expect(await brokenInvariants(fixture.db)).toEqual([]);
    await fixture.drop();
  });

  const keysOf = async (jobId: string): Promise<string[]> =>
    (await fixture.keys()).filter((key) => key.includes(jobId));
  const job = async (id: string) => await fixture.db.job.findUniqueOrThrow({ where: { id } });

  it('removes the files of a video that was not changed for that long, and of no other', async () => {
    const [old, recent, running] = [
      await importedJob(fixture),
      await importedJob(fixture),
      await importedJob(fixture),
    ];
    await admitChange(fixture.db, running);
    await fixture.put(`video-clips/${old}/left-by-the-pipeline.mp4`);
    await age(fixture.db, [old, running], 15);
    await age(fixture.db, [recent], 13);
    const collector = fixture.collector({ retentionDays: 14 });
    await collector.sweep();
    expect(await keysOf(old)).toEqual([]);
    expect(await job(old)).toMatchObject({
      status: 'failed',
      videoUrl: null,
      errorMessage: 'This video was removed after 14 days without changes. Import it again to edit it.',
      mediaExpiredAt: expect.any(Date) as Date,
      mediaDeletedAt: expect.any(Date) as Date,
    });
    for (const id of [recent, running]) {
      expect(await keysOf(id)).toHaveLength(6);
      expect((await job(id)).mediaExpiredAt).toBeNull();
    }
    expect(collector.counts).toMatchObject({ expiredJobs: 1, objects: 7, failures: 0 });
  });

  it('removes the events of changes that ended that long ago, but for the last one', async () => {
    const [old, recent] = [await importedJob(fixture), await importedJob(fixture)];
    const changes = {
      old: await completedChange(fixture, old),
      recent: await completedChange(fixture, recent),
    };
    const sequences = async (regenerationId: string): Promise<number[]> =>
      (await fixture.db.regenerationEvent.findMany({ where: { regenerationId } }))
        .map(({ sequence }) => sequence)
        .sort((a, b) => a - b);
    const before = { old: await sequences(changes.old), recent: await sequences(changes.recent) };
    expect(before.old.length).toBeGreaterThan(1);
    await age(fixture.db, [old], 15);
    const collector = fixture.collector({ retentionDays: 14 });
    await collector.sweep();
    expect(await sequences(changes.old)).toEqual(before.old.slice(-1));
    expect(await sequences(changes.recent)).toEqual(before.recent);
    expect(collector.counts).toMatchObject({ events: before.old.length - 1, failures: 0 });
  });

  it('that is not set keeps everything', async () => {
    const old = await importedJob(fixture);
    await age(fixture.db, [old], 5000);
    await fixture.collector({ retentionDays: null }).sweep();
    expect(await keysOf(old)).toHaveLength(6);
  });

  it('keeps what another video names, and what is outside the folders of the removed one', async () => {
    const [old, copy] = [await importedJob(fixture), await importedJob(fixture)];
    const shared = (await job(old)).audioUrl!;
    const upload = await fixture.put('audio-uploads/somebody/song.m4a');
    await fixture.db.job.update({ where: { id: copy }, data: { audioUrl: shared } });
    await fixture.db.job.update({ where: { id: old }, data: { audioUrl: upload } });
    await age(fixture.db, [old], 15);
    await fixture.collector({ retentionDays: 14 }).sweep();
    expect(await keysOf(old)).toEqual([shared]);
    expect(await fixture.keys()).toContain(upload);
  });

  it('that was broken off between marking and deleting goes on, even where it was switched off since', async () => {
    const old = await importedJob(fixture);
    await age(fixture.db, [old], 15);
    await fixture.db.$queryRaw`SELECT expire_job_media(${old}::uuid, 14, 'Removed.')`;
    expect(await keysOf(old)).toHaveLength(6);
    const [stuck] = await keysOf(old);
    const { storage } = fixture;
    const broken = fixture.collector({
      storage: {
        ...{ putFile: storage.putFile.bind(storage), fetchToFile: storage.fetchToFile.bind(storage) },
        ...{ openRead: storage.openRead.bind(storage), stat: storage.stat.bind(storage) },
        list: storage.list.bind(storage),
        delete: async (key) => {
          if (key === stuck) throw new Error('busy');
          await storage.delete(key);
        },
      },
    });
    await broken.sweep();
    expect([await keysOf(old), (await job(old)).mediaDeletedAt]).toEqual([[stuck], null]);
    await fixture.collector().sweep();
    expect([await keysOf(old), (await job(old)).mediaDeletedAt]).toEqual([[], expect.any(Date)]);
  });

  it('and an admission that come at the same moment: one of them wins', async () => {
    const outcomes = { admitted: 0, removed: 0 };
    for (let round = 0; round < 25; round++) {
      const jobId = await importedJob(fixture, 1);
      await age(fixture.db, [jobId], 15);
      const expire = fixture.db.$queryRaw<{ expired: boolean }[]>`
        SELECT expire_job_media(${jobId}::uuid, 14, 'Removed.') AS expired`;
      const both =
        round % 2 === 0 ? [admitChange(fixture.db, jobId), expire] : [expire, admitChange(fixture.db, jobId)];
      await Promise.all(both);
      const { status, videoUrl, mediaExpiredAt } = await job(jobId);
      const active = await fixture.db.clipRegeneration.count({ where: { jobId } });
      if (active === 1) {
        outcomes.admitted++;
        expect([status, videoUrl === null, mediaExpiredAt]).toEqual(['regenerating', false, null]);
      } else {
        outcomes.removed++;
        expect([status, videoUrl]).toEqual(['failed', null]);
        expect(mediaExpiredAt).not.toBeNull();
      }
    }
    expect(outcomes.admitted + outcomes.removed).toBe(25);
  });

  it('says one day, and several, as people do', () => {
    expect(removalSentence(1)).toContain('after 1 day without');
    expect(removalSentence(30)).toContain('after 30 days without');
  });
});

describe('a removed video', () => {
  let fixture: GarbageFixture;
  let server: TestServer;
  let api: ApiClient;
  let jobId: string;
  beforeAll(async () => {
    fixture = await createGarbageFixture();
    jobId = await importedJob(fixture);
    const { userId } = await fixture.db.job.findUniqueOrThrow({ where: { id: jobId } });
    const env = { DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir, AUTH_JWT_SECRET: JWT_SECRET };
    server = await startServer({ ...env, RETENTION_DAYS: '14', GARBAGE_SWEEP_SECONDS: '1' });
    api = new ApiClient(server.url, await tokenFor(userId));
  });
  afterAll(async () => {
    await api.close();
    await server.stop();
    await fixture.drop();
  });

  it('says so wherever it is requested, and links to none of its files', async () => {
    const sentence = 'This video was removed after 14 days without changes. Import it again to edit it.';
    const { db } = fixture;
    const changed = await completedChange(fixture, jobId);
    const { job: before } = await api.data<JobAnswer>(JOB, { id: jobId });
    expect((await fetch(before.videoUrl)).status).toBe(200);
    expect((await followToEnd(api, changed)).at(-1)?.videoUrl).toContain(changed);

    await age(db, [jobId], 15);
    await until(
      async () => (await db.job.findUniqueOrThrow({ where: { id: jobId } })).mediaDeletedAt !== null,
    );

    const { job } = await api.data<JobAnswer>(JOB, { id: jobId });
    expect(job).toMatchObject({ status: 'FAILED', errorMessage: sentence, videoUrl: null });
    expect(job.clips).toHaveLength(before.clips.length);
    for (const clip of job.clips) expect(clip).toMatchObject({ videoUrl: null, thumbnailUrl: null });
    // A page that was open before: its links, its stream, its next instruction.
    expect((await fetch(before.videoUrl)).status).toBe(404);
    expect((await fetch(before.clips[0]!.thumbnailUrl)).status).toBe(404);
    const replayed = await followToEnd(api, changed);
    expect(replayed.at(-1)).toMatchObject({ type: 'REGENERATION_COMPLETE', videoUrl: null });
    const change = { jobId, clipIndex: 0, instruction: 'make it brighter' };
    for (const answer of [await api.send(QUOTE, change), await api.send(REGENERATE, { input: change })]) {
      expect(answer.errors?.[0]).toMatchObject({
        message: sentence,
        extensions: { code: 'JOB_NOT_COMPLETED' },
      });
    }
    const clips = await api.rejection('query ($id: ID!) { clips(jobId: $id) { totalClips } }', { id: jobId });
    expect(clips).toBe('JOB_NOT_COMPLETED');
    const thumbnail = await fetch(`${server.url}/jobs/${jobId}/clips/0/thumbnail`, {
      headers: { Authorization: `Bearer ${api.token}` },
    });
    expect([thumbnail.status, await thumbnail.json()]).toEqual([
      400,
      { error: { code: 'JOB_NOT_COMPLETED', message: sentence } },
    ]);
  });
});
