import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import bundledFfprobe from '@ffprobe-installer/ffprobe';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FfmpegTools } from '../../../runner/ffmpeg/binaries.js';
import { firstFrameJpeg } from '../../../runner/ffmpeg/first-frame.js';
import { makeThumbnail } from '../../../runner/ffmpeg/thumbnail.js';
import { checkMedia } from '../../../runner/import/check-media.js';
import { createLocalRenderer } from '../../../runner/video/builtin/local-renderer.js';
import {
  createComposingFixture,
  slotsOf,
  transitionAfter,
  type ComposingFixture,
} from '../../kit/media/composing.js';
import { makeClip, makeSong } from '../../kit/media/media.js';
import { NO_NEWS } from '../../kit/media/rendering.js';

/** Every ffmpeg and ffprobe that the product spawns, checked by its actual arguments. */
let fixture: ComposingFixture;
let tools: FfmpegTools;
const signal = new AbortController().signal;
const SIZE = { width: 96, height: 64 };

beforeAll(async () => {
  fixture = await createComposingFixture();
  await mkdir(fixture.inFolder('calls'));
  const [ffmpegPath, ffprobePath] = [
    await noting('ffmpeg', bundledFfmpeg.path),
    await noting('ffprobe', bundledFfprobe.path),
  ];
  tools = { ffmpegPath, ffprobePath, build: 'noted', source: 'env' };
}, 60_000);
afterAll(async () => await fixture.drop());

/** A program that records its arguments, one per line, and then runs the real one. */
async function noting(name: string, program: string): Promise<string> {
  const script = fixture.inFolder(name);
  const note = `for each in "$@"; do printf '%s\\n' "$each"; done > "${fixture.inFolder('calls')}/${name}-$$"`;
  await writeFile(script, `#!/bin/sh\n${note}\nexec "${program}" "$@"\n`);
  await chmod(script, 0o755);
  return script;
}

async function calls(): Promise<{ program: string; args: string[] }[]> {
  const names = await readdir(fixture.inFolder('calls'));
  const read = names.map(async (name) => {
    const text = await readFile(join(fixture.inFolder('calls'), name), 'utf8');
    return { program: name.split('-')[0]!, args: text.trimEnd().split('\n') };
  });
  return await Promise.all(read);
}

/** The options of each input, from the one before it. */
function inputs(args: string[]): { file: string; options: string[] }[] {
  const found: { file: string; options: string[] }[] = [];
  for (let from = 0, at = args.indexOf('-i'); at !== -1; from = at + 2, at = args.indexOf('-i', from)) {
    found.push({ file: args[at + 1]!, options: args.slice(from, at) });
  }
  return found;
}

it('every command reads only local files, with listed demuxers and decoders, and opens no connection', async () => {
  const clip = await makeClip({ file: fixture.inFolder('a $(touch x); clip.mp4'), seconds: 1, ...SIZE });
  const song = await makeSong({ file: fixture.inFolder('song.mp3'), seconds: 2 });
  await checkMedia(clip, 'clip', tools, signal);
  await checkMedia(song, 'song', tools, signal);
  await makeThumbnail(clip, fixture.inFolder('thumbnail.jpg'), tools, signal);
  await firstFrameJpeg(clip, fixture.inFolder('frame'), 200_000, tools, signal);
  const [first, second] = [fixture.inFolder('first.mp4'), fixture.inFolder('second.webm')];
  await makeClip({ file: first, seconds: 1, ...SIZE });
  await makeClip({ file: second, seconds: 0.6, ...SIZE });
  const sources = [await fixture.stored(first), await fixture.stored(second)];
  // The second one is looped, with our own list.
  const timeline = { ...slotsOf([20, 60]), transitions: [transitionAfter(0, 'crossfade', 0.3)] };
  await fixture.compose(SIZE, {
    jobId: 'noted',
    timeline,
    sources,
    song: await fixture.stored(song),
    ffmpeg: tools,
  });
  const request = {
    ...{
      model: 'local',
      prompt: '',
      negativePrompt: null,
      looks: [{ id: 'brighter' as const, strength: 1 }],
      style: null,
      edit: null,
      beatSeconds: [],
      clipSeconds: 1,
      seed: 1,
    },
    ...{ aspectRatio: '16:9' as const, references: { scenes: [], characters: [] } as never, paid: null },
    ...{ deadlineAt: new Date(), sourcePath: clip, outputPath: fixture.inFolder('rendered.mp4') },
  };
  await createLocalRenderer(tools, () => '0').generate(request, async () => null as never, signal, NO_NEWS);

  const made = await calls();
  expect(made.filter(({ program }) => program === 'ffmpeg').length).toBeGreaterThanOrEqual(9);
  expect(made.filter(({ args }) => args.includes('concat')).length).toBeGreaterThanOrEqual(2);
  for (const { program, args } of made) {
    if (program === 'ffmpeg') expect(args).toContain('-nostdin');
    for (const { file, options } of inputs(args)) {
      const guard = options[options.indexOf('-protocol_whitelist') + 1];
      expect({ file, guard }).toEqual({ file, guard: 'file' });
      expect({ file, named: options.includes('-f') || options.includes('-format_whitelist') }).toEqual({
        file,
        named: true,
      });
      expect(options).toContain('-codec_whitelist');
      // Never a name that ffmpeg could take for an option or a protocol.
      expect(file.startsWith('/')).toBe(true);
      if (options.includes('concat')) expect(options[options.indexOf('-safe') + 1]).toBe('1');
    }
  }
}, 60_000);
