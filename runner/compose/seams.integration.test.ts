import {
  createComposingFixture,
  slotsOf,
  transitionAfter,
  type ComposingFixture,
} from '../../test/kit/media/composing.js';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import { makeClip } from '../../test/kit/media/media.js';
import { likenessToReference, type SeamReference } from '../../test/kit/media/seam-reference.js';
import { planSegments, type TimelinePlan } from '../../core/timeline/segments.js';
import type { StoredMedia } from './clip-sources.js';

const SIZE = { width: 640, height: 360 };
const TIMELINE: TimelinePlan = {
  ...slotsOf([41, 37, 44, 38]),
  transitions: [transitionAfter(1, 'crossfade', 0.5), transitionAfter(2, 'fade', 0.5)],
};
/** Frames on both sides of a join that are compared; transitions are shorter than two of them. */
const WINDOW = 10;
const LEAST_LIKENESS = 0.97;

/** Detail that moves by at least a pixel per frame, as with a moving camera. */
const FOOTAGE = [
  { pattern: 'mandelbrot', filters: 'scale=1280:720,crop=640:360:200+3*n:180,gblur=sigma=1' },
  { pattern: 'testsrc2', filters: 'hflip' },
  { pattern: 'mandelbrot', filters: 'scale=1280:720,crop=640:360:320:60+3*n,gblur=sigma=1' },
  { pattern: 'testsrc2', filters: 'hue=h=120' },
];

let fixture: ComposingFixture;
let reference: SeamReference;
let sources: StoredMedia[];

beforeAll(async () => {
  fixture = await createComposingFixture();
  const clips = [];
  for (const [clip, look] of FOOTAGE.entries()) {
    clips.push(await makeClip({ ...SIZE, ...look, seconds: 2, file: fixture.inFolder(`clip-${clip}.mp4`) }));
  }
  reference = { timeline: TIMELINE, clips };
  sources = [];
  for (const clip of clips) sources.push(await fixture.stored(clip));
});
afterAll(() => fixture.drop());

/** The frames near joins, and the similarity of each to the reference's frame `shift` later. */
async function likenessAtJoins(film: string, shift = 0): Promise<{ frame: number; likeness: number }[]> {
  const likeness = await likenessToReference(film, reference, shift);
  expect(likeness).toHaveLength(TIMELINE.totalFrames - shift);
  const [, ...later] = planSegments(TIMELINE);
  const isNear = (frame: number) =>
    later.some(({ startFrame }) => frame >= startFrame - WINDOW && frame < startFrame + WINDOW);
  return likeness.map((alike, frame) => ({ frame, likeness: alike })).filter(({ frame }) => isNear(frame));
}

eachFfmpeg((tools) => {
  let film: string;
  beforeAll(async () => {
    const input = { jobId: tools().build, timeline: TIMELINE, sources, song: null, ffmpeg: tools() };
    film = (await fixture.compose(SIZE, input)).filePath;
  });

  it('looks at every join, and in every transition, as if all clips had been drawn at once', async () => {
    const likeness = await likenessAtJoins(film);
    expect(likeness.filter((seen) => seen.likeness < LEAST_LIKENESS)).toEqual([]);
  });

  it('has no frame at a join that could be its neighbor', async () => {
    const likeness = await likenessAtJoins(film, 1);
    expect(likeness.filter((seen) => seen.likeness >= LEAST_LIKENESS)).toEqual([]);
  });
});
