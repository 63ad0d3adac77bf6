import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { ApiClient } from '../kit/server/client.js';
import { createDemoFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { confirmChange, demoJobId, download, followToEnd } from '../kit/server/editing.js';
import { audioHashes, frameHashes, meanLuma, meanMotion } from '../kit/media/media.js';
import {
  JOB,
  QUOTE,
  REGENERATE,
  REGENERATION,
  type JobAnswer,
  type ProgressEvent,
  type QuoteAnswer,
} from '../kit/server/operations.js';
import { startServer, type TestServer } from '../kit/server/server.js';

// Frames of the demo's third clip: its slot on the song, and where its crossfade into the fourth ends.
const SLOT = { start: 246, end: 369 };
const CROSSFADE = { start: 363, end: 375 };
const TOTAL_FRAMES = 738;

const PICTURES = `query ($id: ID!) { job(id: $id) {
  beats waveform { url peaksPerSecond }
  clips { posterUrl filmstrip { url frames interval width height } versions { edges { node { posterUrl } } } }
} }`;
interface PicturesAnswer {
  job: {
    beats: number[];
    waveform: { url: string; peaksPerSecond: number };
    clips: {
      posterUrl: string;
      filmstrip: { url: string; frames: number; interval: number; width: number; height: number };
      versions: { edges: { node: { posterUrl: string } }[] };
    }[];
  };
}
const pathOf = (url: string): string => new URL(url).pathname;

let fixture: DemoFixture;
let server: TestServer;
let api: ApiClient;
let jobId: string;
const readJob = async (): Promise<JobAnswer['job']> => (await api.data<JobAnswer>(JOB, { id: jobId })).job;
const file = (name: string): string => join(fixture.dataDir, name);

beforeAll(async () => {
  fixture = await createDemoFixture();
  server = await startServer({ DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir });
  api = await ApiClient.asDemoUser(server.url);
  jobId = await demoJobId(api);
}, 120_000);
afterAll(async () => {
  await api.close();
  await server.stop();
  await fixture.drop();
});

describe('"make it nighttime" on the third clip', () => {
  let before: JobAnswer['job'];
  let after: JobAnswer['job'];
  let events: ProgressEvent[];
  let regenerationId: string;

  beforeAll(async () => {
    before = await readJob();
    await download(before.videoUrl, file('before.mp4'));
    regenerationId = await confirmChange(api, jobId, 2, 'make it nighttime');
    events = await followToEnd(api, regenerationId);
    after = await readJob();
    await download(after.videoUrl, file('after.mp4'));
  }, 180_000);

  it('reports its progress in order, without gaps, to the end', () => {
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    const order = [...new Set(events.map(({ type }) => type))];
    expect(order).toEqual([
      'REGENERATION_STARTED',
      'TEMPLATE_MATCHED',
      'PROMPT_MODIFIED',
      'VIDEO_GENERATING',
      'RECOMPOSING',
      'REGENERATION_COMPLETE',
    ]);
    const progress = events.map((event) => event.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(events.at(-1)).toMatchObject({ progress: 100, error: null });
  });

  it('makes exactly that clip darker by more than 30 %', async () => {
    const [day, night] = await Promise.all(
      ['before.mp4', 'after.mp4'].map(async (name) => await meanLuma(file(name), SLOT.start, SLOT.end)),
    );
    expect(night! / day!).toBeLessThan(0.7);
  });

  it('leaves every other frame, the length and the sound as they were', async () => {
    const [old, current] = await Promise.all(
      ['before.mp4', 'after.mp4'].map((name) => frameHashes(file(name))),
    );
    expect([old!.length, current!.length]).toEqual([TOTAL_FRAMES, TOTAL_FRAMES]);
    const untouched = (frames: string[]): string[] => [
      ...frames.slice(0, SLOT.start),
      ...frames.slice(CROSSFADE.end),
    ];
    expect(untouched(current!)).toEqual(untouched(old!));
    const changed = current!
      .slice(SLOT.start, CROSSFADE.start)
      .filter((hash, index) => hash === old![SLOT.start + index]);
    expect(changed).toEqual([]);
    expect(await audioHashes(file('after.mp4'))).toEqual(await audioHashes(file('before.mp4')));
  });

  it('is what the job and the clip say afterwards', () => {
    expect(after).toMatchObject({
      status: 'COMPLETED',
      activeRegeneration: null,
      totalCost: before.totalCost,
    });
    expect(after.videoUrl).not.toBe(before.videoUrl);
    expect(after.clips[2]).toMatchObject({ versionNumber: 2, isRegenerated: true, regenerationCount: 1 });
    expect(after.clips[2]!.thumbnailUrl).not.toBe(before.clips[2]!.thumbnailUrl);
    expect(after.clips[2]!.currentPrompt).toMatch(/at night/);
    expect(after.clips[2]!.currentPrompt).not.toMatch(/midday sun/);
    expect(after.clips[2]!.originalPrompt).toBe(before.clips[2]!.originalPrompt);
    const others = ({ clips }: JobAnswer['job']): unknown[] =>
      clips
        .filter(({ clipIndex }) => clipIndex !== 2)
        .map(({ clipIndex, versionNumber }) => [clipIndex, versionNumber]);
    expect(others(after)).toEqual(others(before));
  });

  it('has pictures of its own for the page, and the song its wave', async () => {
    const { job } = await api.data<PicturesAnswer>(PICTURES, { id: jobId });
    const pictures = job.clips.map(({ posterUrl, filmstrip }) => [posterUrl, filmstrip.url].map(pathOf));
    expect(new Set(pictures.flat()).size).toBe(2 * job.clips.length);
    const { posterUrl, filmstrip, versions } = job.clips[2]!;
    expect(pathOf(posterUrl)).toContain(regenerationId);
    expect(versions.edges.map(({ node }) => pathOf(node.posterUrl))).toEqual([
      pathOf(posterUrl),
      expect.stringMatching(/clip_2\/poster\.jpg$/),
    ]);
    const { frames, interval, width, height, url } = filmstrip;
    expect({ frames, interval, width, height }).toEqual({ frames: 8, interval: 0.5, width: 160, height: 90 });
    for (const [picture, size] of [
      [posterUrl, { width: 1280, height: 720 }],
      [url, { width: 8 * 160, height: 90 }],
    ] as const) {
      await download(picture, file('picture.jpg'));
      expect(await sharp(file('picture.jpg')).metadata()).toMatchObject({ format: 'jpeg', ...size });
    }
    await download(job.waveform.url, file('waveform.dat'));
    const peaks = Math.ceil((TOTAL_FRAMES / 30) * job.waveform.peaksPerSecond);
    expect(await readFile(file('waveform.dat'))).toHaveLength(24 + 2 * peaks);
    expect(job.beats.length).toBeGreaterThan(10);
  });

  it('is replayed to a late subscriber, from where it left off', async () => {
    const late = await followToEnd(api, regenerationId, 3);
    expect(late.map(({ sequence }) => sequence)).toEqual(events.slice(3).map(({ sequence }) => sequence));
  });

  it('builds on itself: "add more motion" moves more and stays night; a red car beside it is announced, and is in the prompt alone', async () => {
    const instruction = 'add more motion and add a red car';
    const { regenerationQuote } = await api.data<QuoteAnswer>(QUOTE, { jobId, clipIndex: 2, instruction });
    expect(regenerationQuote.warnings.map(({ code }) => code)).toEqual(['UNSUPPORTED_BY_RENDERER']);
    const id = await confirmChange(api, jobId, 2, instruction);
    expect((await followToEnd(api, id)).at(-1)?.type).toBe('REGENERATION_COMPLETE');
    const modifiedPrompt = expect.stringMatching(/add a red car, .*at night.*energetic motion/);
    expect(await api.data(REGENERATION, { id })).toMatchObject({ regeneration: { modifiedPrompt } });
    const { videoUrl, clips } = await readJob();
    expect(clips[2]).toMatchObject({ versionNumber: 3, currentPrompt: modifiedPrompt });
    await download(videoUrl, file('moving.mp4'));
    const [still, moving] = await Promise.all(
      ['after.mp4', 'moving.mp4'].map(async (name) => {
        const [luma, motion] = await Promise.all([
          meanLuma(file(name), SLOT.start, CROSSFADE.start),
          meanMotion(file(name), SLOT.start + 1, CROSSFADE.start),
        ]);
        return { luma, motion: motion / luma };
      }),
    );
    expect(moving!.motion).toBeGreaterThan(1.5 * still!.motion);
    expect(Math.abs(moving!.luma / still!.luma - 1)).toBeLessThan(0.2);
  }, 180_000);
});

it('an instruction beyond the built-in renderer has no offer where nothing of it could be seen', async () => {
  const input = { jobId, clipIndex: 0, instruction: 'add a red car' };
  expect(await api.rejection(QUOTE, input)).toBe('BAD_USER_INPUT');
  expect(await api.rejection(REGENERATE, { input })).toBe('BAD_USER_INPUT');
});
