import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { byEffort, spread } from '../../test/kit/effort.js';
import { makeClip, KIT_FFMPEG, testFfmpeg } from '../../test/kit/media/media.js';
import { bundledTools } from '../../test/kit/media/ffmpegs.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { songRun, songSource } from '../compose/song-track.js';
import { probeMedia } from '../ffmpeg/probe.js';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.js';
import { readJobFile } from './pipeline/job-file.js';
import { planPipelineJob } from './pipeline/pipeline-job.js';
import { BadMedia, checkMedia, lengthWarning } from './check-media.js';

/** Lengths that containers guess, leave out or get wrong are measured, alike with npm's ffmpeg and the machine's own. */

const never = new AbortController().signal;
/** How near a length is to be: a frame of the final video. */
const FRAME = 1 / 30;
let folder: string;
let tools: FfmpegTools[];
/** At quick effort most cases run with npm's alone, which is linked statically and starts ten times faster. */
let someTools: FfmpegTools[];
const inFolder = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lengths-'));
  tools = [await testFfmpeg(), await bundledTools()];
  someTools = tools.slice(byEffort({ quick: 1, full: 0 }));
  make(...MUSIC, '-ac', '2', inFolder('music.wav'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Silence and then noise: the bit rate at the beginning is a bad guess. */
const MUSIC = [
  ...['-f', 'lavfi', '-i', 'anoisesrc=sample_rate=44100:duration=2:seed=7'],
  ...['-af', "volume='if(lt(t,1),0,1)':eval=frame"],
];

function make(...args: string[]): void {
  execFileSync(KIT_FFMPEG, ['-nostdin', '-y', '-v', 'error', ...args]);
}

/** Encodes the music of two seconds. */
async function song(name: string, ...args: string[]): Promise<string> {
  make('-i', inFolder('music.wav'), ...args, inFolder(name));
  return inFolder(name);
}

/** What a program writes that cannot go back to the beginning. */
async function piped(name: string, source: string[], ...args: string[]): Promise<string> {
  const bytes = execFileSync(KIT_FFMPEG, ['-nostdin', '-v', 'error', ...source, ...args, 'pipe:1']);
  await writeFile(inFolder(name), bytes);
  return inFolder(name);
}

async function joined(name: string, ...parts: Promise<string>[]): Promise<string> {
  const files = await Promise.all(parts);
  await writeFile(inFolder(name), Buffer.concat(await Promise.all(files.map((file) => readFile(file)))));
  return inFolder(name);
}

async function withSizes(name: string, size: number, fileSize = size): Promise<string> {
  const bytes = await readFile(inFolder('music.wav'));
  bytes.writeUInt32LE(fileSize, 4);
  bytes.writeUInt32LE(size, bytes.indexOf('data') + 4);
  await writeFile(inFolder(name), bytes);
  return inFolder(name);
}

const fromMusic = () => ['-i', inFolder('music.wav')];
const VARIABLE = ['-q:a', '0', '-write_xing', '0', '-id3v2_version', '0'];

type Row = [kind: string, seconds: number, file: () => Promise<string>];

const SONGS: Row[] = [
  ['AAC without a container', 2.04, () => song('adts.aac')],
  ['VBR MP3 without a Xing header', 2.04, () => song('vbr.mp3', ...VARIABLE)],
  ['MP3 with one', 2, () => song('xing.mp3')],
  ['two MP3s joined', 4.05, () => joined('joined.mp3', song('a.mp3'), song('b.mp3'))],
  ['MP3s of two rates joined', 4.07, () => joined('rates.mp3', song('c.mp3'), song('d.mp3', '-ar', '48000'))],
  [
    'twelve short MP3s joined',
    24.71,
    () => joined('many.mp3', ...Array.from({ length: 12 }, () => song('e.mp3'))),
  ],
  [
    'three Ogg Opus files joined',
    6,
    () => joined('chain.opus', song('d.opus'), song('e.opus'), song('f.opus')),
  ],
  ['two Ogg Vorbis files joined', 4, () => joined('chain.ogg', song('a.ogg'), song('b.ogg'))],
  ['WAV', 2, async () => inFolder('music.wav')],
  ['WAV from a pipe', 2, () => piped('pipe.wav', fromMusic(), '-f', 'wav')],
  ['WAV with sizes of 0', 2, () => withSizes('zero.wav', 0)],
  ['WAV with a size of no sound', 2, () => withSizes('empty.wav', 0, 36)],
  ['WAV with sizes of 7FFFFFFF', 2, () => withSizes('sox.wav', 0x7fff_ffff)],
  [
    'WAV with a size of FFFFFFFF in a file of known size',
    2,
    () => withSizes('one.wav', 0xffff_ffff, 352_878),
  ],
  ['FLAC', 2, () => song('a.flac')],
  ['FLAC from a pipe', 2, () => piped('pipe.flac', fromMusic(), '-f', 'flac')],
  ['Ogg Vorbis', 2, () => song('c.ogg')],
  ['Ogg Opus', 2, () => song('a.opus')],
  ['m4a with an edit list', 2, () => song('edit.m4a')],
  ['m4a without', 2.024, () => song('plain.m4a', '-use_editlist', '0')],
  ['m4a in fragments', 2.03, () => song('f.m4a', '-movflags', 'frag_keyframe+empty_moov')],
  ['m4a that begins with an empty edit', 2.5, () => delayed('empty.m4a', 0.5)],
];

/** The music half a second late, as editing programs export a moved track. */
async function delayed(name: string, seconds: number, plain = song('moved.m4a')): Promise<string> {
  make('-itsoffset', String(seconds), '-i', await plain, '-c', 'copy', inFolder(name));
  return inFolder(name);
}

/** At quick effort every fifth or so is measured with both. */
const toolsFor = (rows: Row[], kind: string): FfmpegTools[] =>
  spread(rows, 4).some(([each]) => each === kind) ? tools : someTools;

it.each(SONGS)('measures a song: %s', async (kind, seconds, file) => {
  const path = await file();
  const [first, ...more] = await Promise.all(
    toolsFor(SONGS, kind).map((each) => checkMedia(path, 'song', each, never)),
  );
  expect(Math.abs(first!.probe.durationSeconds - seconds)).toBeLessThan(FRAME);
  for (const other of more)
    expect(Math.abs(other.probe.durationSeconds - first!.probe.durationSeconds)).toBeLessThan(FRAME / 2);
});

/** Root mean square of each tenth of a second of a file's sound, 1 being the loudest. */
function loudness(file: string): number[] {
  const pcm = execFileSync(KIT_FFMPEG, [
    ...['-v', 'error', '-i', file, '-map', '0:a:0', '-ac', '1', '-ar', '8000', '-f', 's16le', 'pipe:1'],
  ]);
  const samples = new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length >> 1);
  return Array.from({ length: Math.floor(samples.length / 800) }, (_, tenth) => {
    const part = samples.subarray(tenth * 800, (tenth + 1) * 800);
    return Math.sqrt(part.reduce((sum, each) => sum + (each / 32768) ** 2, 0) / part.length);
  });
}

const QUIET = 0.01;

it.each<[kind: string, file: () => Promise<string>, silent: (tenth: number) => boolean]>([
  ['two rates', () => joined('r.mp3', tone('e.mp3'), tone('f.mp3', '-ar', '48000')), (tenth) => tenth >= 41],
  ['joined Opus', () => joined('r.opus', tone('e.opus'), tone('f.opus')), (tenth) => tenth >= 40],
  ['an empty edit', () => delayed('r.m4a', 0.5, tone('e.m4a')), (tenth) => tenth < 5 || tenth >= 25],
])('plays a song with %s through, as long as the video', async (_kind, file, silent) => {
  const path = await file();
  for (const each of someTools) {
    const probe = await probeMedia(path, each);
    const output = inFolder('track.m4a');
    await runFfmpeg(
      each,
      songRun(
        { file: path, format: probe.demuxer },
        150,
        [{ rendition: 'video', outputPath: output }],
        songSource(probe),
      ),
      never,
    );
    expect((await probeMedia(output, each)).durationSeconds).toBeCloseTo(5, 1);
    const heard = loudness(output).map((level) => level > QUIET);
    // Where sound begins or ends inside a tenth, either is right.
    const wrong = heard.flatMap((is, tenth) => {
      const sure = silent(tenth) === silent(tenth - 1) && silent(tenth) === silent(tenth + 1);
      return sure && is === silent(tenth) ? [tenth] : [];
    });
    expect(wrong).toEqual([]);
  }
});

/** Two seconds of one tone, encoded as the name says. */
async function tone(name: string, ...args: string[]): Promise<string> {
  const source = 'sine=frequency=440:sample_rate=44100:duration=2';
  make('-f', 'lavfi', '-i', source, '-ac', '2', ...args, inFolder(name));
  return inFolder(name);
}

const FRAMES = ['-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=25:d=2'];
const VP8 = ['-c:v', 'libvpx', '-deadline', 'realtime'];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast'];
/** A still picture with a last frame much later: the index counts frames, not time. */
const SPARSE = ['-vf', "select='lt(n,10)+eq(n,40)'", '-vsync', 'vfr'];

const CLIPS: Row[] = [
  ['WebM without a duration', 2, () => piped('rec.webm', FRAMES, ...VP8, '-f', 'webm')],
  ['Matroska without a duration', 2, () => piped('rec.mkv', FRAMES, ...H264, '-f', 'matroska')],
  ['WebM with longer sound', 2, () => piped('long.webm', [...FRAMES, ...SINE], ...VP8, '-f', 'webm')],
  ['fragmented MP4', 2, () => clip('frag.mp4', ...H264, '-movflags', 'frag_keyframe+empty_moov')],
  ['MP4 from a pipe', 2, () => piped('pipe.mp4', FRAMES, ...H264, '-movflags', 'frag_keyframe', '-f', 'mp4')],
  ['MP4 of a variable rate', 1.64, () => clip('vfr.mp4', ...SPARSE, ...H264)],
  ['WebM of a variable rate', 1.64, () => piped('v.webm', FRAMES, ...SPARSE, ...VP8, '-f', 'webm')],
  ['MOV cut by an edit list', 1, async () => cut(await clip('whole.mov', ...H264, '-g', '60'))],
];
const SINE = ['-f', 'lavfi', '-i', 'sine=duration=4'];

async function clip(name: string, ...args: string[]): Promise<string> {
  make(...FRAMES, ...args, inFolder(name));
  return inFolder(name);
}

/** The second half. No keyframe is there, so the first half stays in the file and is marked as not shown. */
function cut(file: string): string {
  make('-ss', '1', '-i', file, '-c', 'copy', inFolder('cut.mov'));
  return inFolder('cut.mov');
}

it.each(CLIPS)('measures a clip: %s', async (kind, seconds, file) => {
  const path = await file();
  for (const each of toolsFor(CLIPS, kind)) {
    const { probe } = await checkMedia(path, 'clip', each, never);
    expect(Math.abs(probe.video!.durationSeconds - seconds)).toBeLessThan(FRAME);
  }
});

describe('lengthWarning', () => {
  const remarkOn = async (path: string, kind: 'song' | 'clip') =>
    lengthWarning('The file', await checkMedia(path, kind, tools[0]!, never));

  it('says what was measured where the file says otherwise', async () => {
    const guessed = await remarkOn(await song('guess.mp3', ...VARIABLE), 'song');
    expect(guessed).toMatch(
      /^The file lasts 2\.\d\d seconds, although the file says \d\.\d\d\. The measured length counts\.$/,
    );
    const cutShort = await clip('tag.webm', ...VP8);
    const bytes = (await readFile(cutShort)).toString('latin1').replaceAll('00:00:02.0', '00:00:09.5');
    await writeFile(cutShort, bytes, 'latin1');
    expect(await remarkOn(cutShort, 'clip')).toBe(
      'The file lasts 2.00 seconds, although the file says 9.50. The measured length counts.',
    );
  });

  it('says nothing where the file is right or does not say', async () => {
    expect(await remarkOn(await song('right.m4a'), 'song')).toBeNull();
    expect(await remarkOn(await delayed('right-late.m4a', 0.5), 'song')).toBeNull();
    expect(await remarkOn(await piped('none.webm', FRAMES, ...VP8, '-f', 'webm'), 'clip')).toBeNull();
    // Its clock begins before 0.
    const recorded = await piped('rec.opus', fromMusic(), '-c:a', 'libopus', '-f', 'webm');
    expect(await remarkOn(recorded, 'song')).toBeNull();
  });
});

it('refuses a song that ends before its index says, and one that is mostly damaged', async () => {
  const short = await song('short.m4a', '-movflags', '+faststart');
  await truncate(short, 8_000);
  const noise = await song('noise.aac');
  const bytes = await readFile(noise);
  for (let at = 2000; at < bytes.length; at += 97) bytes[at]! ^= 0x55;
  await writeFile(noise, bytes);
  for (const each of someTools) {
    for (const path of [short, noise]) {
      await expect(checkMedia(path, 'song', each, never)).rejects.toThrow(BadMedia);
    }
  }
});

it('takes a clip whatever state its sound is in', async () => {
  const path = await makeClip({ file: inFolder('sound.mp4'), seconds: 1, sound: true });
  const bytes = await readFile(path);
  // The sound of the last second is in packets at the end of the data.
  const end = bytes.indexOf('moov') - 4;
  bytes.fill(0xff, end - 600, end);
  await writeFile(path, bytes);
  await expect(checkMedia(path, 'video', tools[0]!, never)).rejects.toThrow(BadMedia);
  for (const each of someTools) await checkMedia(path, 'clip', each, never);
});

it('says where a job of the pipeline takes its song for longer than it is', async () => {
  const [songFile, clipFile] = [await song('of-job.m4a'), await clip('of-job.mp4', ...H264)];
  const stages = [
    { stage_name: 'audio_parser', metadata: { audio_analysis: { duration: 9.5 } } },
    {
      stage_name: 'video_generator',
      metadata: {
        clips: {
          clips: [{ clip_index: 0, video_url: `video-clips/${basename(clipFile)}`, target_duration: 9.5 }],
        },
      },
    },
  ];
  const job = { id: randomUUID(), audio_url: `audio-uploads/${basename(songFile)}` };
  await writeFile(inFolder('job.json'), JSON.stringify({ job, job_stages: stages }));
  const said: string[] = [];
  const report = { warn: (line: string) => void said.push(line), problem: fail, progress: () => undefined };
  const file = await readJobFile(inFolder('job.json'));
  await planPipelineJob(inFolder('job.json'), file, { ffmpeg: tools[0]!, report }, never);
  expect(said).toEqual([
    "The song of-job.m4a lasts 2.00 seconds, although the job says 9.50. The video keeps the job's length.",
  ]);
});

function fail(file: string, message: string): never {
  throw new Error(`${file}: ${message}`);
}
