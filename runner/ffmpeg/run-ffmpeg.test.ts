import { mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countFrames, makeClip, testFfmpeg } from '../../test/media.js';
import { FfmpegRefusal, runFfmpeg, type FfmpegRun } from './run-ffmpeg.js';

let folder: string;
let clip: string;
const inFolder = (name: string) => path.join(folder, name);
const never = new AbortController().signal;

/** Encodes the clip again; `loops` makes it work that lasts for minutes. */
function encode(outputPath: string, change: Partial<FfmpegRun> = {}, loops = 0): FfmpegRun {
  const options = loops > 0 ? ['-stream_loop', String(loops)] : [];
  return {
    inputs: [{ file: clip, format: 'mov', options }],
    filterGraph: '[0:v:0]scale=640:360[video]',
    outputOptions: ['-map', '[video]', '-c:v', 'libx264', '-preset', 'medium'],
    format: 'mp4',
    outputPath,
    frameCount: 30,
    doing: 'put the video together',
    failureCode: 'RECOMPOSITION_FAILED',
    ...change,
  };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'run-ffmpeg-'));
  clip = await makeClip({ file: inFolder('clip.mp4'), seconds: 1 });
});
afterAll(() => rm(folder, { recursive: true }));

describe('runFfmpeg', () => {
  it('reports the frames done, the last time all of them, and writes the file whole', async () => {
    const frames: number[] = [];
    await runFfmpeg(await testFfmpeg(), encode(inFolder('a.mp4')), never, (done) => frames.push(done));
    expect(frames.at(-1)).toBe(30);
    expect(frames).toEqual(frames.toSorted((a, b) => a - b));
    expect(await countFrames(inFolder('a.mp4'))).toBe(30);
    expect(await readdir(folder)).not.toContain('a.mp4.part');
  });

  it('ends ffmpeg on an abort, rejects with its reason and leaves nothing behind', async () => {
    const stop = new AbortController();
    const running = runFfmpeg(await testFfmpeg(), encode(inFolder('b.mp4'), {}, 5000), stop.signal);
    setTimeout(() => stop.abort(new Error('canceled by the user')), 500);
    await expect(running).rejects.toThrow('canceled by the user');
    expect((await readdir(folder)).filter((name) => name.startsWith('b.mp4'))).toEqual([]);
    await expect(runFfmpeg(await testFfmpeg(), encode(inFolder('c.mp4')), stop.signal)).rejects.toThrow(
      'canceled',
    );
  });

  it('kills ffmpeg at its time limit', async () => {
    const endless = encode(inFolder('d.mp4'), { limitSeconds: 0.5 }, 5000);
    await expect(runFfmpeg(await testFfmpeg(), endless, never)).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: 'It took too long to put the video together.',
    });
    expect((await readdir(folder)).filter((name) => name.startsWith('d.mp4'))).toEqual([]);
  });

  it('keeps what ffmpeg said for the log and out of the message', async () => {
    await writeFile(inFolder('text.mp4'), 'no film');
    const run = encode(inFolder('e.mp4'), { inputs: [{ file: inFolder('text.mp4'), format: 'mov' }] });
    const failure = await runFfmpeg(await testFfmpeg(), run, never).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FfmpegRefusal);
    const { message, cause } = failure as FfmpegRefusal;
    expect(message).toBe('FFmpeg could not put the video together.');
    expect((cause as Error).message).toContain('moov atom not found');
  });

  it('reads a file only as the format it was probed as', async () => {
    await writeFile(inFolder('list.mp4'), `ffconcat version 1.0\nfile ${path.basename(clip)}\n`);
    const run = encode(inFolder('f.mp4'), { inputs: [{ file: inFolder('list.mp4'), format: 'mov' }] });
    await expect(runFfmpeg(await testFfmpeg(), run, never)).rejects.toBeInstanceOf(FfmpegRefusal);
  });

  it('says that the disk is full, even where ffmpeg ends as if all were well', async () => {
    if (process.platform !== 'linux') return; // Only Linux has a device that is always full.
    await symlink('/dev/full', inFolder('g.mkv.part'));
    const run = encode(inFolder('g.mkv'), { format: 'matroska' });
    await expect(runFfmpeg(await testFfmpeg(), run, never)).rejects.toMatchObject({
      code: 'RECOMPOSITION_FAILED',
      message: 'There is no disk space left to put the video together.',
    });
    await expect(stat(inFolder('g.mkv'))).rejects.toThrow('ENOENT');
  });

  it('says which program it could not start', async () => {
    const missing = { ...(await testFfmpeg()), ffmpegPath: '/nowhere/ffmpeg' };
    const failure = await runFfmpeg(missing, encode(inFolder('h.mp4')), never).catch(
      (error: unknown) => error,
    );
    expect(((failure as Error).cause as Error).message).toContain('/nowhere/ffmpeg');
  });
});
