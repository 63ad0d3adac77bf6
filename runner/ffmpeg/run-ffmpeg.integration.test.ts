import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countFrames, makeClip, makeSong, testFfmpeg } from '../../test/kit/media/media.js';
import { until } from '../../test/kit/server/until.js';
import type { FfmpegTools } from './binaries.js';
import { FfmpegError, runFfmpeg, type FfmpegRun } from './run-ffmpeg.js';

let folder: string;
let clip: string;
const inFolder = (name: string) => path.join(folder, name);
const never = new AbortController().signal;

/** Encodes the clip again; `loops` makes it work for minutes. */
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

/** A shell script in place of ffmpeg, whose path is in $FFMPEG, and a file that it writes its process id to. */
async function scripted(name: string, script: string): Promise<{ program: FfmpegTools; pidFile: string }> {
  const tools = await testFfmpeg();
  const [ffmpegPath, pidFile] = [inFolder(`${name}.sh`), inFolder(`${name}.pid`)];
  await writeFile(ffmpegPath, `#!/bin/sh\nFFMPEG='${tools.ffmpegPath}'\necho $$ > '${pidFile}'\n${script}\n`);
  await chmod(ffmpegPath, 0o755);
  return { program: { ...tools, ffmpegPath }, pidFile };
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

  it('kills ffmpeg when it shows no progress any more, even where it was stopped', async () => {
    const { program, pidFile } = await scripted('stopped', 'exec "$FFMPEG" "$@"');
    const stopped = encode(inFolder('stopped.mp4'), { standstillSeconds: 2 }, 5000);
    let pid = 0;
    const running = runFfmpeg(program, stopped, never, (frames) => {
      if (frames > 0 && pid === 0) process.kill((pid = Number(readFileSync(pidFile, 'utf8'))), 'SIGSTOP');
    });
    await expect(running).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: 'FFmpeg came to a standstill and could not put the video together.',
    });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect((await readdir(folder)).filter((name) => name.startsWith('stopped.mp4'))).toEqual([]);
  });

  it('lets ffmpeg work for longer than it may stand still', async () => {
    const frames: number[] = [];
    // A busy machine may leave ffmpeg without a word for two seconds.
    const slow = encode(inFolder('slow.mp4'), { standstillSeconds: 4 });
    slow.inputs[0]!.options = ['-re', '-stream_loop', '5'];
    await runFfmpeg(await testFfmpeg(), slow, never, (done) => frames.push(done));
    expect(frames.at(-1)).toBe(180);
  });

  it('is done with a hanging program at once, whatever that has started itself', async () => {
    const { program } = await scripted('hanging', `sleep 30 & echo $! >> ${inFolder('sleeps')}; wait`);
    const startedAt = Date.now();
    const hanging = runFfmpeg(program, encode(inFolder('hang.mp4'), { limitSeconds: 0.5 }), never);
    await expect(hanging).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    const before = sleeps().length; // Within half a second a busy machine may not have started it.
    const stop = new AbortController();
    const aborted = runFfmpeg(program, encode(inFolder('hang.mp4')), stop.signal);
    await until(() => sleeps().length > before, { what: 'a program that has started another' });
    const stoppedAt = Date.now();
    stop.abort(new Error('canceled by the user'));
    await expect(aborted).rejects.toThrow('canceled by the user');
    expect(Date.now() - stoppedAt).toBeLessThan(10_000);
    for (const pid of sleeps()) process.kill(Number(pid), 'SIGKILL');
  });

  /** The processes that hanging programs have started. */
  function sleeps(): string[] {
    const file = inFolder('sleeps');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  it.each([250_000, 350_000])('says that memory did not suffice, with %i KiB of it', async (kibibytes) => {
    if (process.platform !== 'linux') return; // Elsewhere the shell's limit is not kept.
    const { program } = await scripted('small', `ulimit -v ${kibibytes}; exec "$FFMPEG" "$@"`);
    const large = encode(inFolder('large.mp4'), { filterGraph: '[0:v:0]scale=3840:2160[video]' });
    await expect(runFfmpeg(program, large, never)).rejects.toMatchObject({
      code: 'RECOMPOSITION_FAILED',
      message: 'There is not enough memory to put the video together.',
      options: { transient: true },
    });
  });

  it('takes a kill from outside as a lack of memory, which another try may not meet', async () => {
    const { program } = await scripted('killed', 'kill -9 $$');
    await expect(runFfmpeg(program, encode(inFolder('killed.mp4')), never)).rejects.toMatchObject({
      message: 'FFmpeg was stopped before it could put the video together, probably because memory ran out.',
      options: { transient: true },
    });
  });

  it('counts the sound of a song as the frames that it lasts', async () => {
    const song = await makeSong({ file: inFolder('song.m4a'), seconds: 4 });
    const frames: number[] = [];
    const run = encode(inFolder('song-track.mp4'), { inputs: [{ file: song, format: 'mov' }] });
    const sound = { ...run, filterGraph: '[0:a:0]anull[audio]', outputOptions: ['-map', '[audio]'] };
    await runFfmpeg(await testFfmpeg(), sound, never, (done) => frames.push(done));
    expect(frames.at(-1)).toBeCloseTo(120, -1);
  });

  it('keeps what ffmpeg said for the log and out of the message', async () => {
    await writeFile(inFolder('text.mp4'), 'no film');
    const run = encode(inFolder('e.mp4'), { inputs: [{ file: inFolder('text.mp4'), format: 'mov' }] });
    const failure = await runFfmpeg(await testFfmpeg(), run, never).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FfmpegError);
    const { message, cause } = failure as FfmpegError;
    expect(message).toBe('FFmpeg could not put the video together.');
    expect((cause as Error).message).toContain('moov atom not found');
  });

  it('reads a file only as the format it was probed as', async () => {
    await writeFile(inFolder('list.mp4'), `ffconcat version 1.0\nfile ${path.basename(clip)}\n`);
    const run = encode(inFolder('f.mp4'), { inputs: [{ file: inFolder('list.mp4'), format: 'mov' }] });
    await expect(runFfmpeg(await testFfmpeg(), run, never)).rejects.toBeInstanceOf(FfmpegError);
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
