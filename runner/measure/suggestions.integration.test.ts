import { randomUUID } from 'node:crypto';
import { JobRepository } from '../../core/job/job-repository.js';
import { MeasurementRepository, type Measured } from '../../core/measurements/measurements.js';
import { suggestionsOf } from '../../core/suggestions/suggestions-of.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { createTestDatabase, type TestDatabase } from '../../test/kit/database/postgres.js';
import { createComposingFixture, type ComposingFixture } from '../../test/kit/media/composing.js';
import { bundledTools } from '../../test/kit/media/ffmpegs.js';
import { makeClip, makeSong, type ClipOptions } from '../../test/kit/media/media.js';
import { insertJob } from '../../test/kit/rows/job-rows.js';
import { probeMedia } from '../ffmpeg/probe.js';
import { measureClip } from './measure-clip.js';
import { measureSong } from './measure-song.js';

const { signal } = new AbortController();
const CLIPS = 8;
const SIZE = { width: 64, height: 36, seconds: 1, fps: 12 };
/** A camera that goes over a test picture. */
const MOVING = "scale=160:90,crop=64:36:x='n*3':y='n'";
/** Scenes of their own each. */
const VARIED: Partial<ClipOptions>[] = [
  { pattern: 'testsrc2', filters: MOVING },
  { pattern: 'mandelbrot' },
  { pattern: 'smptebars' },
  { pattern: 'testsrc2', filters: `${MOVING},curves=all='0/0.02 1/0.35'` },
  { pattern: 'mandelbrot', filters: "curves=r='0/0 1/0.3':g='0/0 1/0.5':b='0/0.2 1/0.8'" },
  { pattern: 'testsrc2', filters: `${MOVING},hue=s=0.1,curves=all='0/0.5 1/1'` },
  { pattern: 'testsrc2', filters: `${MOVING},hue=h=120` },
  { pattern: 'color=c=0xB07030' },
];

let database: TestDatabase;
let db: PrismaClient;
let fixture: ComposingFixture;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  fixture = await createComposingFixture();
});
afterAll(async () => {
  await db.$disconnect();
  await Promise.all([database.drop(), fixture.drop()]);
});

/** What is suggested for a video of these clips, whose song is loudest in the seventh. */
async function suggested(clips: readonly Partial<ClipOptions>[]): Promise<[string, string][]> {
  const userId = randomUUID();
  const jobId = await insertJob(db, { userId, clips: clips.length, clipSeconds: 1 });
  const jobs = new JobRepository(db);
  const job = (await jobs.find(jobId, userId))!;
  const ffmpeg = await bundledTools();
  const measured: Measured[] = [];
  for (const [at, options] of clips.entries()) {
    const file = await makeClip({ ...SIZE, file: fixture.inFolder(`${jobId}-${at}.mp4`), ...options });
    const figures = await measureClip(file, 1, { ffmpeg, scratch: `${file}.rgb` }, signal);
    measured.push({ key: job.clips[at]!.currentVideoKey!, measured: figures!.measured });
  }
  const wave = `if(between(t,6,7),0.8,0.2)*sin(440*2*PI*t)`;
  const path = await makeSong({ file: fixture.inFolder(`${jobId}.wav`), seconds: clips.length, wave });
  const song = { path, probe: await probeMedia(path, ffmpeg, signal) };
  const { measured: loudness } = await measureSong(
    song,
    job.data.clips,
    { ffmpeg, scratch: `${path}.pcm` },
    signal,
  );
  measured.push({ key: job.songKey!, measured: loudness });
  const measurements = new MeasurementRepository(db);
  // Half of the figures say nothing of what is usual.
  await db.mediaMeasurement.create({
    data: { jobId, ...measured[0]!, measured: { ...measured[0]!.measured } },
  });
  expect(await suggestionsOf(job, measurements)).toEqual([]);
  await db.mediaMeasurement.createMany({
    data: measured.slice(1).map(({ key, measured: figures }) => ({ jobId, key, measured: { ...figures } })),
  });
  const found = await suggestionsOf(job, measurements);
  return found.map(({ instruction, reason }) => [instruction, reason]);
}

it('a clip that is 30 % darker, a pale one and a frozen one in the loudest part are suggested, and nothing else', async () => {
  const clips = Array.from({ length: CLIPS }, (_, at): Partial<ClipOptions> => {
    const own = `curves=all='0/0.25 1/1',eq=brightness=${(at % 3) * 0.001},${MOVING}`;
    const odd: Record<number, string> = {
      2: `${own},lutrgb=r=val*0.7:g=val*0.7:b=val*0.7`,
      4: `${own},hue=s=0.3`,
      6: `${own},trim=end_frame=1,loop=loop=11:size=1:start=0,setpts=N/12/TB`,
    };
    return { pattern: 'testsrc2', filters: odd[at] ?? own };
  });
  const found = await suggested(clips);
  expect(found).toHaveLength(3);
  expect(Object.fromEntries(found)).toEqual({
    [found.find(([instruction]) => instruction.startsWith('make clip 3 brighter by 4'))?.[0] ?? 'brighter']:
      expect.stringMatching(
        /^Clip 3 is darker than both its neighbors: brightness \d+ of 255, theirs are \d+ and \d+\.$/,
      ),
    [found.find(([instruction]) => /^make clip 5 look like clip [46]$/.test(instruction))?.[0] ?? 'look']:
      expect.stringMatching(/^Clip 5 is paler than the rest: saturation \d+ %, usual is \d+ %\.$/),
    'add more motion to clip 7': expect.stringMatching(
      /^Clip 7 is still where the song is loud: motion 0\.\d, usual is \d+\.\d; 1\d\.\d dB louder/,
    ),
  });
}, 60_000);

it.each([
  ['of its own order', VARIED],
  ['of another order', VARIED.toReversed()],
  ['that is all one scene', Array.from({ length: CLIPS }, () => VARIED[0]!)],
])(
  'a video %s has no suggestions',
  async (_what, clips) => {
    expect(await suggested(clips)).toEqual([]);
  },
  60_000,
);
