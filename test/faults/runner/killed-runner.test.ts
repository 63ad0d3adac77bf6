import type { CrashPoint } from '../../../core/regeneration/crash-point.js';
import { ffmpegGate, type FFMPEG_RUNS, type FfmpegGate } from './ffmpeg-gate.js';
import { Semaphore } from '../../../core/util/semaphore.js';
import { startDemoCluster, type DemoCluster } from '../../kit/kubernetes/with-demo.js';
import { ended, isAlive, runnersOf } from '../../kit/server/runners.js';
import { until } from '../../kit/server/until.js';
import { byEffort, spread } from '../../kit/effort.js';
import { sideBySide } from '../../kit/side-by-side.js';
import { jobName } from '../../kubernetes/job-name.js';
import {
  darken,
  openSetup,
  outcomeOf,
  scratchFolders,
  withCopy,
  type Outcome,
  type Setup,
} from '../fault-fixture.js';

/** A change leaves half of its time to others: its runner starts, waits, and is replaced. */
const CHANGES_AT_ONCE = 3;

/** The same change without a fault. */
let undisturbed: Setup;
let expected: Outcome;

beforeAll(async () => {
  undisturbed = await openSetup();
  expected = await outcomeOf(undisturbed, await darken(undisturbed));
}, 120_000);
afterAll(async () => await undisturbed.close());

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

/** Number in the fault matrix, crash point, and attempts needed. */
const CRASHES: [number, CrashPoint, number][] = [
  [13, 'after-claim', 2],
  [13, 'after-prompt-kept', 2],
  [13, 'after-intent', 2],
  [13, 'after-clip-upload', 2],
  [13, 'after-settle', 2],
  [13, 'after-clip-kept', 2],
  [37, 'after-video-upload', 2],
  [37, 'after-video-kept', 2],
  [13, 'after-publish', 1],
];

/** At quick effort one of each step: prompt, clip, recompose, publish. */
const QUICK: CrashPoint[] = ['after-prompt-kept', 'after-settle', 'after-video-kept', 'after-publish'];

describe('a runner that dies', () => {
  const tried = byEffort({ quick: CRASHES.filter(([, point]) => QUICK.includes(point)), full: CRASHES });
  let crash: (point: CrashPoint) => Promise<{ outcome: Outcome; attempt: number }>;
  // On a cluster one server's runners can be told to die at different points.
  let setup: Setup;
  let cluster: DemoCluster;
  const starting = new Semaphore(1);
  beforeAll(async () => {
    setup = await openSetup(async (fixture) => {
      cluster = await startDemoCluster(fixture);
      return cluster.environment;
    });
    const points = tried.map(([, point]) => point);
    crash = sideBySide(points, CHANGES_AT_ONCE, async (point) => {
      const copy = await withCopy(setup, undisturbed);
      const id = await starting.use(async () => await startDoomed(copy, point));
      return { outcome: await outcomeOf(copy, id), attempt: await attempts(copy, id) };
    });
  }, 60_000);
  afterAll(async () => {
    await setup.close();
    await cluster.kubernetes.close();
  });

  /** Begins a change whose first runner will die; returns its id. */
  async function startDoomed(copy: Setup, point: CrashPoint): Promise<string> {
    cluster.podEnvironment.CRASH_POINT = point;
    const id = await darken(copy);
    const { kubernetes } = cluster;
    const started = (): boolean =>
      kubernetes.podsOf(jobName(id)).some(({ status }) => status.phase !== 'Pending');
    await until(started, { limitMs: 30_000, what: 'the start of its pod' });
    return id;
  }

  it.each(tried)(
    '%i: at %s is replaced where it had not finished, and the change ends as ever',
    async (_row, point, taken) => {
      expect(await crash(point)).toEqual({ outcome: expected, attempt: taken });
    },
    60_000,
  );
});

type Gated = Promise<{ setup: Setup; gate: FfmpegGate }>;
const gated = new Map<keyof typeof FFMPEG_RUNS, Gated>();
afterAll(async () => {
  for (const { setup } of await Promise.all(gated.values())) await setup.close();
});

/** A setup whose runners stop before a run of ffmpeg. */
async function openGated(run: keyof typeof FFMPEG_RUNS): Gated {
  let gate!: FfmpegGate;
  const setup = await openSetup(async (fixture) => {
    gate = await ffmpegGate(fixture.dataDir, run);
    return { FFMPEG_PATH: gate.path };
  });
  return { setup, gate };
}

/** A change of a video of its own, whose runner stands in the middle of a step. */
async function inTheMiddle(
  run: keyof typeof FFMPEG_RUNS,
): Promise<{ setup: Setup; id: string; runner: number; gate: FfmpegGate }> {
  if (!gated.has(run)) gated.set(run, openGated(run));
  const { setup: shared, gate } = await gated.get(run)!;
  await until(() => runnersOf(shared.server).length === 0, { what: 'the end of earlier runners' });
  await gate.close();
  const setup = await withCopy(shared, undisturbed);
  const id = await darken(setup);
  await gate.reached();
  const [runner] = runnersOf(setup.server);
  return { setup, id, runner: runner!, gate };
}

describe.each(spread(['rendering', 'joining'] as const, 1))('a runner in the middle of %s', (run) => {
  it('13: that is killed is replaced, and pays once', async () => {
    const { setup, id, runner, gate } = await inTheMiddle(run);
    process.kill(runner, 'SIGKILL');
    await gate.open();
    // A killed process cannot remove its scratch: the garbage collector does.
    expect(await outcomeOf(setup, id)).toEqual({ ...expected, scratch: [expect.any(String)] });
    expect(await attempts(setup, id)).toBe(2);
  }, 60_000);

  it('14: that is stopped ends within two seconds with its ffmpeg and its scratch, and its work is resumed', async () => {
    const { setup, id, runner, gate } = await inTheMiddle(run);
    process.kill(runner, 'SIGTERM');
    expect(await ended(runner, 8000)).toBeLessThan(2000);
    expect(scratchFolders(setup, id)).toEqual([]);
    await gate.open();
    expect(await outcomeOf(setup, id)).toEqual(expected);
  }, 60_000);
});

describe('a server in the middle of a change', () => {
  it('14: that is stopped takes its runner with it, and the next one finishes what it began', async () => {
    const { setup, id, runner, gate } = await inTheMiddle('rendering');
    await setup.server.stop();
    expect(isAlive(runner)).toBe(false);
    await gate.open();
    await setup.restart();
    expect(await outcomeOf(setup, id)).toEqual(expected);
  }, 60_000);

  it('4: that is killed leaves its runner at work, and the next one adopts it', async () => {
    const { setup, id, runner, gate } = await inTheMiddle('rendering');
    setup.server.process.kill('SIGKILL');
    await setup.restart();
    expect(isAlive(runner)).toBe(true);
    await gate.open();
    expect(await outcomeOf(setup, id)).toEqual(expected);
    expect(await attempts(setup, id)).toBe(1);
  }, 60_000);
});
