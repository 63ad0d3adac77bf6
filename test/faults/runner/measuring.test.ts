import { join } from 'node:path';
import { DEMO_USER_ID } from '../../../core/import/demo-user.js';
import { JobRepository } from '../../../core/job/job-repository.js';
import { MeasurementRepository } from '../../../core/measurements/measurements.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { probeMedia } from '../../../runner/ffmpeg/probe.js';
import { countFrames, testFfmpeg } from '../../kit/media/media.js';
import { confirmChange, download, followToEnd } from '../../kit/server/editing.js';
import { runnersOf } from '../../kit/server/runners.js';
import { until } from '../../kit/server/until.js';
import { openSetup, type Setup } from '../fault-fixture.js';

const ASK = `mutation ($jobId: ID!) { sendMessage(input: { jobId: $jobId, text: "make the dark ones brighter" }) {
  reply { text } } }`;

let setup: Setup;
beforeAll(async () => {
  // Every runner that measures dies as soon as it has kept one file's measure.
  setup = await openSetup({ CRASH_POINT: 'after-measurement', OUTPUT_RESOLUTION: '540' });
  // As a release without measuring leaves a video.
  await setup.db.mediaMeasurement.deleteMany();
  await setup.db.mediaPreview.deleteMany();
}, 120_000);
afterAll(async () => await setup.close());

/** How many files of the video are measured: its three clips, and the song. */
async function measured({ db, jobId }: Setup): Promise<number> {
  const job = (await new JobRepository(db).find(jobId, DEMO_USER_ID))!;
  const keys = [...job.clips.map(({ currentVideoKey }) => currentVideoKey!), job.songKey!];
  return (await new MeasurementRepository(db).of(jobId, keys)).size;
}

async function answer({ api, jobId }: Setup): Promise<string> {
  return (await api.data<{ sendMessage: { reply: { text: string } } }>(ASK, { jobId })).sendMessage.reply
    .text;
}

it('50: each runner measures something of an older video, and loses none of it when it is killed', async () => {
  expect(await answer(setup)).toMatch(/not all of its clips are measured yet/);
  const found: number[] = [];
  for (const wish of ['make it darker', 'make it warmer', 'more contrast']) {
    const id = await confirmChange(setup.api, setup.jobId, 1, wish);
    expect((await followToEnd(setup.api, id)).at(-1)?.type).toBe('REGENERATION_COMPLETE');
    await until(() => runnersOf(setup.server).length === 0, {
      limitMs: 30_000,
      what: 'the death of a runner',
    });
    expect(await setup.db.clipRegeneration.findUnique({ where: { id } })).toMatchObject({ attempt: 1 });
    expect(await brokenInvariants(setup.db)).toEqual([]);
    found.push(await measured(setup));
  }
  // The changed clip is measured in its run.
  expect(found).toEqual([2, 3, 4]);
  const { jobId } = setup;
  // Those of each change's own clip and video, of the other clips and of the song.
  expect(await setup.db.mediaPreview.count({ where: { jobId } })).toBe(9);
  expect(await answer(setup)).not.toMatch(/measured/);
}, 60_000);

it('each video that was composed has a rendition for slow lines, frame for frame', async () => {
  const { api, fixture, jobId } = setup;
  const VIDEOS = `query ($id: ID!) { job(id: $id) {
    videoUrl previewVideoUrl versions { edges { node { previewVideoUrl } } } } }`;
  const { job } = await api.data<{
    job: {
      videoUrl: string;
      previewVideoUrl: string;
      versions: { edges: { node: { previewVideoUrl: string | null } }[] };
    };
  }>(VIDEOS, { id: jobId });
  const paths = job.versions.edges.map(
    ({ node }) => node.previewVideoUrl && new URL(node.previewVideoUrl).pathname,
  );
  // Three changes, and the original, which is no larger than it would be.
  expect(paths).toEqual([...Array<unknown>(3).fill(expect.stringMatching(/small\.mp4$/)), null]);
  expect(new Set(paths).size).toBe(4);
  expect(new URL(job.previewVideoUrl).pathname).toBe(paths[0]);
  const [video, small] = ['video.mp4', 'small.mp4'].map((name) => join(fixture.dataDir, name));
  await download(job.videoUrl, video!);
  await download(job.previewVideoUrl, small!);
  expect(await countFrames(small!)).toBe(await countFrames(video!));
  const probe = await probeMedia(small!, await testFfmpeg());
  expect(probe.video).toMatchObject({ width: 854, height: 480 });
}, 30_000);
