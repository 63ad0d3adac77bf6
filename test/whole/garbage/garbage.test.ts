import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { packagePath } from '../../../core/util/package-path.js';
import { endRegeneration, releaseLease, restartRegeneration } from '../../../core/regeneration/lifecycle.js';
import type { Storage } from '../../../core/storage/storage.js';
import { scratchPrefix } from '../../../core/regeneration/scratch-folder.js';
import {
  admitChange,
  claim,
  completedChange,
  createGarbageWorld,
  importedJob,
  publishCheckpoint,
  runKeys,
  storeClip,
  storeVideo,
  type GarbageWorld,
} from '../../kit/rows/garbage-fixture.js';
import { makeClip, makeSong } from '../../kit/media/media.js';
import { until } from '../../kit/server/until.js';
import { claimOf } from '../../kit/rows/claim.js';

let world: GarbageWorld;
beforeEach(async () => {
  world = await createGarbageWorld();
});
afterEach(() => world.drop());

const hash = (): string => randomBytes(32).toString('hex');
const FAILED = { status: 'failed', message: 'No.', code: 'TIMEOUT', retryable: true } as const;

/** A storage that does something more, once, when it has been listed to the end. */
function afterListing(storage: Storage, more: () => Promise<void>): Storage {
  let done = false;
  return {
    putFile: async (...args) => await storage.putFile(...args),
    fetchToFile: async (...args) => await storage.fetchToFile(...args),
    openRead: async (...args) => await storage.openRead(...args),
    stat: async (key) => await storage.stat(key),
    delete: async (key) => await storage.delete(key),
    async *list(prefix) {
      yield* storage.list(prefix);
      if (prefix !== 'video-clips/' || done) return;
      done = true;
      await more();
    },
  };
}

describe('a sweep keeps', () => {
  const SUPABASE = 'https://abcd.supabase.co/storage/v1/object/sign';

  it.each<[string, (key: string, jobId: string) => Promise<unknown>]>([
    ['the final video', (key, id) => world.db.job.update({ where: { id }, data: { videoUrl: key } })],
    [
      'the final video named by a URL',
      (key, id) =>
        world.db.job.update({ where: { id }, data: { videoUrl: `${SUPABASE}/${key}?token=eyJ.a.b` } }),
    ],
    ['the song', (key, id) => world.db.job.update({ where: { id }, data: { audioUrl: key } })],
    [
      'a reference image in a stage',
      (key, jobId) => addStage(jobId, { reference_images: { scene_references: [{ image_url: key }] } }),
    ],
    ['a stage that is JSON in a string', (key, jobId) => addStage(jobId, JSON.stringify({ clips: [key] }))],
    [
      'a stage whose slashes are escaped',
      (key, jobId) => addStage(jobId, JSON.stringify({ clips: [key] }).replaceAll('/', '\\/')),
    ],
    ['a stage that cannot be read', (key, jobId) => addStage(jobId, `{"clips": ["${key}"`)],
    [
      'an old version of a clip',
      (videoUrl, jobId) =>
        world.db.clipVersion.create({ data: { jobId, clipIndex: 0, versionNumber: 7, videoUrl } }),
    ],
    [
      'a thumbnail',
      (thumbnailUrl, jobId) => world.db.clipThumbnail.create({ data: { jobId, clipIndex: 9, thumbnailUrl } }),
    ],
    [
      'the final video of an earlier change',
      async (key, jobId) => {
        const [event] = await world.db.regenerationEvent.findMany({
          where: { regenerationId: await completedChange(world, jobId), type: 'REGENERATION_COMPLETE' },
        });
        const { regenerationId, sequence } = event!;
        await world.db.regenerationEvent.update({
          where: { regenerationId_sequence: { regenerationId, sequence } },
          data: { data: { videoKey: key } },
        });
      },
    ],
  ])('%s', async (_what, name) => {
    const jobId = await importedJob(world);
    const key = await world.put(`video-clips/${jobId}/${randomUUID()}/1/named.mp4`);
    const other = await world.put(`video-clips/${jobId}/${randomUUID()}/1/other.mp4`);
    await name(key, jobId);
    await world.collector().sweep();
    const keys = await world.keys();
    expect([keys.includes(key), keys.includes(other)]).toEqual([true, false]);
  });

  async function addStage(jobId: string, metadata: object | string): Promise<void> {
    await world.db.jobStage.create({ data: { jobId, stageName: 'reference_generator', metadata } });
  }

  it('an object that a row of another job names', async () => {
    const [jobId, copy] = [await importedJob(world), await importedJob(world)];
    const { videoUrl } = await world.db.job.findUniqueOrThrow({ where: { id: jobId } });
    await world.db.job.update({ where: { id: copy }, data: { videoUrl } });
    await world.db.job.delete({ where: { id: jobId } });
    await world.collector().sweep();
    expect(await world.keys()).toContain(videoUrl);
  });

  it('whatever is younger than the grace: an import names its objects only at its end', async () => {
    const key = (age: string) => `video-clips/${randomUUID()}/0123456789ab/${age}.mp4`;
    const [young, old] = [await world.put(key('young'), 23), await world.put(key('old'), 25)];
    await world.collector({ graceMs: 24 * 3_600_000 }).sweep();
    expect(await world.keys()).toEqual([young]);
    expect(old).not.toBe(young);
  });

  it("what the pipeline put into the buckets: only its own rows know it, and perhaps they don't yet", async () => {
    const jobId = await importedJob(world);
    const keys = [
      await world.put(`video-clips/${jobId}/clip_7.mp4`),
      await world.put(`video-clips/${randomUUID()}/clip_0.mp4`),
      await world.put('reference-images/library/style.png'),
    ];
    await world.collector({ graceMs: 0 }).sweep();
    expect(await world.keys()).toEqual(expect.arrayContaining(keys));
  });

  it('what an active run may have stored, until it has ended', async () => {
    const jobId = await importedJob(world);
    const id = (await admitChange(world.db, jobId))!;
    const fence = await claim(world.db, id);
    const key = await world.put(runKeys(jobId, id, fence).clip);
    const collector = world.collector({ graceMs: 0 });
    await collector.sweep();
    expect(await world.keys()).toContain(key);
    await endRegeneration(world.db, claimOf(id, fence), FAILED);
    await collector.sweep();
    expect(await world.keys()).not.toContain(key);
  });

  it('what a failed change leaves to its retry, until the clip has changed', async () => {
    const jobId = await importedJob(world);
    const id = (await admitChange(world.db, jobId))!;
    const fence = await claim(world.db, id);
    await storeClip(world, jobId, id, fence);
    await endRegeneration(world.db, claimOf(id, fence), FAILED);
    const collector = world.collector({ graceMs: 0 });
    await collector.sweep();
    expect(await world.keys()).toContain(runKeys(jobId, id, fence).clip);
    await completedChange(world, jobId);
    await collector.sweep();
    expect(await world.keys()).not.toContain(runKeys(jobId, id, fence).clip);
  });
});

describe('a sweep that races', () => {
  it('a publication keeps what was published after it was listed', async () => {
    const jobId = await importedJob(world);
    const id = (await admitChange(world.db, jobId))!;
    const fence = await claim(world.db, id);
    await storeClip(world, jobId, id, fence);
    await storeVideo(world, jobId, id, fence);
    const publish = async (): Promise<void> => void (await publishCheckpoint(world, id, fence));
    const collector = world.collector({ graceMs: 0, storage: afterListing(world.storage, publish) });
    await collector.sweep();
    expect((await world.db.job.findUniqueOrThrow({ where: { id: jobId } })).status).toBe('completed');
    const { clip, thumbnail, video } = runKeys(jobId, id, fence);
    expect(await world.keys()).toEqual(expect.arrayContaining([clip, thumbnail, video]));
  });

  it('an import that ends keeps what its rows name', async () => {
    const jobId = randomUUID();
    const key = await world.put(`video-clips/${jobId}/0123456789ab/clip_0.mp4`);
    const insert = async (): Promise<void> =>
      void (await world.db.job.create({ data: { id: jobId, userId: randomUUID(), videoUrl: key } }));
    await world.collector({ graceMs: 0, storage: afterListing(world.storage, insert) }).sweep();
    expect(await world.keys()).toEqual([key]);
  });

  it('many changes at once never takes what one of them published', async () => {
    const jobs = await Promise.all(Array.from({ length: 6 }, async () => await importedJob(world, 1)));
    let changing = true;
    const sweeping = (async () => {
      const collector = world.collector({ graceMs: 0 });
      while (changing) await collector.sweep();
      return collector.counts.failures;
    })();
    try {
      await Promise.all(
        jobs.map(async (jobId) => {
          for (let round = 0; round < 4; round++) await completedChange(world, jobId);
        }),
      );
    } finally {
      changing = false;
    }
    expect(await sweeping).toBe(0);
    const keys = new Set(await world.keys());
    const versions = await world.db.clipVersion.findMany();
    expect(versions).toHaveLength(6 * 5);
    expect(
      versions.filter(({ videoUrl, thumbnailUrl }) => !keys.has(videoUrl) || !keys.has(thumbnailUrl!)),
    ).toEqual([]);
    expect((await world.db.job.findMany()).filter(({ videoUrl }) => !keys.has(videoUrl!))).toEqual([]);
  });

  it('another sweep takes every object once', async () => {
    const keys = Array.from({ length: 60 }, () => `video-clips/${randomUUID()}/${randomUUID()}/1/clip.mp4`);
    for (const key of keys) await world.put(key);
    const collectors = [world.collector(), world.collector(), world.collector()];
    await Promise.all(collectors.map(async (collector) => await collector.sweep()));
    expect(await world.keys()).toEqual([]);
    const total = (name: 'objects' | 'failures') =>
      collectors.reduce((sum, { counts }) => sum + counts[name], 0);
    expect([total('objects'), total('failures')]).toEqual([60, 0]);
  });
});

describe('the collector', () => {
  const garbage = async (): Promise<string> =>
    await world.put(`video-clips/${randomUUID()}/${randomUUID()}/1/clip.mp4`);

  it('leaves the work to another replica that is at it', async () => {
    const key = await garbage();
    const replica = new pg.Client({ connectionString: world.databaseUrl });
    await replica.connect();
    await replica.query('SELECT pg_advisory_lock(72707370)');
    const collector = world.collector();
    await collector.sweep();
    expect([await world.keys(), collector.counts.sweeps]).toEqual([[key], 0]);
    await replica.end();
    await collector.sweep();
    expect([await world.keys(), collector.counts.sweeps]).toEqual([[], 1]);
  });

  it('goes on after an object that cannot be deleted, and counts it', async () => {
    const keys = [await garbage(), await garbage(), await garbage()].sort();
    const broken = {
      ...afterListing(world.storage, async () => undefined),
      delete: async (key: string) => {
        if (key === keys[1]) throw new Error('busy');
        await world.storage.delete(key);
      },
    };
    const collector = world.collector({ storage: broken });
    await collector.sweep();
    expect(await world.keys()).toEqual([keys[1]]);
    expect(collector.counts).toMatchObject({ objects: 2, bytes: 20, failures: 1 });
  });

  it('collects nothing from a storage that belongs to another database', async () => {
    await importedJob(world);
    const first = world.collector();
    first.start();
    await first.stop();
    const key = await garbage();
    const other = await createGarbageWorld();
    try {
      // Test databases are copies of one template, and so is their identity.
      await other.db.installation.updateMany({ data: { id: randomUUID() } });
      await world.collector().sweep();
      expect(await world.keys()).not.toContain(key);
      const before = [...(await world.keys()), await garbage()].sort();
      await other.collector({ storage: world.storage, storageFolder: world.folder }).sweep();
      expect((await world.keys()).sort()).toEqual(before);
    } finally {
      await other.drop();
    }
  });

  it('stops between two objects when its server stops', async () => {
    for (let count = 0; count < 40; count++) await garbage();
    let deleted = 0;
    let noteStopped = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (noteStopped = resolve));
    const storage = {
      ...afterListing(world.storage, async () => undefined),
      delete: async (key: string) => {
        await world.storage.delete(key);
        if (++deleted === 3) void collector.stop().then(noteStopped);
      },
    };
    const collector = world.collector({ storage, intervalMs: 1 });
    collector.start();
    await stopped;
    expect(deleted).toBe(3);
    expect(await world.keys()).toHaveLength(37);
    expect(collector.counts.failures).toBe(0);
  });
});

describe('segments', () => {
  it('go when nobody has touched their job for the set time, or the job is not there', async () => {
    const [fresh, stale, active] = [
      await importedJob(world),
      await importedJob(world),
      await importedJob(world),
    ];
    await admitChange(world.db, active);
    await world.db
      .$executeRaw`UPDATE jobs SET created_at = now() - interval '8 days', updated_at = now() - interval '8 days'
      WHERE id = ANY(${[stale, active]}::uuid[])`;
    await world.db.$executeRaw`UPDATE clip_regenerations SET created_at = now() - interval '8 days'`;
    const segments = [fresh, stale, active, randomUUID()].map((jobId) => `segments/${jobId}/${hash()}.mp4`);
    const song = `segments/${stale}/${hash()}.m4a`;
    for (const key of [...segments, song]) await world.put(key);
    const young = await world.put(`segments/${stale}/${hash()}.mp4`, 1);
    await world.collector({ segmentDays: 7 }).sweep();
    const left = (await world.keys()).filter((key) => key.startsWith('segments/'));
    expect(left.sort()).toEqual([segments[0]!, segments[2]!, young].sort());
  });
});

describe('what killed processes leave on the disk', () => {
  const age = async (path: string, minutes: number): Promise<void> => {
    const at = new Date(Date.now() - minutes * 60_000);
    await utimes(path, at, at);
  };

  it('the objects of an import that was killed go, once they are older than any import', async () => {
    const source = join(world.dataDir, 'import');
    await mkdir(source);
    await makeSong({ file: join(source, 'song.m4a'), seconds: 1 });
    await makeClip({ file: join(source, 'clip.mp4'), seconds: 1, pattern: 'color=teal' });
    const program = packagePath('dist/import.js');
    const settings = { DATABASE_URL: world.databaseUrl, STORAGE_DIR: world.folder, DATA_DIR: world.dataDir };
    const child = spawn(process.execPath, [program, source], {
      env: { ...process.env, NODE_OPTIONS: '', ...settings },
      stdio: 'ignore',
    });
    const exited = once(child, 'exit');
    const stored = async () => (await world.keys()).some((key) => key.startsWith('video-clips/'));
    await until(stored, { limitMs: 30_000, what: 'the upload of the clip' });
    child.kill('SIGKILL');
    await exited;
    expect(await world.db.job.count()).toBe(0);
    await world.collector().sweep();
    expect(await stored()).toBe(true);
    await world.collector({ graceMs: 0 }).sweep();
    expect(await world.keys()).toEqual([]);
  });

  it('an unfinished copy goes when it has not grown for an hour', async () => {
    const folder = join(world.folder, 'video-clips', randomUUID(), 'x');
    await mkdir(folder, { recursive: true });
    const part = (name: string) => join(folder, `.${name}.${randomUUID()}.part`);
    const [dead, alive, foreign] = [part('clip.mp4'), part('clip.mp4'), join(folder, '.hidden.part')];
    for (const path of [dead, alive, foreign]) await writeFile(path, 'half');
    await age(dead, 61);
    await age(alive, 59);
    await age(foreign, 61);
    const collector = world.collector();
    await collector.sweep();
    expect((await readdir(folder)).map((name) => join(folder, name)).sort()).toEqual([alive, foreign].sort());
    expect(collector.counts.partialFiles).toBe(1);
  });

  it("a runner's scratch folder goes when its attempt is over; that of a runner at work stays, however old", async () => {
    const jobId = await importedJob(world);
    const id = (await admitChange(world.db, jobId))!;
    const fence = await claim(world.db, id);
    await releaseLease(world.db, claimOf(id, fence), { giveBack: false });
    await restartRegeneration(world.db, id, 1, 0);
    await claim(world.db, id);
    const scratch = async (regenerationId: string, attempt: number, minutes: number): Promise<string> => {
      const name = `${scratchPrefix({ regenerationId, attempt })}${minutes}`;
      await mkdir(join(world.workDir, name, 'compose'), { recursive: true });
      await age(join(world.workDir, name), minutes);
      return name;
    };
    const [atWork, justEnded] = [await scratch(id, 2, 10_000), await scratch(id, 1, 1)];
    await scratch(id, 1, 10);
    await scratch(randomUUID(), 1, 10);
    await mkdir(join(world.workDir, 'somebody-elses'));
    await age(join(world.workDir, 'somebody-elses'), 10);
    const collector = world.collector();
    await collector.sweep();
    expect((await readdir(world.workDir)).sort()).toEqual([atWork, justEnded, 'somebody-elses'].sort());
    expect(collector.counts.scratchFolders).toBe(2);
  });
});
