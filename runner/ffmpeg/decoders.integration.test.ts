import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import { testFfmpeg } from '../../test/kit/media/media.js';
import { checkMedia } from '../import/check-media.js';
import { probeMedia } from './probe.js';
import { runFfmpeg } from './run-ffmpeg.js';

const never = new AbortController().signal;
let folder: string;
/** Files in supported containers with rarely used codecs. */
const SOUNDS = ['adpcm_ima_qt.mov', 'wmav2.mkv', 'dca.mkv', 'damaged-header.mp4', 'damaged-end.mp4'];
const ODD = { cinepak: 'odd.mov', msvideo1: 'odd.mkv', adpcm_ms: 'odd.wav' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decoders-'));
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=10:d=0.5'];
  const sound = ['-f', 'lavfi', '-i', 'sine=d=0.5'];
  await make([...picture, '-c:v', 'cinepak', join(folder, ODD.cinepak)]);
  await make([...picture, '-pix_fmt', 'rgb555le', '-c:v', 'msvideo1', join(folder, ODD.msvideo1)]);
  await make([...sound, '-c:a', 'adpcm_ms', join(folder, ODD.adpcm_ms)]);
  const clip = [...picture, ...sound, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-strict', '-2'];
  for (const name of SOUNDS.slice(0, 3)) {
    await make([...clip, '-ar', '48000', '-c:a', name.slice(0, name.indexOf('.')), join(folder, name)]);
  }
  const whole = join(folder, 'whole.mp4');
  await make([...clip, '-c:a', 'aac', '-movflags', '+faststart', whole]);
  const bytes = await readFile(whole);
  // The decoder's own header, behind its tag and length; and the last packets, which are those of the sound.
  const header = bytes.indexOf(Buffer.from([5, 0x80, 0x80, 0x80, 5]), bytes.indexOf('esds'));
  await writeFile(join(folder, SOUNDS[3]!), Buffer.from(bytes).fill(0xff, header + 5, header + 10));
  await writeFile(join(folder, SOUNDS[4]!), Buffer.from(bytes).fill(0xff, bytes.length - 400));
});
afterAll(() => rm(folder, { recursive: true }));

async function make(args: string[]): Promise<void> {
  const { ffmpegPath } = await testFfmpeg();
  await promisify(execFile)(ffmpegPath, ['-nostdin', '-v', 'error', ...args]);
}

eachFfmpeg((tools) => {
  it.each(Object.entries(ODD))('a file coded as %s is refused, and says why', async (codec, name) => {
    const kind = name.endsWith('.wav') ? 'song' : 'clip';
    const checked = checkMedia(join(folder, name), kind, tools(), never);
    await expect(checked).rejects.toThrow(`Files coded as ${codec} are not supported.`);
  });

  it.each(SOUNDS)('a clip may have a sound of %s, which is not used', async (name) => {
    const file = join(folder, name);
    const { probe } = await checkMedia(file, 'clip', tools(), never);
    expect(probe.video).toMatchObject({ codec: 'h264', durationSeconds: expect.closeTo(0.5, 1) as number });
    await expect(checkMedia(file, 'song', tools(), never)).rejects.toThrow();
  });

  it('no command opens a decoder beyond the list, whatever the probe was told', async () => {
    const run = {
      inputs: [{ file: join(folder, ODD.cinepak), format: 'mov' }],
      ...{ outputOptions: ['-map', '0:v:0'], format: 'null', outputPath: null, frameCount: 5 },
      ...{ doing: 'read the file', failureCode: 'VIDEO_MODEL_FAILED' as const },
    };
    await expect(runFfmpeg(tools(), run, never)).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/not on whitelist/) as string },
    });
  });

  it('a file without a decoder for one of its streams is still read: timecodes, chapters', async () => {
    const file = join(folder, `timecode-${tools().build}.mov`);
    const source = ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=10:d=0.5', '-timecode', '00:00:00:00'];
    await make([...source, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', file]);
    expect((await probeMedia(file, tools())).video?.codec).toBe('h264');
  });
});
