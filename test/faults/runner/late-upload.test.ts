import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endRegeneration, releaseLease, restartRegeneration } from '../../../core/regeneration/lifecycle.js';
import {
  admitChange,
  claim,
  createGarbageFixture,
  importedJob,
  publishCheckpoint,
  runKeys,
  storeClip,
  storeVideo,
  type GarbageFixture,
} from '../../kit/rows/garbage-fixture.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { claimOf } from '../../kit/rows/claim.js';

let fixture: GarbageFixture;
beforeEach(async () => {
  fixture = await createGarbageFixture();
});
afterEach(async () => {
  expect(await brokenInvariants(fixture.db)).toEqual([]);
  await fixture.drop();
});

describe('18: a late upload of a fenced-out runner', () => {
  it.each(['before', 'after'])(
    'that comes %s its successor has published is an unreferenced object and is collected',
    async (when) => {
      const { db, storage, folder } = fixture;
      const jobId = await importedJob(fixture);
      const id = (await admitChange(db, jobId))!;
      const old = await claim(db, id);
      await releaseLease(db, claimOf(id, old), { giveBack: false });
      await restartRegeneration(db, id, 1, 0);
      const next = await claim(db, id);
      await storeClip(fixture, jobId, id, next);
      await storeVideo(fixture, jobId, id, next);

      const late = runKeys(jobId, id, old);
      const uploadLate = async (): Promise<void> => {
        const file = join(folder, '..', 'late.mp4');
        await writeFile(file, 'what the old runner made');
        await storage.putFile(late.clip, file);
        await storage.putFile(late.video, file);
        // None of its writes can make a pointer name them.
        expect(
          await storeClip({ ...fixture, put: async (key) => await Promise.resolve(key) }, jobId, id, old),
        ).toBe(false);
      };
      if (when === 'before') await uploadLate();
      expect(await publishCheckpoint(fixture, id, next)).toBe(true);
      if (when === 'after') await uploadLate();

      const kept = (await fixture.keys()).filter((key) => key !== late.clip && key !== late.video);
      const collector = fixture.collector({ graceMs: 0 });
      await collector.sweep();
      expect(await fixture.keys()).toEqual(kept);
      expect(collector.counts).toMatchObject({ objects: 2, failures: 0 });
    },
  );

  it('stays while its regeneration is active, because it could belong to a live runner', async () => {
    const jobId = await importedJob(fixture);
    const id = (await admitChange(fixture.db, jobId))!;
    const fence = await claim(fixture.db, id);
    const key = await fixture.put(runKeys(jobId, id, fence - 1).clip);
    await fixture.collector({ graceMs: 0 }).sweep();
    expect(await fixture.keys()).toContain(key);
    await endRegeneration(fixture.db, claimOf(id, fence), { status: 'canceled', message: 'Canceled.' });
    await fixture.collector({ graceMs: 0 }).sweep();
    expect(await fixture.keys()).not.toContain(key);
  });
});
