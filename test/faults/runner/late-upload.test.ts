import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endRegeneration, releaseLease, restartRegeneration } from '../../../core/regeneration/lifecycle.js';
import {
  admitChange,
  claim,
  createGarbageWorld,
  importedJob,
  publishCheckpoint,
  runKeys,
  storeClip,
  storeVideo,
  type GarbageWorld,
} from '../../kit/rows/garbage-fixture.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { claimOf } from '../../kit/rows/claim.js';

let world: GarbageWorld;
beforeEach(async () => {
  world = await createGarbageWorld();
});
afterEach(async () => {
  expect(await brokenInvariants(world.db)).toEqual([]);
  await world.drop();
});

describe('18: a late upload of a fenced-out runner', () => {
  it.each(['before', 'after'])(
    'that comes %s its successor has published is an unreferenced object and is collected',
    async (when) => {
      const { db, storage, folder } = world;
      const jobId = await importedJob(world);
      const id = (await admitChange(db, jobId))!;
      const old = await claim(db, id);
      await releaseLease(db, claimOf(id, old), { giveBack: false });
      await restartRegeneration(db, id, 1, 0);
      const next = await claim(db, id);
      await storeClip(world, jobId, id, next);
      await storeVideo(world, jobId, id, next);

      const late = runKeys(jobId, id, old);
      const uploadLate = async (): Promise<void> => {
        const file = join(folder, '..', 'late.mp4');
        await writeFile(file, 'what the old runner made');
        await storage.putFile(late.clip, file);
        await storage.putFile(late.video, file);
        // Nothing that it could write makes a pointer name them.
        expect(
          await storeClip({ ...world, put: async (key) => await Promise.resolve(key) }, jobId, id, old),
        ).toBe(false);
      };
      if (when === 'before') await uploadLate();
      expect(await publishCheckpoint(world, id, next)).toBe(true);
      if (when === 'after') await uploadLate();

      const kept = (await world.keys()).filter((key) => key !== late.clip && key !== late.video);
      const collector = world.collector({ graceMs: 0 });
      await collector.sweep();
      expect(await world.keys()).toEqual(kept);
      expect(collector.counts).toMatchObject({ objects: 2, failures: 0 });
    },
  );

  it('is not taken while its regeneration is active: nobody could tell it from a live one', async () => {
    const jobId = await importedJob(world);
    const id = (await admitChange(world.db, jobId))!;
    const fence = await claim(world.db, id);
    const key = await world.put(runKeys(jobId, id, fence - 1).clip);
    await world.collector({ graceMs: 0 }).sweep();
    expect(await world.keys()).toContain(key);
    await endRegeneration(world.db, claimOf(id, fence), { status: 'canceled', message: 'Canceled.' });
    await world.collector({ graceMs: 0 }).sweep();
    expect(await world.keys()).not.toContain(key);
  });
});
