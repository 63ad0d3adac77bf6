import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import { byEffort } from '../../../test/kit/effort.js';
import { frameHashes, makeClip, testFfmpeg } from '../../../test/kit/media/media.js';
import type { FfmpegTools } from '../../ffmpeg/binaries.js';
import { probeMedia } from '../../ffmpeg/probe.js';
import { runFfmpeg } from '../../ffmpeg/run-ffmpeg.js';
import { segmentRun } from './segment-args.js';
import { loopOf, seekSeconds, type ClipRange, type Footage } from './clip-chain.js';
import { writeLoopList } from './loop-list.js';
import { rangesOf } from './segment-graph.js';

const SIZE = { width: 160, height: 90 };
const SECONDS = 5;
let folder: string;
let ffmpeg: FfmpegTools;
let clips: Record<string, string>;
const inFolder = (name: string) => path.join(folder, name);

type Shown = Omit<ClipRange, 'clip' | 'slotFrames'> & { slotFrames?: number };

const probed = new Map<string, Footage>();

async function footageOf(file: string): Promise<Footage> {
  const known = probed.get(file);
  if (known !== undefined) return known;
  const { demuxer, startSeconds, video } = await probeMedia(file, ffmpeg);
  const footage = { demuxer, startSeconds, video: video! };
  probed.set(file, footage);
  return footage;
}

/**
 * The pictures that a body segment would encode, before the encoder; the slot is as long as the clip by default.
 */
async function drawn(file: string, shown: Shown, tools = ffmpeg): Promise<string[]> {
  const footage = await footageOf(file);
  const range = { clip: 0, slotFrames: 1, ...shown };
  const loop = loopOf(range, footage);
  if (loop !== null) await writeLoopList(file, loop);
  const outputPath = inFolder('drawn.txt');
  const run = segmentRun({
    segment: { kind: 'body', clip: 0, startFrame: 0, endFrame: range.toFrame - range.fromFrame },
    ranges: [range],
    files: [{ file, ...footage }],
    output: { rendition: 'video', size: SIZE, outputPath },
    beside: null,
  });
  const outputOptions = ['-copyts', ...(run.filters === undefined ? ['-map', '[video]'] : [])];
  await runFfmpeg(tools, { ...run, outputOptions, format: 'framemd5' }, new AbortController().signal);
  const rows = (await readFile(outputPath, 'utf8')).split('\n').filter((row) => /^\d/.test(row));
  return rows.map((row) => row.split(',').at(-1)!.trim());
}

/** Both ffmpegs; at quick effort one of them in turn. */
function toolsFor(index: number): FfmpegTools[] {
  const both = [ffmpeg, { ...ffmpeg, ffmpegPath: bundledFfmpeg.path }];
  return byEffort({ quick: [both[index % 2]!], full: both });
}

async function remade(file: string, options: string[]): Promise<void> {
  await promisify(execFile)(ffmpeg.ffmpegPath, ['-v', 'error', '-i', file, ...options]);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'graph-'));
  ffmpeg = await testFfmpeg();
  const clip = (name: string, more: object) =>
    makeClip({ file: inFolder(name), seconds: SECONDS, ...SIZE, ...more });
  const film = await clip('film.mp4', { fps: '24000/1001', keyframeInterval: 250 });
  const late = inFolder('late.mkv');
  await remade(film, ['-c', 'copy', '-output_ts_offset', '0.7', late]);
  const open = inFolder('open.mp4');
  await remade(film, ['-c:v', 'libx264', '-g', '24', '-bf', '3', '-x264-params', 'open-gop=1', open]);
  clips = {
    'a long group of pictures at 23.976': film,
    'a variable frame rate': await clip('variable.mp4', { variableFrameRate: true, keyframeInterval: 20 }),
    '60 frames a second': await clip('fast.mov', { fps: 60, keyframeInterval: 30 }),
    WebM: await clip('clip.webm', { fps: 25, keyframeInterval: 30 }),
    'a clock that starts late': late,
    'open groups of pictures': open,
  };
});
afterAll(() => rm(folder, { recursive: true }));

describe('segmentGraph', () => {
  it('draws the same pictures from a seek as from the start, for any footage, on either ffmpeg', async () => {
    for (const [index, [what, file]] of Object.entries(clips).entries()) {
      for (const tools of toolsFor(index)) {
        const all = await drawn(file, { fromFrame: 0, toFrame: 170 }, tools);
        expect(all).toHaveLength(170);
        for (const fromFrame of [71, 140]) {
          const sought = await drawn(file, { fromFrame, toFrame: fromFrame + 16 }, tools);
          expect([what, sought]).toEqual([what, all.slice(fromFrame, fromFrame + 16)]);
        }
      }
    }
  });

  const fits: [string, number, number[]][] = [
    ['is slowed down', 220, [71, 190, 214]],
    ['is repeated', 400, [148, 301, 395]],
  ];
  it.each(fits)('does so where the footage %s', async (how, slotFrames, entries) => {
    const footages = [
      'a long group of pictures at 23.976',
      'a variable frame rate',
      'a clock that starts late',
    ];
    for (const [index, what] of footages.entries()) {
      const file = clips[what]!;
      const range = { clip: 0, fromFrame: entries[1]!, toFrame: slotFrames, slotFrames };
      const footage = await footageOf(file);
      if (how === 'is repeated') expect(loopOf(range, footage)?.repetition).toBeGreaterThan(0);
      else expect(seekSeconds(range, footage)).not.toBeNull();
      for (const tools of toolsFor(index)) {
        const toFrame = slotFrames + 10;
        const all = await drawn(file, { fromFrame: 0, toFrame, slotFrames }, tools);
        expect(all).toHaveLength(toFrame);
        for (const fromFrame of entries) {
          const sought = await drawn(file, { fromFrame, toFrame: fromFrame + 12, slotFrames }, tools);
          expect([what, sought]).toEqual([what, all.slice(fromFrame, fromFrame + 12)]);
        }
      }
    }
  });

  it('holds the last picture where the clip is too short, and the first one before its start', async () => {
    const file = clips['WebM']!;
    const end = await drawn(file, { fromFrame: 140, toFrame: 170 });
    expect(new Set(end.slice(9)).size).toBe(1);
    const start = await drawn(file, { fromFrame: -6, toFrame: 6 });
    expect(new Set(start.slice(0, 7)).size).toBe(1);
    expect(start[11]).not.toBe(start[6]);
  });

  it('takes each source frame once where the rates agree', async () => {
    const file = await makeClip({ file: inFolder('same.mp4'), seconds: 2, ...SIZE });
    const pictures = await drawn(file, { fromFrame: 0, toFrame: 60 });
    expect(new Set(pictures).size).toBe(new Set(await frameHashes(file)).size);
  });
});

describe('rangesOf', () => {
  const plan = {
    clips: [
      { clipIndex: 0, startFrame: 0, endFrame: 100 },
      { clipIndex: 1, startFrame: 100, endFrame: 150 },
    ],
    transitions: [],
    totalFrames: 150,
  };
  const around = { fromClip: 0, toClip: 1, startFrame: 92, boundaryFrame: 100, endFrame: 108 };

  it('shows both clips all through a crossfade, beyond their slots', () => {
    expect(rangesOf({ kind: 'crossfade', ...around }, plan)).toEqual([
      { clip: 0, fromFrame: 92, toFrame: 108, slotFrames: 100 },
      { clip: 1, fromFrame: -8, toFrame: 8, slotFrames: 50 },
    ]);
  });

  it('shows each clip up to the cut in a fade', () => {
    expect(rangesOf({ kind: 'fade', ...around }, plan)).toEqual([
      { clip: 0, fromFrame: 92, toFrame: 100, slotFrames: 100 },
      { clip: 1, fromFrame: 0, toFrame: 8, slotFrames: 50 },
    ]);
  });
});
