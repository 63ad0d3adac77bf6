import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import pino from 'pino';
import { JobRepository } from '../../core/job/job-repository.js';
import { MeasurementRepository } from '../../core/measurements/measurements.js';
import { measuredClips } from '../../core/suggestions/suggestions-of.js';
import type { Preview } from '../../core/previews/preview.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { createComposingFixture, type ComposingFixture } from '../../test/kit/media/composing.js';
import { bundledTools } from '../../test/kit/media/ffmpegs.js';
import { makeClip, makeSong } from '../../test/kit/media/media.js';
import { admit } from '../../test/kit/rows/admit.js';
import { claimOf } from '../../test/kit/rows/claim.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { publishChange } from '../../test/kit/rows/published-change.js';
import { FENCE } from '../../test/kit/rows/running-regeneration.js';
import { until } from '../../test/kit/server/until.js';
import { measureMissing, type MeasuringDeps } from './measure-missing.js';

const { signal: never } = new AbortController();
const CLIPS = 3;
const SONG = 'audio-uploads/job/song.m4a';

let database: TestDatabase;
let db: PrismaClient;
let fixture: ComposingFixture;
let deps: MeasuringDeps;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 3 });
  fixture = await createComposingFixture();
  const size = { seconds: 1, fps: 10, width: 64, height: 36 };
  await makeClip({ ...size, pattern: 'mandelbrot', file: fixture.inFolder('clip.mp4') });
  await makeSong({ file: fixture.inFolder('song.wav'), seconds: 3 });
  await fixture.storage.putFile(SONG, fixture.inFolder('song.wav'));
  const workDir = fixture.inFolder('run');
  await mkdir(workDir);
  const log = pino({ level: 'silent' });
  deps = { db, storage: fixture.storage, ffmpeg: await bundledTools(), workDir, previews: true, log };
});
afterAll(async () => {
  await db.$disconnect();
  await Promise.all([database.drop(), fixture.drop()]);
});

interface Video {
  jobId: string;
  userId: string;
  /** The change that was just published. */
  id: string;
  clipKeys: string[];
}

/** A video as an earlier release left it, with a change of its first clip that was just published. */
async function oldVideo(): Promise<Video> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId, clips: CLIPS, clipSeconds: 1 });
  const id = await publishChange(db, { jobId, userId });
  const clipKeys = [1, 2].map((clip) => `video-clips/${jobId}/clip_${clip}.mp4`);
  clipKeys.unshift(`video-clips/${jobId}/${id}.mp4`);
  for (const key of clipKeys) await fixture.storage.putFile(key, fixture.inFolder('clip.mp4'));
  return { jobId, userId, id, clipKeys };
}

const measuredKeys = async ({ jobId }: Video): Promise<string[]> =>
  (await db.mediaMeasurement.findMany({ where: { jobId } })).map(({ key }) => key).sort();
/** What is stored of the pictures and waves that the rows name. */
const previews = async ({ jobId }: Video): Promise<[string, boolean][]> => {
  const rows = await db.mediaPreview.findMany({ where: { jobId }, orderBy: { key: 'asc' } });
  return await Promise.all(
    rows.map(async ({ key, preview }): Promise<[string, boolean]> => {
      const { poster, filmstrip, waveform } = preview as Preview;
      const named = [poster, filmstrip?.key, waveform?.key].filter((one) => one !== undefined);
      const found = await Promise.all(named.map(async (one) => await fixture.storage.stat(one)));
      return [key, found.length > 0 && !found.includes(null)];
    }),
  );
};
const measure = async ({ id }: Video, more: Partial<MeasuringDeps> = {}, fence = FENCE): Promise<void> =>
  await measureMissing(claimOf(id, fence), { ...deps, ...more }, never);

/**
 * One run after the other, until these files are measured: it reads with the least priority, and what is not read in its time on
 * a busy machine is left to the next run.
 */
const measureAll = async (video: Video, keys: readonly string[], more: Partial<MeasuringDeps> = {}) =>
  await until(
    async () => {
      await measure(video, more);
      return (await measuredKeys(video)).join() === [...keys].sort().join();
    },
    { limitMs: 60_000, what: `measurements of ${keys.join(' and ')}` },
  );

it('measures all that was never measured, or in another way; what is measured stays', async () => {
  const video = await oldVideo();
  const [first, second] = video.clipKeys as [string, string];
  const known = { jobId: video.jobId, key: first };
  const figures = { ...{ red: 1, green: 2, blue: 3, saturation: 4, contrast: 5 } };
  const look = { light: 2, warmth: -2, contrast: 5 };
  const stored = { ...figures, motion: 6, cuts: 0, begins: [], ends: [], opens: look, closes: look };
  await db.mediaMeasurement.createMany({
    data: [
      { ...known, measured: stored },
      { ...known, key: second, measured: { of: 'a later release' } },
    ],
  });
  await measureAll(video, [...video.clipKeys, SONG]);
  const job = (await new JobRepository(db).find(video.jobId, video.userId))!;
  const clips = await measuredClips(job, new MeasurementRepository(db));
  expect(clips?.map(({ measured }) => measured.contrast > 20)).toEqual([false, true, true]);
  expect(clips?.map(({ loudness }) => loudness)).toEqual(Array(CLIPS).fill(expect.any(Number)));
  expect(await previews(video)).toEqual([...video.clipKeys, SONG].sort().map((key) => [key, true]));
});

it('makes the pictures and the wave of what was measured without them, once, and not of what was tried in vain', async () => {
  const video = await oldVideo();
  await measureAll(video, [...video.clipKeys, SONG], { previews: false });
  const before = await db.mediaMeasurement.findMany({ where: { jobId: video.jobId } });
  expect(before).toHaveLength(CLIPS + 1);
  expect(await previews(video)).toEqual([]);
  const [tried, ...untried] = video.clipKeys as [string, ...string[]];
  await db.mediaPreview.create({ data: { jobId: video.jobId, key: tried, preview: {} } });
  const read: string[] = [];
  const storage: MeasuringDeps['storage'] = {
    fetchToFile: async (key, ...more) => {
      read.push(key);
      await fixture.storage.fetchToFile(key, ...more);
    },
    putFile: async (...given) => await fixture.storage.putFile(...given),
  };
  for (let run = 0; run < 2; run++) await measure(video, { storage });
  expect(read).toEqual([...untried, SONG]);
  expect(await previews(video)).toEqual([...video.clipKeys, SONG].sort().map((key) => [key, key !== tried]));
  expect(await db.mediaMeasurement.findMany({ where: { jobId: video.jobId } })).toEqual(before);
});

it('leaves out what is missing or cannot be read, and measures the rest', async () => {
  const video = await oldVideo();
  const [first, second, third] = video.clipKeys as [string, string, string];
  await fixture.storage.delete(first);
  await writeFile(fixture.inFolder('text.mp4'), 'no video');
  await fixture.storage.delete(second);
  await fixture.storage.putFile(second, fixture.inFolder('text.mp4'));
  await measureAll(video, [third, SONG]);
});

it('keeps each measure at once, and ends when something waits to be started', async () => {
  const video = await oldVideo();
  let waiting = '';
  const ends: unknown[] = [];
  // The second file does not come.
  const storage: MeasuringDeps['storage'] = {
    putFile: async (...given) => await fixture.storage.putFile(...given),
    fetchToFile: async (key, path, signal) => {
      if (key === video.clipKeys[0]) return await fixture.storage.fetchToFile(key, path, signal);
      const userId = randomUUID();
      waiting ||= await admit(db, userId, await insertJob(db, { userId }));
      return await new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          ends.push(signal.reason);
          reject(signal.reason as Error);
        });
      });
    },
  };
  await measure(video, { storage });
  expect(ends).toEqual([new Error('Something waits to be started')]);
  expect(await measuredKeys(video)).toEqual([video.clipKeys[0]]);
  await measure(video);
  expect(await measuredKeys(video)).toEqual([video.clipKeys[0]]);
  await db.clipRegeneration.delete({ where: { id: waiting } });
  await measureAll(video, [...video.clipKeys, SONG]);
});

it('is for a run that was just published, and for its fence alone', async () => {
  const video = await oldVideo();
  await measure(video, {}, FENCE - 1);
  // What has ended stays as it is.
  await db.$executeRaw`ALTER TABLE clip_regenerations DISABLE TRIGGER USER`;
  await db.clipRegeneration.update({ where: { id: video.id }, data: { status: 'failed' } });
  await measure(video);
  const before = new Date(Date.now() - 120_000);
  await db.clipRegeneration.update({
    where: { id: video.id },
    data: { status: 'completed', completedAt: before },
  });
  await measure(video);
  expect(await measuredKeys(video)).toEqual([]);
  await db.clipRegeneration.update({ where: { id: video.id }, data: { completedAt: new Date() } });
  await db.$executeRaw`ALTER TABLE clip_regenerations ENABLE TRIGGER USER`;
  await measureAll(video, [...video.clipKeys, SONG]);
});

it('runs ffmpeg with the least priority', async () => {
  const video = await oldVideo();
  const [script, heard] = [fixture.inFolder('ffmpeg.sh'), fixture.inFolder('priority')];
  const text = `#!/bin/sh\nsleep 0.2; nice >> '${heard}'; exec '${deps.ffmpeg.ffmpegPath}' "$@"\n`;
  await writeFile(script, text);
  await chmod(script, 0o755);
  await measure(video, { ffmpeg: { ...deps.ffmpeg, ffmpegPath: script } });
  const said = (await readFile(heard, 'utf8')).trim().split('\n');
  expect(said).toEqual(Array(CLIPS + 1).fill(String(constants.priority.PRIORITY_LOW)));
});
