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
  createGarbageFixture,
  importedJob,
  publishCheckpoint,
  runKeys,
  storeClip,
  storeVideo,
  type GarbageFixture,
} from '../../kit/rows/garbage-fixture.js';
import { makeClip, makeSong } from '../../kit/media/media.js';
import { until } from '../../kit/server/until.js';
import { claimOf } from '../../kit/rows/claim.js';

let fixture: GarbageFixture;
beforeEach(async () => {
  fixture = await createGarbageFixture();
});
afterEach(() => fixture.drop());

const hash = (): string => randomBytes(32).toString('hex');
const FAILED = { status: 'failed', message: 'No.', code: 'TIMEOUT', retryable: true } as const;

/** A storage that runs an action once, after it has been listed to the end. */
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

  const namings: [string, (key: string, jobId: string) => Promise<unknown>][] = [
    ['the final video', (key, id) => fixture.db.job.update({ where: { id }, data: { videoUrl: key } })],
    [
      'the final video named by a URL',
      (key, id) =>
        fixture.db.job.update({ where: { id }, data: { videoUrl: `${SUPABASE}/${key}?token=eyJ.a.b` } }),
    ],
    ['the song', (key, id) => fixture.db.job.update({ where: { id }, data: { audioUrl: key } })],
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
        fixture.db.clipVersion.create({ data: { jobId, clipIndex: 0, versionNumber: 7, videoUrl } }),
    ],
    [
      'a thumbnail',
      (thumbnailUrl, jobId) =>
        fixture.db.clipThumbnail.create({ data: { jobId, clipIndex: 9, thumbnailUrl } }),
    ],
    [
      'what was made of a file for the page',
      async (key, jobId) => {
        const { videoUrl } = await fixture.db.clipVersion.findFirstOrThrow({ where: { jobId } });
        await fixture.db.mediaPreview.create({
          data: { jobId, key: videoUrl, preview: { filmstrip: { key } } },
        });
      },
    ],
    [
      'the final video of an earlier change',
      async (key, jobId) => {
        const [event] = await fixture.db.regenerationEvent.findMany({
          where: { regenerationId: await completedChange(fixture, jobId), type: 'REGENERATION_COMPLETE' },
        });
        const { regenerationId, sequence } = event!;
        await fixture.db.regenerationEvent.update({
          where: { regenerationId_sequence: { regenerationId, sequence } },
          data: { data: { videoKey: key } },
        });
      },
    ],
  ];
  it(`what a row names: ${namings.map(([what]) => what).join(', ')}`, async () => {
    const put: { what: string; key: string; other: string }[] = [];
    for (const [what, name] of namings) {
      const jobId = await importedJob(fixture);
      const key = await fixture.put(`video-clips/${jobId}/${randomUUID()}/1/named.mp4`);
      const other = await fixture.put(`video-clips/${jobId}/${randomUUID()}/1/other.mp4`);
      await name(key, jobId);
      put.push({ what, key, other });
    }
    await fixture.collector().sweep();
    const keys = await fixture.keys();
    expect(put.map(({ what, key, other }) => [what, keys.includes(key), keys.includes(other)])).toEqual(
      namings.map(([what]) => [what, true, false]),
    );
  });

  async function addStage(jobId: string, metadata: object | string): Promise<void> {
    await fixture.db.jobStage.create({ data: { jobId, stageName: 'reference_generator', metadata } });
  }

  it('an object that a row of another job names', async () => {
    const [jobId, copy] = [await importedJob(fixture), await importedJob(fixture)];
    const { videoUrl } = await fixture.db.job.findUniqueOrThrow({ where: { id: jobId } });
    await fixture.db.job.update({ where: { id: copy }, data: { videoUrl } });
    await fixture.db.job.delete({ where: { id: jobId } });
    await fixture.collector().sweep();
    expect(await fixture.keys()).toContain(videoUrl);
  });

  it('whatever is younger than the grace: an import names its objects only at its end', async () => {
    const key = (age: string) => `video-clips/${randomUUID()}/0123456789ab/${age}.mp4`;
    const [young, old] = [await fixture.put(key('young'), 23), await fixture.put(key('old'), 25)];
    await fixture.collector({ graceMs: 24 * 3_600_000 }).sweep();
    expect(await fixture.keys()).toEqual([young]);
    expect(old).not.toBe(young);
  });

  it("what the pipeline put into the buckets: only its own rows know it, and perhaps they don't yet", async () => {
    const jobId = await importedJob(fixture);
    const keys = [
      await fixture.put(`video-clips/${jobId}/clip_7.mp4`),
      await fixture.put(`video-clips/${randomUUID()}/clip_0.mp4`),
      await fixture.put('reference-images/library/style.png'),
    ];
    await fixture.collector({ graceMs: 0 }).sweep();
    expect(await fixture.keys()).toEqual(expect.arrayContaining(keys));
  });

  it('what an active run may have stored, until it has ended', async () => {
    const jobId = await importedJob(fixture);
    const id = (await admitChange(fixture.db, jobId))!;
    const fence = await claim(fixture.db, id);
    const key = await fixture.put(runKeys(jobId, id, fence).clip);
    const collector = fixture.collector({ graceMs: 0 });
    await collector.sweep();
    expect(await fixture.keys()).toContain(key);
    await endRegeneration(fixture.db, claimOf(id, fence), FAILED);
    await collector.sweep();
    expect(await fixture.keys()).not.toContain(key);
  });

  it('the clip that a failed change has made, also once it has changed otherwise', async () => {
    const jobId = await importedJob(fixture);
    const id = (await admitChange(fixture.db, jobId))!;
    const fence = await claim(fixture.db, id);
    await storeClip(fixture, jobId, id, fence);
    await endRegeneration(fixture.db, claimOf(id, fence), FAILED);
    const collector = fixture.collector({ graceMs: 0 });
    await collector.sweep();
    expect(await fixture.keys()).toContain(runKeys(jobId, id, fence).clip);
    await completedChange(fixture, jobId);
    await collector.sweep();
    expect(await fixture.keys()).toContain(runKeys(jobId, id, fence).clip);
  });
});

describe('of older final videos a sweep', () => {
  it('deletes all but the newest, the original, the current one and what undo brings back; no clip', async () => {
    const jobId = await importedJob(fixture);
    const changes: string[] = [];
    for (let change = 0; change < 4; change++) changes.push(await completedChange(fixture, jobId));
    const isThere = async (key: string): Promise<boolean> => (await fixture.storage.stat(key)) !== null;
    const videos = changes.map((id) => runKeys(jobId, id, 1).video);
    const { videoUrl } = await fixture.db.videoVersion.findUniqueOrThrow({
      where: { jobId_versionNumber: { jobId, versionNumber: 1 } },
    });

    await fixture.collector({ graceMs: 0, finalVideosKept: 3 }).sweep();
    expect(await Promise.all(videos.map(isThere))).toEqual([false, true, true, true]);
    await fixture.collector({ graceMs: 0, finalVideosKept: 1 }).sweep();
    expect(await Promise.all(videos.map(isThere))).toEqual([false, false, true, true]);
    expect(await isThere(videoUrl!)).toBe(true);
    const clips = changes.map((id) => runKeys(jobId, id, 1).clip);
    expect(await Promise.all(clips.map(isThere))).toEqual([true, true, true, true]);
    const kept = await fixture.db.videoVersion.findMany({
      where: { jobId },
      orderBy: { versionNumber: 'asc' },
    });
    expect(kept.map((version) => version.videoUrl)).toEqual([videoUrl, null, null, videos[2], videos[3]]);
  });
});

describe('a sweep that races', () => {
  it('a publication keeps what was published after it was listed', async () => {
    const jobId = await importedJob(fixture);
    const id = (await admitChange(fixture.db, jobId))!;
    const fence = await claim(fixture.db, id);
    await storeClip(fixture, jobId, id, fence);
    await storeVideo(fixture, jobId, id, fence);
    const publish = async (): Promise<void> => void (await publishCheckpoint(fixture, id, fence));
    const collector = fixture.collector({ graceMs: 0, storage: afterListing(fixture.storage, publish) });
    await collector.sweep();
    expect((await fixture.db.job.findUniqueOrThrow({ where: { id: jobId } })).status).toBe('completed');
    const { clip, thumbnail, video } = runKeys(jobId, id, fence);
    expect(await fixture.keys()).toEqual(expect.arrayContaining([clip, thumbnail, video]));
  });

  it('an import that ends keeps what its rows name', async () => {
    const jobId = randomUUID();
    const key = await fixture.put(`video-clips/${jobId}/0123456789ab/clip_0.mp4`);
    const insert = async (): Promise<void> =>
      void (await fixture.db.job.create({ data: { id: jobId, userId: randomUUID(), videoUrl: key } }));
    await fixture.collector({ graceMs: 0, storage: afterListing(fixture.storage, insert) }).sweep();
    expect(await fixture.keys()).toEqual([key]);
  });

  it('many changes at once never takes what one of them published', async () => {
    const jobs = await Promise.all(Array.from({ length: 6 }, async () => await importedJob(fixture, 1)));
    let changing = true;
    const sweeping = (async () => {
      const collector = fixture.collector({ graceMs: 0 });
      while (changing) await collector.sweep();
      return collector.counts.failures;
    })();
    try {
      await Promise.all(
        jobs.map(async (jobId) => {
          for (let round = 0; round < 4; round++) await completedChange(fixture, jobId);
        }),
      );
    } finally {
      changing = false;
    }
    expect(await sweeping).toBe(0);
    const keys = new Set(await fixture.keys());
    const versions = await fixture.db.clipVersion.findMany();
    expect(versions).toHaveLength(6 * 5);
    expect(
      versions.filter(({ videoUrl, thumbnailUrl }) => !keys.has(videoUrl) || !keys.has(thumbnailUrl!)),
    ).toEqual([]);
    expect((await fixture.db.job.findMany()).filter(({ videoUrl }) => !keys.has(videoUrl!))).toEqual([]);
  });

  it('another sweep takes every object once', async () => {
    const keys = Array.from({ length: 60 }, () => `video-clips/${randomUUID()}/${randomUUID()}/1/clip.mp4`);
    for (const key of keys) await fixture.put(key);
    const collectors = [fixture.collector(), fixture.collector(), fixture.collector()];
    await Promise.all(collectors.map(async (collector) => await collector.sweep()));
    expect(await fixture.keys()).toEqual([]);
    const total = (name: 'objects' | 'failures') =>
      collectors.reduce((sum, { counts }) => sum + counts[name], 0);
    expect([total('objects'), total('failures')]).toEqual([60, 0]);
  });
});

describe('the collector', () => {
  const garbage = async (): Promise<string> =>
    await fixture.put(`video-clips/${randomUUID()}/${randomUUID()}/1/clip.mp4`);

  it('leaves the work to another replica that is at it', async () => {
    const key = await garbage();
    const replica = new pg.Client({ connectionString: fixture.databaseUrl });
    await replica.connect();
    await replica.query('SELECT pg_advisory_lock(72707370)');
    const collector = fixture.collector();
    await collector.sweep();
    expect([await fixture.keys(), collector.counts.sweeps]).toEqual([[key], 0]);
    await replica.end();
    await collector.sweep();
    expect([await fixture.keys(), collector.counts.sweeps]).toEqual([[], 1]);
  });

  it('goes on after an object that cannot be deleted, and counts it', async () => {
    const keys = [await garbage(), await garbage(), await garbage()].sort();
    const broken = {
      ...afterListing(fixture.storage, async () => undefined),
      delete: async (key: string) => {
        if (key === keys[1]) throw new Error('busy');
        await fixture.storage.delete(key);
      },
    };
    const collector = fixture.collector({ storage: broken });
    await collector.sweep();
    expect(await fixture.keys()).toEqual([keys[1]]);
    expect(collector.counts).toMatchObject({ objects: 2, bytes: 20, failures: 1 });
  });

  it('collects nothing from a storage that belongs to another database', async () => {
    await importedJob(fixture);
    const first = fixture.collector();
    first.start();
    await first.stop();
    const key = await garbage();
    const other = await createGarbageFixture();
    try {
      // Test databases are copies of one template, and so have the same identity.
      await other.db.installation.updateMany({ data: { id: randomUUID() } });
      await fixture.collector().sweep();
      expect(await fixture.keys()).not.toContain(key);
      const before = [...(await fixture.keys()), await garbage()].sort();
      await other.collector({ storage: fixture.storage, storageFolder: fixture.folder }).sweep();
      expect((await fixture.keys()).sort()).toEqual(before);
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
      ...afterListing(fixture.storage, async () => undefined),
      delete: async (key: string) => {
        await fixture.storage.delete(key);
        if (++deleted === 3) void collector.stop().then(noteStopped);
      },
    };
    const collector = fixture.collector({ storage, intervalMs: 1 });
    collector.start();
    await stopped;
    expect(deleted).toBe(3);
    expect(await fixture.keys()).toHaveLength(37);
    expect(collector.counts.failures).toBe(0);
  });
});

describe('segments', () => {
  it('go when their job has not changed for the set time, or does not exist', async () => {
    const [fresh, stale, active] = [
      await importedJob(fixture),
      await importedJob(fixture),
      await importedJob(fixture),
    ];
    await admitChange(fixture.db, active);
    await fixture.db
      .$executeRaw`UPDATE jobs SET created_at = now() - interval '8 days', updated_at = now() - interval '8 days'
      WHERE id = ANY(${[stale, active]}::uuid[])`;
    await fixture.db.$executeRaw`UPDATE clip_regenerations SET created_at = now() - interval '8 days'`;
    const segments = [fresh, stale, active, randomUUID()].map((jobId) => `segments/${jobId}/${hash()}.mp4`);
    const song = `segments/${stale}/${hash()}.m4a`;
    const note = `segments/${stale}/${hash()}.hlg-bt2020_mirrored.footage3`;
    for (const key of [...segments, song, note]) await fixture.put(key);
    const young = await fixture.put(`segments/${stale}/${hash()}.mp4`, 1);
    await fixture.collector({ segmentDays: 7 }).sweep();
    const left = (await fixture.keys()).filter((key) => key.startsWith('segments/'));
    expect(left.sort()).toEqual([segments[0]!, segments[2]!, young].sort());
  });
});

describe('what killed processes leave on the disk', () => {
  const age = async (path: string, minutes: number): Promise<void> => {
    const at = new Date(Date.now() - minutes * 60_000);
    await utimes(path, at, at);
  };

  it('the objects of an import that was killed go, once they are older than any import', async () => {
    const source = join(fixture.dataDir, 'import');
    await mkdir(source);
    await makeSong({ file: join(source, 'song.m4a'), seconds: 1 });
    await makeClip({ file: join(source, 'clip.mp4'), seconds: 1, pattern: 'color=teal' });
    const program = packagePath('dist/import.js');
    const settings = {
      DATABASE_URL: fixture.databaseUrl,
      STORAGE_DIR: fixture.folder,
      DATA_DIR: fixture.dataDir,
    };
    const child = spawn(process.execPath, [program, source], {
      env: { ...process.env, NODE_OPTIONS: '', ...settings },
      stdio: 'ignore',
    });
    const exited = once(child, 'exit');
    const stored = async () => (await fixture.keys()).some((key) => key.startsWith('video-clips/'));
    await until(stored, { limitMs: 30_000, what: 'the upload of the clip' });
    child.kill('SIGKILL');
    await exited;
    expect(await fixture.db.job.count()).toBe(0);
    await fixture.collector().sweep();
    expect(await stored()).toBe(true);
    await fixture.collector({ graceMs: 0 }).sweep();
    expect(await fixture.keys()).toEqual([]);
  });

  it('an unfinished copy goes when it has not grown for an hour', async () => {
    const folder = join(fixture.folder, 'video-clips', randomUUID(), 'x');
    await mkdir(folder, { recursive: true });
    const part = (name: string) => join(folder, `.${name}.${randomUUID()}.part`);
    const [dead, alive, foreign] = [part('clip.mp4'), part('clip.mp4'), join(folder, '.hidden.part')];
    for (const path of [dead, alive, foreign]) await writeFile(path, 'half');
    await age(dead, 61);
    await age(alive, 59);
    await age(foreign, 61);
    const collector = fixture.collector();
    await collector.sweep();
    expect((await readdir(folder)).map((name) => join(folder, name)).sort()).toEqual([alive, foreign].sort());
    expect(collector.counts.partialFiles).toBe(1);
  });

  it("a runner's scratch folder goes when its attempt is over; that of a runner at work stays, however old", async () => {
    const jobId = await importedJob(fixture);
    const id = (await admitChange(fixture.db, jobId))!;
    const fence = await claim(fixture.db, id);
    await releaseLease(fixture.db, claimOf(id, fence), { giveBack: false });
    await restartRegeneration(fixture.db, id, 1, 0);
    await claim(fixture.db, id);
    const scratch = async (regenerationId: string, attempt: number, minutes: number): Promise<string> => {
      const name = `${scratchPrefix({ regenerationId, attempt })}${minutes}`;
      await mkdir(join(fixture.workDir, name, 'compose'), { recursive: true });
      await age(join(fixture.workDir, name), minutes);
      return name;
    };
    const [atWork, justEnded] = [await scratch(id, 2, 10_000), await scratch(id, 1, 1)];
    await scratch(id, 1, 10);
    await scratch(randomUUID(), 1, 10);
    await mkdir(join(fixture.workDir, 'somebody-elses'));
    await age(join(fixture.workDir, 'somebody-elses'), 10);
    const collector = fixture.collector();
    await collector.sweep();
    expect((await readdir(fixture.workDir)).sort()).toEqual([atWork, justEnded, 'somebody-elses'].sort());
    expect(collector.counts.scratchFolders).toBe(2);
  });
});
