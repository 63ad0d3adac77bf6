import { JobRepository } from '../../../core/job/job-repository.js';
import { admitRegeneration } from '../../../core/regeneration/admission.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { admissionRequest, LIMITS } from '../../kit/rows/admit.js';
import {
  completedChange,
  createGarbageFixture,
  importedJob,
  type GarbageFixture,
} from '../../kit/rows/garbage-fixture.js';

describe('a deleted video', () => {
  let fixture: GarbageFixture;
  let jobs: JobRepository;
  beforeEach(async () => {
    fixture = await createGarbageFixture();
    jobs = new JobRepository(fixture.db);
  });
  afterEach(async () => {
    expect(await brokenInvariants(fixture.db)).toEqual([]);
    await fixture.drop();
  });

  const keysOf = async (jobId: string): Promise<string[]> =>
    (await fixture.keys()).filter((key) => key.includes(jobId));
  const job = async (id: string) => await fixture.db.job.findUniqueOrThrow({ where: { id } });
  const remove = async (id: string): Promise<string> => await jobs.delete(id, (await job(id)).userId);
  const filesAreDeleted = async (jobId: string): Promise<boolean> =>
    (await fixture.db.deletedJob.findFirstOrThrow({ where: { jobId } })).filesDeletedAt !== null;

  it('loses all its files at once, those of the pipeline and segments too, and no other loses any', async () => {
    const [gone, other] = [await importedJob(fixture), await importedJob(fixture)];
    await completedChange(fixture, gone);
    await fixture.put(`video-clips/${gone}/left-by-the-pipeline.mp4`);
    await fixture.put(`segments/${gone}/${'a'.repeat(64)}.mp4`);
    expect(await keysOf(gone)).toHaveLength(12);
    expect(await remove(gone)).toBe('DELETED');
    const collector = fixture.collector();
    await collector.nudge();
    expect([await keysOf(gone), await filesAreDeleted(gone)]).toEqual([[], true]);
    expect(await keysOf(other)).toHaveLength(6);
    expect(collector.counts).toMatchObject({ objects: 12, failures: 0 });
  });

  it('keeps what another video names, until that one is deleted too', async () => {
    const [first, second] = [await importedJob(fixture), await importedJob(fixture)];
    const shared = (await job(first)).audioUrl!;
    await fixture.db.job.update({ where: { id: second }, data: { audioUrl: shared } });
    await remove(first);
    await fixture.collector().sweep();
    expect([await keysOf(first), await filesAreDeleted(first)]).toEqual([[shared], true]);
    await remove(second);
    await fixture.collector().sweep();
    expect(await fixture.keys()).toEqual([]);
    expect([await filesAreDeleted(first), await filesAreDeleted(second)]).toEqual([true, true]);
  });

  it('shared with one that is deleted while the collector is in its folders: they are looked at again', async () => {
    const [first, second] = [await importedJob(fixture), await importedJob(fixture)];
    const shared = (await job(first)).audioUrl!;
    await fixture.db.job.update({ where: { id: second }, data: { audioUrl: shared } });
    await remove(first);
    const { storage } = fixture;
    const busy = fixture.collector({
      storage: {
        ...{ putFile: storage.putFile.bind(storage), fetchToFile: storage.fetchToFile.bind(storage) },
        ...{ openRead: storage.openRead.bind(storage), stat: storage.stat.bind(storage) },
        list: storage.list.bind(storage),
        delete: async (key) => {
          // The pointers have been read by now.
          if ((await fixture.db.job.count({ where: { id: second } })) > 0) await remove(second);
          await storage.delete(key);
        },
      },
    });
    await busy.nudge();
    expect(await filesAreDeleted(first)).toBe(false);
    await fixture.collector().sweep();
    expect(await fixture.keys()).toEqual([]);
  });

  it('whose files could not all be deleted, or whose server died before, is finished by the next round', async () => {
    const gone = await importedJob(fixture);
    const [stuck] = await keysOf(gone);
    await remove(gone);
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
    await broken.nudge();
    expect([await keysOf(gone), await filesAreDeleted(gone)]).toEqual([[stuck], false]);
    await fixture.collector().sweep();
    expect([await keysOf(gone), await filesAreDeleted(gone)]).toEqual([[], true]);
  });

  it('may be imported again under its id meanwhile: what is stored after the deletion stays', async () => {
    const gone = await importedJob(fixture);
    await remove(gone);
    const again = await fixture.put(`video-clips/${gone}/0123456789ab/clip_0.mp4`, -1);
    await fixture.collector().sweep();
    expect(await keysOf(gone)).toEqual([again]);
  });

  it('and collecting, changing and retention that run all the while: nothing that is needed is lost', async () => {
    const kept = await Promise.all(Array.from({ length: 4 }, () => importedJob(fixture, 1)));
    const gone = await Promise.all(Array.from({ length: 12 }, () => importedJob(fixture, 1)));
    const collector = fixture.collector({ retentionDays: 14, graceMs: 0 });
    const sweeping = (async () => {
      for (let round = 0; round < 5; round++) await collector.sweep();
    })();
    for (const id of gone) {
      expect(await remove(id)).toBe('DELETED');
      void collector.nudge();
    }
    for (const id of kept) await completedChange(fixture, id);
    await sweeping;
    await collector.nudge();
    await collector.sweep();
    for (const id of gone) expect(await keysOf(id)).toEqual([]);
    for (const id of kept) expect(await keysOf(id)).toHaveLength(8);
  });

  it('and an admission that come at the same moment: one of them wins', async () => {
    const outcomes = { admitted: 0, deleted: 0 };
    for (let round = 0; round < 25; round++) {
      const id = await importedJob(fixture, 1);
      const { userId } = await job(id);
      const admitting = async () => await admitRegeneration(fixture.db, admissionRequest(userId, id), LIMITS);
      const deleting = async () => await jobs.delete(id, userId);
      await Promise.all(round % 2 === 0 ? [admitting(), deleting()] : [deleting(), admitting()]);
      const active = await fixture.db.clipRegeneration.count({ where: { jobId: id } });
      expect(await fixture.db.job.count({ where: { id } })).toBe(active);
      outcomes[active > 0 ? 'admitted' : 'deleted']++;
    }
    expect(outcomes.admitted + outcomes.deleted).toBe(25);
  });
});
