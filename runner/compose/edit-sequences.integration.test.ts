import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { byEffort } from '../../test/kit/effort.js';
import {
  createComposingFixture,
  slotsOf,
  transitionAfter,
  type ComposingFixture,
} from '../../test/kit/media/composing.js';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import {
  makeClip,
  makeSong,
  outputHashes,
  type ClipOptions,
  type OutputHashes,
} from '../../test/kit/media/media.js';
import { clipsOf, planSegments, type Segment, type TimelinePlan } from '../../core/timeline/segments.js';
import type { StoredMedia } from './clip-sources.js';
import type { ComposeResult } from './compose.js';

const SIZE = { width: 96, height: 54 };
/** On npm's ffmpeg; Debian's takes three times as long for the same, and plays a few. */
const SEQUENCES = byEffort({ quick: 3, full: 12 });
const SEQUENCES_ON_PATH = 3;

/** Replacements of clips: from a single picture to twice the length of a slot. */
const FOOTAGE: Omit<ClipOptions, 'file'>[] = [
  { seconds: 1.2, width: 96, height: 54 },
  { seconds: 0.4, width: 64, height: 64, fps: 24, pattern: 'mandelbrot' },
  { seconds: 2.4, width: 54, height: 96, fps: '30000/1001', filters: 'negate' },
  { seconds: 1.5, width: 128, height: 72, fps: 50, filters: 'hflip', keyframeInterval: 6 },
  { seconds: 0.04, width: 96, height: 54, fps: 25, pattern: 'smptebars' },
  { seconds: 1, width: 96, height: 54, fps: 30, pattern: 'color=teal', variableFrameRate: true },
];
/** The version of a clip: a number of FOOTAGE; null: the clip is missing. */
type Version = number | null;

let fixture: ComposingFixture;
let footage: StoredMedia[];
let song: StoredMedia;

beforeAll(async () => {
  fixture = await createComposingFixture();
  footage = [];
  for (const [n, options] of FOOTAGE.entries()) {
    footage.push(
      await fixture.stored(await makeClip({ ...options, file: fixture.inFolder(`footage-${n}.mp4`) })),
    );
  }
  song = await fixture.stored(await makeSong({ file: fixture.inFolder('song.wav'), seconds: 4 }));
});
afterAll(() => fixture.drop());

const version = fc.option(fc.nat({ max: FOOTAGE.length - 1 }), { freq: 6 });
const clipCount = 4;
const sequence = fc.record({
  timeline: fc
    .record({
      first: fc.integer({ min: 5, max: 36 }),
      others: fc.array(fc.integer({ min: 1, max: 36 }), { minLength: 1, maxLength: clipCount - 1 }),
      types: fc.array(fc.constantFrom('cut', 'crossfade', 'fade'), {
        minLength: clipCount,
        maxLength: clipCount,
      }),
      seconds: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
        minLength: clipCount,
        maxLength: clipCount,
      }),
    })
    .map(({ first, others, types, seconds }): TimelinePlan => {
      const joins = others.map((_, clip) => transitionAfter(clip, types[clip]!, seconds[clip]!));
      return { ...slotsOf([first, ...others]), transitions: joins };
    }),
  versions: fc.array(version, { minLength: clipCount, maxLength: clipCount }),
  edits: fc.array(
    fc.record({ clip: fc.nat({ max: clipCount - 1 }), to: fc.oneof(version, fc.constant('back' as const)) }),
    { minLength: 2, maxLength: 3 },
  ),
});
type Sequence = typeof sequence extends fc.Arbitrary<infer Value> ? Value : never;

/** A segment's content in words: equal words mean the same pictures. */
function shownBy(segment: Segment, { clips }: TimelinePlan, versions: Version[]): string {
  const shown = clipsOf(segment).map((clip) => {
    const { startFrame, endFrame } = clips[clip]!;
    const footageShown =
      versions[clip] === null ? 'black' : `${versions[clip]} from ${segment.startFrame - startFrame}`;
    return `${footageShown} in ${endFrame - startFrame}`;
  });
  const cut = segment.kind === 'body' ? 0 : segment.boundaryFrame - segment.startFrame;
  return `${segment.kind} of ${segment.endFrame - segment.startFrame} with its cut at ${cut}: ${shown.join(', ')}`;
}

const framesOf = (segments: Segment[]) =>
  segments.reduce((sum, { startFrame, endFrame }) => sum + endFrame - startFrame, 0);

/** For versions of the clips, counts the frames of segments that were not counted before. */
function frameCounter(timeline: TimelinePlan, segments: Segment[]): (versions: Version[]) => number {
  const made = new Set<string>();
  return (versions) => {
    const missing = new Map(segments.map((segment) => [shownBy(segment, timeline, versions), segment]));
    for (const shown of made) missing.delete(shown);
    for (const shown of missing.keys()) made.add(shown);
    return framesOf([...missing.values()]);
  };
}

function expectSameOutside(changed: Segment[], old: OutputHashes, now: OutputHashes): void {
  const isOutside = (_: string, frame: number) =>
    !changed.some(({ startFrame, endFrame }) => frame >= startFrame && frame < endFrame);
  expect(now.frames).toHaveLength(old.frames.length);
  expect(now.frames.filter(isOutside)).toEqual(old.frames.filter(isOutside));
  expect(now.soundPackets).toEqual(old.soundPackets);
}

eachFfmpeg((tools) => {
  let run = 0;

  function compose(jobId: string, timeline: TimelinePlan, versions: Version[]): Promise<ComposeResult> {
    const sources = versions.map((shown) => (shown === null ? null : footage[shown]!));
    return fixture.compose(SIZE, { jobId, timeline, sources, song, ffmpeg: tools() });
  }

  async function playThrough({ timeline, versions: atFirst, edits }: Sequence): Promise<void> {
    const jobId = `${tools().build}-${run++}`;
    const segments = planSegments(timeline);
    const newFrames = frameCounter(timeline, segments);
    let versions = atFirst.slice(0, timeline.clips.length);
    const history = versions.map((shown) => [shown]);
    const first = await compose(jobId, timeline, versions);
    expect(first.encodedFrames).toBe(newFrames(versions));
    let old = await outputHashes(first.filePath);
    expect(old.frames).toHaveLength(timeline.totalFrames);
    for (const [step, { clip: anyClip, to }] of edits.entries()) {
      const clip = anyClip % versions.length;
      const past = history[clip]!;
      past.push(to === 'back' ? (past.at(-2) ?? null) : to);
      versions = versions.with(clip, past.at(-1)!);
      const edited = await compose(jobId, timeline, versions);

      const changed = segments.filter((segment) => clipsOf(segment).includes(clip));
      expect(edited.encodedFrames).toBe(newFrames(versions));
      expect(edited.encodedFrames).toBeLessThanOrEqual(framesOf(changed));
      const now = await outputHashes(edited.filePath);
      expectSameOutside(changed, old, now);
      old = now;

      if (step === edits.length - 1 || (run % 4 === 0 && step === 0)) {
        const full = await compose(`${jobId}-full-${step}`, timeline, versions);
        expect((await readFile(edited.filePath)).equals(await readFile(full.filePath))).toBe(true);
      }
    }
  }

  it('encodes once what two slots show alike, such as two clips that are missing', async () => {
    const timeline = { ...slotsOf([20, 20, 20, 20]), transitions: [] };
    const result = await compose(`${tools().build}-alike`, timeline, [null, 0, null, 0]);
    expect(result).toMatchObject({ encodedFrames: 40, reusedFrames: 40 });
    const { frames } = await outputHashes(result.filePath);
    expect(frames).toHaveLength(80);
    expect(frames.slice(40)).toEqual(frames.slice(0, 40));
  });

  it(
    'encodes what an edit changed, and no more, and ends with the bytes of an empty cache',
    () =>
      fc.assert(fc.asyncProperty(sequence, playThrough), {
        numRuns: tools().source === 'path' ? SEQUENCES_ON_PATH : SEQUENCES,
        endOnFailure: true,
      }),
    300_000,
  );
});
