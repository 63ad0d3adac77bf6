import type { CrashPoint } from '../../../core/regeneration/crash-point.js';
import { ffmpegGate, type FFMPEG_RUNS, type FfmpegGate } from './ffmpeg-gate.js';
import { ended, isAlive, runnersOf } from '../../kit/server/runners.js';
import { byEffort } from '../../kit/effort.js';
import { sideBySide } from '../../kit/side-by-side.js';
import { darken, openSetup, outcomeOf, scratchFolders, type Outcome, type Setup } from '../fault-fixture.js';

/** A setup leaves half of its time to others: its runner starts, waits, and is replaced. */
const SETUPS_AT_ONCE = 3;

/** The change as it goes when nothing happens to it. */
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

/** By row of the fault matrix; how many attempts it takes. */
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
  beforeAll(() => {
    const points = tried.map(([, point]) => point);
    crash = sideBySide(points, SETUPS_AT_ONCE, async (point) => {
      const setup = await openSetup({ CRASH_POINT: point }, undisturbed);
      const id = await darken(setup);
      const ended = { outcome: await outcomeOf(setup, id), attempt: await attempts(setup, id) };
      await setup.close();
      return ended;
    });
  });

  it.each(tried)(
    '%i: at %s is replaced where it had not finished, and the change ends as ever',
    async (_row, point, taken) => {
      // A killed process cannot remove its scratch: the garbage collector does.
      const outcome = { ...expected, scratch: [expect.any(String)] };
      expect(await crash(point)).toEqual({ outcome, attempt: taken });
    },
    60_000,
  );
});

/** A setup whose runner stands in the middle of a step. */
async function inTheMiddle(
  run: keyof typeof FFMPEG_RUNS,
): Promise<{ setup: Setup; id: string; runner: number; gate: FfmpegGate }> {
  let gate!: FfmpegGate;
  const setup = await openSetup(async (fixture) => {
    gate = await ffmpegGate(fixture.dataDir, run);
    return { FFMPEG_PATH: gate.path };
  }, undisturbed);
  const id = await darken(setup);
  await gate.reached();
  const [runner] = runnersOf(setup.server);
  return { setup, id, runner: runner!, gate };
}

describe.each(['rendering', 'joining'] as const)('a runner in the middle of %s', (run) => {
  it('13: that is killed is replaced, and pays once', async () => {
    const { setup, id, runner, gate } = await inTheMiddle(run);
    process.kill(runner, 'SIGKILL');
    await gate.open();
    expect(await outcomeOf(setup, id)).toEqual({ ...expected, scratch: [expect.any(String)] });
    expect(await attempts(setup, id)).toBe(2);
    await setup.close();
  }, 60_000);

  it('14: that is told to stop ends within two seconds with its ffmpeg and its scratch, and its work is resumed', async () => {
    const { setup, id, runner, gate } = await inTheMiddle(run);
    process.kill(runner, 'SIGTERM');
    expect(await ended(runner, 8000)).toBeLessThan(2000);
    expect(scratchFolders(setup)).toEqual([]);
    await gate.open();
    expect(await outcomeOf(setup, id)).toEqual(expected);
    await setup.close();
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
    await setup.close();
  }, 60_000);

  it('4: that is killed leaves its runner at work, and the next one adopts it', async () => {
    const { setup, id, runner, gate } = await inTheMiddle('rendering');
    setup.server.process.kill('SIGKILL');
    await setup.restart();
    expect(isAlive(runner)).toBe(true);
    await gate.open();
    expect(await outcomeOf(setup, id)).toEqual(expected);
    expect(await attempts(setup, id)).toBe(1);
    await setup.close();
  }, 60_000);
});
