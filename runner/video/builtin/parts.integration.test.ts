import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Adjustment } from '../../../core/adjustments/adjustment.js';
import { eachFfmpeg } from '../../../test/kit/media/ffmpegs.js';
import { frameHashes, lumaOfFrames, makeClip, type ClipOptions } from '../../../test/kit/media/media.js';
import { renderLooks } from '../../../test/kit/media/rendering.js';
import { probeMedia } from '../../ffmpeg/probe.js';
import { framesOf } from './parts.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parts-'));
});
afterAll(() => rm(folder, { recursive: true }));

const footage = async (name: string, options: Partial<ClipOptions> = {}): Promise<string> =>
  await makeClip({
    ...{ file: path.join(folder, name), seconds: 1, width: 96, height: 54, pattern: 'testsrc2' },
    ...options,
  });
const inPart = (id: Adjustment['id'], from: number, to: number): Adjustment => ({
  ...{ id, strength: 1, part: { from, to } },
});

/** The frames that differ, as "from-to" of each row of them. */
async function changed(file: string, from: string): Promise<string[]> {
  const [is, was] = [await frameHashes(file), await frameHashes(from)];
  expect(is).toHaveLength(was.length);
  const rows: number[][] = [];
  for (const [at, hash] of is.entries()) {
    if (hash === was[at]) continue;
    if (rows.at(-1)?.[1] === at) rows.at(-1)![1] = at + 1;
    else rows.push([at, at + 1]);
  }
  return rows.map((row) => row.join('-'));
}

eachFfmpeg((tools) => {
  const render = async (source: string, looks: readonly Adjustment[]): Promise<string> =>
    await renderLooks(source, looks, tools());

  it.each([
    [30, 'bt709', '6-18'],
    [24, 'smpte170m', '5-14'],
  ] as const)(
    'a look for a part of footage of %d frames a second changes its frames, and no bit of the others',
    async (fps, colorMatrix, frames) => {
      const source = await footage(`${fps}.mp4`, { fps, colorMatrix });
      const drawn = await render(source, [inPart('brighter', 0.2, 0.6)]);
      expect(await changed(drawn, source)).toEqual([frames]);
      const { video, durationSeconds } = await probeMedia(drawn, tools());
      expect(video).toMatchObject({ frameRate: fps, frameCount: fps, pixelFormat: 'yuv420p' });
      expect(durationSeconds).toBeCloseTo(1, 2);
      expect(video!.colorMatrix).toBe(colorMatrix);
    },
  );

  it('parts are drawn over what is for all of the clip, which stays as it is without them', async () => {
    const source = await footage('whole.mp4');
    const night = { id: 'nighttime', strength: 1 } as const;
    const alone = await render(source, [night]);
    const parts = [
      inPart('brighter', 0, 0.2),
      inPart('black_and_white', 0.1, 0.5),
      inPart('zoom_in', 0.9, 1),
    ];
    const drawn = await render(source, [night, ...parts]);
    expect(await changed(drawn, alone)).toEqual(['0-15', '28-30']);
    const [is, was] = [await lumaOfFrames(drawn), await lumaOfFrames(alone)];
    expect(is[2]! - was[2]!).toBeGreaterThan(5);
    // The zoom begins with its part.
    expect(is[27]).toBe(was[27]);
  });
});

it('a part of a slot is those frames of the footage that the composition shows there', () => {
  for (const [frameRate, frameCount, clipSeconds] of [
    ...[
      [30, 60, 2],
      [24, 48, 2],
      [60, 120, 2],
      [25, 75, 2],
    ],
    // Slowed by a quarter.
    ...[
      [30, 48, 2],
      [24, 40, 2],
    ],
  ] as [number, number, number][]) {
    const slot = clipSeconds * 30;
    const seconds = frameCount / frameRate;
    const pace = seconds < clipSeconds ? clipSeconds / seconds : 1;
    /** As the fps filter does: the last frame whose time, rounded to the slot's, is not later. */
    const shown = Array.from({ length: slot }, (_, at) =>
      Array.from({ length: frameCount }, (__, frame) => frame).findLast(
        (frame) => Math.round((frame * 30 * pace) / frameRate) <= at,
      ),
    );
    for (let first = 0; first < slot; first += 7)
      for (let end = first + 1; end <= slot; end += 5) {
        const part = { from: first / 30, to: end / 30 };
        const { from, to } = framesOf(part, { frameCount, frameRate }, clipSeconds);
        expect([shown[first]! >= from, to]).toEqual([true, shown[end - 1]! + 1]);
        // What is not in the part is in it only where the slot shows a frame twice, across its edge.
        if (first > 0 && shown[first - 1] !== shown[first]) expect(from).toBeGreaterThan(shown[first - 1]!);
      }
  }
});
