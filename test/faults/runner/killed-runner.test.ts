import type { Preview } from '../../../core/previews/preview.js';
import { ffmpegGate, type FfmpegGate, type FfmpegRun } from './ffmpeg-gate.js';
import { startDemoCluster, type DemoCluster } from '../../kit/kubernetes/with-demo.js';
import { ended, isAlive, runnersOf } from '../../kit/server/runners.js';
import { until } from '../../kit/server/until.js';
import { byEffort, spread } from '../../kit/effort.js';
import { allDead, attemptsOf, dieAt, named, type Deaths } from '../deaths.js';
import {
  darken,
  openSetup,
  outcomeOf,
  scratchFolders,
  withCopy,
  type Outcome,
  type Setup,
} from '../fault-fixture.js';

/** A setup whose runners can be stopped before a run of ffmpeg. */
let gated: Setup;
let gate: FfmpegGate;
/** The same change without a fault. */
let expected: Outcome;

beforeAll(async () => {
  gated = await openSetup(async ({ dataDir }) => {
    gate = await ffmpegGate(dataDir, 'rendering');
    return { FFMPEG_PATH: gate.path };
  });
  await gate.open();
  expected = await outcomeOf(gated, await darken(gated));
}, 120_000);
afterAll(async () => await gated.close());

it('undisturbed, a change completes with one charge and leaves no scratch', () => {
  expect(expected).toEqual({
    end: 'REGENERATION_COMPLETE',
    sequences: 'contiguous',
    charged: ['video_generator'],
    calls: [['settled', 'succeeded', 1]],
    video: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    currentVersion: 2,
    broken: [],
    scratch: [],
  });
});

async function attempts({ db }: Setup, id: string): Promise<number> {
  return (await db.clipRegeneration.findUniqueOrThrow({ where: { id } })).attempt;
}

/** Whether there are a poster and a filmstrip of the changed clip as it is now. */
async function hasPictures({ db, jobId }: Setup): Promise<boolean> {
  const { videoUrl } = await db.clipVersion.findFirstOrThrow({
    where: { jobId, clipIndex: 1, isCurrent: true },
  });
  const found = await db.mediaPreview.findUnique({ where: { jobId_key: { jobId, key: videoUrl } } });
  const { poster, filmstrip } = (found?.preview ?? {}) as Preview;
  return poster !== undefined && filmstrip !== undefined;
}

/** At quick effort one death in each step: prompt, clip, recompose, publish. */
const DEATHS = byEffort<Deaths[]>({
  quick: [['after-prompt-kept', 'after-preview-upload', 'after-video-kept', 'after-publish']],
  full: [
    // The renderer's clip is kept with its settlement.
    ['after-prompt-kept', 'after-settle', 'after-video-upload', 'after-video-kept', 'after-publish'],
    ['after-claim', 'after-intent', 'after-clip-upload', 'after-clip-kept'],
    ['after-preview-upload'],
  ],
});

describe('a runner that dies', () => {
  // On a cluster one server's runners can be told to die at different points.
  let setup: Setup;
  let cluster: DemoCluster;
  beforeAll(async () => {
    setup = await openSetup(async (fixture) => {
      cluster = await startDemoCluster(fixture);
      return cluster.environment;
    });
  }, 60_000);
  afterAll(async () => {
    await setup.close();
    await cluster.kubernetes.close();
  });

  it.each(named(DEATHS))(
    '13 and 37: %s is replaced where it had not finished, and the change ends as ever',
    async (_named, points) => {
      const copy = await withCopy(setup, gated);
      dieAt(cluster, points);
      const id = await darken(copy);
      expect(await outcomeOf(copy, id)).toEqual(expected);
      await allDead(cluster, id, points);
      expect(await attempts(copy, id)).toBe(attemptsOf(points));
      // Where no attempt had kept the pictures of its clip, they are made after the publication.
      if (points.at(-1) !== 'after-publish')
        await until(async () => await hasPictures(copy), { what: 'pictures of the clip' });
    },
    60_000,
  );
});

/** A change of a video of its own, whose runner stands in the middle of a step. */
async function inTheMiddle(run: FfmpegRun): Promise<{ setup: Setup; id: string; runner: number }> {
  await until(() => runnersOf(gated.server).length === 0, { what: 'the end of earlier runners' });
  await gate.close(run);
  const setup = await withCopy(gated, gated);
  const id = await darken(setup);
  await gate.reached();
  const [runner] = runnersOf(setup.server);
  return { setup, id, runner: runner! };
}

describe.each(spread(['rendering', 'joining'] as const, 1))('a runner in the middle of %s', (run) => {
  it('13: that is killed is replaced, and pays once', async () => {
    const { setup, id, runner } = await inTheMiddle(run);
    process.kill(runner, 'SIGKILL');
    await gate.open();
    // A killed process cannot remove its scratch: the garbage collector does.
    expect(await outcomeOf(setup, id)).toEqual({ ...expected, scratch: [expect.any(String)] });
    expect(await attempts(setup, id)).toBe(2);
  }, 60_000);

  it('14: that is stopped ends within two seconds with its ffmpeg and its scratch, and its work is resumed', async () => {
    const { setup, id, runner } = await inTheMiddle(run);
    process.kill(runner, 'SIGTERM');
    expect(await ended(runner, 8000)).toBeLessThan(2000);
    expect(scratchFolders(setup, id)).toEqual([]);
    await gate.open();
    expect(await outcomeOf(setup, id)).toEqual(expected);
  }, 60_000);
});

describe('a server in the middle of a change', () => {
  it('14: that is stopped takes its runner with it, and the next one finishes what it began', async () => {
    const { setup, id, runner } = await inTheMiddle('rendering');
    await setup.server.stop();
    expect(isAlive(runner)).toBe(false);
    await gate.open();
    await setup.restart();
    expect(await outcomeOf(setup, id)).toEqual(expected);
  }, 60_000);

  it('4: that is killed leaves its runner at work, and the next one adopts it', async () => {
    const { setup, id, runner } = await inTheMiddle('rendering');
    setup.server.process.kill('SIGKILL');
    await setup.restart();
    expect(isAlive(runner)).toBe(true);
    await gate.open();
    expect(await outcomeOf(setup, id)).toEqual(expected);
    expect(await attempts(setup, id)).toBe(1);
  }, 60_000);
});
