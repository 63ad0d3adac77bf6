import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kept } from '../../core/measurements/kept.js';
import type { TemplateId } from '../../core/templates/definitions.js';
import { byEffort } from '../../test/kit/effort.js';
import { demoClips } from '../../test/kit/media/demo-clips.js';
import { bundledTools } from '../../test/kit/media/ffmpegs.js';
import { ffmpeg, makeClip } from '../../test/kit/media/media.js';
import { renderLooks } from '../../test/kit/media/rendering.js';
import { keptOf } from './kept.js';
import { measureClip } from './measure-clip.js';
import type { SmallFrames } from './small-frames.js';

const SECONDS = 3;

let folder: string;
let clips: string[];
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'));
  clips = await demoClips(folder, SECONDS);
});
afterAll(() => rm(folder, { recursive: true }));

async function framesOf(path: string): Promise<SmallFrames> {
  const measuring = { ffmpeg: await bundledTools(), scratch: `${path}.rgb` };
  return (await measureClip(path, SECONDS, measuring, new AbortController().signal))!.frames;
}

const kept = async (footage: string, of: string): Promise<Kept | null> =>
  keptOf(await framesOf(footage), await framesOf(of));

/** A copy through filters. */
async function filtered(path: string, filters: string): Promise<string> {
  const copy = join(folder, `${made++}.mp4`);
  await ffmpeg(['-i', path, '-vf', filters, '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20', copy]);
  return copy;
}

/** At quick effort of one clip, where much moves. */
const COMPARED = byEffort({ quick: [1], full: [0, 1, 3, 4] });

it.each<[TemplateId, least: number, most: number]>([
  ...(['nighttime', 'daytime', 'warmer', 'cooler', 'black_and_white', 'sepia', 'teal_orange'] as const).map(
    (look): [TemplateId, number, number] => [look, 0.9, 1],
  ),
  ['high_contrast', 0.9, 1],
  ['snow', 0.65, 1],
  ['freeze', 0.6, 0.9],
  ['shake', 0.2, 0.6],
  ['zoom_in', 0.05, 0.5],
  ['slow_motion', 0.05, 0.6],
  ['reverse', 0, 0.5],
  ['crop_closer', 0, 0.3],
  ['mirror', 0, 0.45],
  ['flip', 0, 0.4],
])(
  'the look %s keeps %f to %f of its footage',
  async (look, least, most) => {
    const slot = { beatSeconds: [], clipSeconds: SECONDS };
    for (const at of COMPARED) {
      const drawn = await renderLooks(clips[at]!, [look], await bundledTools(), null, undefined, slot);
      const { score } = (await kept(clips[at]!, drawn))!;
      expect(score).toBeGreaterThanOrEqual(least);
      expect(score).toBeLessThanOrEqual(most);
    }
  },
  60_000,
);

it('keeps at most a quarter of any other clip, although all are scenes of one style', async () => {
  const frames = await Promise.all(clips.map(framesOf));
  const scores = frames.flatMap((one, at) =>
    frames.flatMap((other, is) => (is === at ? [] : [keptOf(one, other)!.score])),
  );
  expect(scores).toHaveLength(30);
  expect(Math.max(...scores)).toBeLessThan(0.25);
}, 60_000);

it('compares files of another frame rate, size and length at the same times', async () => {
  const other = await filtered(clips[1]!, 'fps=24,scale=640:360');
  expect((await kept(clips[1]!, other))!.score).toBeGreaterThan(0.95);
  const short = await filtered(clips[1]!, 'trim=duration=1.2');
  expect((await kept(clips[1]!, short))!.score).toBeGreaterThan(0.95);
  const late = await filtered(clips[1]!, 'trim=start=1,setpts=PTS-STARTPTS');
  expect((await kept(clips[1]!, late))!.score).toBeLessThan(0.6);
});

it('compares the edges alone of footage that stands still', async () => {
  const still = await filtered(clips[1]!, 'trim=end_frame=1,loop=loop=71:size=1:start=0,setpts=N/24/TB');
  const night = await filtered(still, "curves=all='0/0 1/0.4'");
  const found = (await kept(still, night))!;
  expect(found).toEqual({ score: found.edges, edges: expect.any(Number), motion: null });
  expect(found.score).toBeGreaterThan(0.95);
  // Footage that moves, of which only the first frame stays.
  expect((await kept(clips[1]!, still))!.score).toBeLessThan(0.6);
});

it('finds nothing to compare in black footage and in one color, and nothing kept where it becomes black', async () => {
  const plain = { seconds: 1, width: 64, height: 36 };
  const black = await makeClip({ ...plain, file: join(folder, 'black.mp4'), pattern: 'color=black' });
  const orange = await makeClip({ ...plain, file: join(folder, 'orange.mp4'), pattern: 'color=0xB07030' });
  expect(await kept(black, black)).toBeNull();
  expect(await kept(black, clips[1]!)).toBeNull();
  expect(await kept(orange, orange)).toBeNull();
  expect(await kept(clips[1]!, black)).toEqual({ score: 0, edges: 0, motion: 0 });
});
