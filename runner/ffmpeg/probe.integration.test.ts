import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, open, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import { makeClip, makeSong, testFfmpeg } from '../../test/kit/media/media.js';
import type { FfmpegTools } from './binaries.js';
import { clipViolations, songViolations } from './media-limits.js';
import { checkDecodable } from './length/check-decodable.js';
import { displayedAspect, type VideoStream } from './picture/video-stream.js';
import { parseProbe, probeMedia, UnusableMedia } from './probe.js';

let folder: string;
let binaries: FfmpegTools;
let clip: string;
const inFolder = (name: string) => path.join(folder, name);
const never = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'probe-'));
  binaries = await testFfmpeg();
  clip = await makeClip({
    file: inFolder('clip.mp4'),
    seconds: 2,
    fps: '30000/1001',
    rotation: 90,
    sound: true,
  });
});
afterAll(() => rm(folder, { recursive: true }));

describe('probeMedia', () => {
  it('reads size, rate, rotation and sound of a phone-like clip', async () => {
    const probe = await probeMedia(clip, binaries);
    expect(probe).toMatchObject({
      container: 'mp4',
      demuxer: 'mov',
      video: { codec: 'h264', width: 320, height: 180, rotation: 90, pixelFormat: 'yuv420p', pixelAspect: 1 },
      audio: { codec: 'aac', sampleRate: 44100, channels: 1 },
    });
    expect(probe.video?.frameRate).toBeCloseTo(29.97, 2);
    expect(probe.durationSeconds).toBeCloseTo(2, 0);
    expect(clipViolations(probe)).toEqual([]);
  });

  it('asks once about a file, and again once it is written anew, though its size and time are the same', async () => {
    const file = inFolder('again.mp4');
    await copyFile(clip, file);
    const [first, { atime, mtime }] = [await probeMedia(file, binaries), await stat(file)];
    expect(await probeMedia(file, binaries)).toBe(first);
    const written = await open(file, 'r+');
    await written.write(Buffer.alloc((await readFile(file)).length));
    await written.close();
    await utimes(file, atime, mtime);
    await expect(probeMedia(file, binaries)).rejects.toThrow(UnusableMedia);
    await rm(file);
    await expect(probeMedia(file, binaries)).rejects.toThrow('ENOENT');
  });

  it('tells the containers apart', async () => {
    for (const container of ['mov', 'webm', 'mkv'] as const) {
      const file = await makeClip({ file: inFolder(`kind.${container}`), seconds: 0.2 });
      const probe = await probeMedia(file, binaries);
      expect(probe.container).toBe(container === 'mkv' ? 'matroska' : container);
    }
    for (const container of ['m4a', 'mp3', 'wav', 'flac'] as const) {
      const song = await makeSong({ file: inFolder(`s.${container}`), seconds: 1 });
      const probe = await probeMedia(song, binaries);
      expect(probe.container).toBe(container);
      expect(songViolations(probe)).toEqual([]);
    }
  });

  it('refuses empty files, text and a playlist that would make ffmpeg call a server', async () => {
    let calls = 0;
    const server = createServer(() => calls++).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:${port}/a.ts\n#EXT-X-ENDLIST\n`;
    await writeFile(inFolder('playlist.mp4'), playlist);
    await writeFile(inFolder('text.mp4'), 'not a film\n'.repeat(500));
    await writeFile(inFolder('empty.mp4'), '');
    for (const name of ['playlist.mp4', 'text.mp4', 'empty.mp4']) {
      await expect(probeMedia(inFolder(name), binaries)).rejects.toThrow(UnusableMedia);
    }
    await new Promise((resolve) => server.close(resolve));
    expect(calls).toBe(0);
  });
});

describe('checkDecodable', () => {
  it('accepts whole clips and songs', async () => {
    const webm = await makeClip({ file: inFolder('whole.webm'), seconds: 1 });
    const song = await makeSong({ file: inFolder('whole.mp3'), seconds: 1 });
    for (const file of [clip, webm, song]) {
      await checkDecodable(file, await probeMedia(file, binaries), binaries, never);
    }
  });

  it('finds a clip that was cut short, which the probe alone does not, on either ffmpeg', async () => {
    const whole = { 'cut.mp4': clip, 'cut.webm': await makeClip({ file: inFolder('w.webm'), seconds: 2 }) };
    for (const [name, source] of Object.entries(whole)) {
      const cut = inFolder(name);
      await copyFile(source, cut);
      await fastStart(cut);
      await truncate(cut, Math.floor((await stat(cut)).size * 0.6));
      const probe = await probeMedia(cut, binaries);
      expect(probe.durationSeconds).toBeGreaterThan(1.9);
      for (const ffmpegPath of [binaries.ffmpegPath, bundledFfmpeg.path]) {
        const check = checkDecodable(cut, probe, { ...binaries, ffmpegPath }, never);
        await expect(check).rejects.toThrow('The file is damaged or incomplete.');
      }
    }
  });
});

describe('limits', () => {
  const format = { format_name: 'mov,mp4,m4a,3gp,3g2,mj2', duration: '60.5' };
  const video = {
    codec_type: 'video',
    codec_name: 'h264',
    width: 4480,
    height: 2520,
    avg_frame_rate: '30/1',
  };

  it('says each thing that is wrong with a clip', () => {
    const probe = parseProbe(JSON.stringify({ streams: [video], format }), 513 * 1024 * 1024);
    expect(clipViolations(probe)).toEqual([
      'Its 513 MiB are more than 512 MiB, the most that is supported.',
      'Its 60.5 seconds are more than 60, the most that is supported.',
      'Its picture of 4480x2520 is larger than 4096x2304, the most that is supported.',
    ]);
  });

  it('takes exactly the limits, upright too', () => {
    const upright = { ...video, width: 2304, height: 4096 };
    const probe = parseProbe(
      JSON.stringify({ streams: [upright], format: { ...format, duration: '60' } }),
      512 << 20,
    );
    expect(clipViolations(probe)).toEqual([]);
  });

  it('wants a picture in a clip and sound in a song, and takes cover art for no picture', () => {
    const cover = { ...video, width: 500, height: 500, disposition: { attached_pic: 1 } };
    const probe = parseProbe(
      JSON.stringify({ streams: [cover], format: { ...format, duration: '5' } }),
      1000,
    );
    expect(clipViolations(probe)).toContain('It has no video track.');
    expect(songViolations(probe)).toEqual(['It has no sound track.']);
  });
});

/** Moves the index of an mp4 to its front, as in web videos. */
async function fastStart(file: string): Promise<void> {
  if (!file.endsWith('.mp4')) return;
  const moved = `${file}.fast.mp4`;
  execFileSync(binaries.ffmpegPath, [
    '-v',
    'error',
    '-i',
    file,
    '-c',
    'copy',
    '-movflags',
    '+faststart',
    moved,
  ]);
  await copyFile(moved, file);
}

it('turns the shape of pixels with the picture', () => {
  const pal = { width: 720, height: 576, pixelAspect: 16 / 15 };
  expect(displayedAspect({ ...pal, rotation: 0 } as VideoStream)).toBeCloseTo(4 / 3);
  expect(displayedAspect({ ...pal, rotation: 90 } as VideoStream)).toBeCloseTo(3 / 4);
});

it.each([
  [-90, 90],
  [180, 180],
  [-89.6, 90],
  [-450, 90],
  [-(2 ** 63), 0],
])('takes a display matrix of %d for %d degrees', (rotation, degrees) => {
  const stream = { codec_type: 'video', codec_name: 'h264', width: 64, height: 36, pix_fmt: 'yuv420p' };
  const output = {
    streams: [{ ...stream, avg_frame_rate: '30/1', side_data_list: [{ rotation }] }],
    format: { format_name: 'mov,mp4', duration: '1' },
  };
  expect(parseProbe(JSON.stringify(output), 1000).video?.rotation).toBe(degrees);
});
