import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROBE_TIMEOUT_MS = 20_000;

/** The pair of programs that everything in runner/ffmpeg spawns. */
export interface FfmpegTools {
  ffmpegPath: string;
  ffprobePath: string;
  /** Short hash that changes with the ffmpeg or x264 build; part of every segment key. */
  build: string;
  /** Where ffmpeg came from: named by the caller, found on PATH, or the one that npm installed. */
  source: 'env' | 'path' | 'bundled';
  /** ffmpeg runs with the least priority. */
  yields?: true;
}

export interface FfmpegOptions {
  ffmpegPath?: string;
  ffprobePath?: string;
  /** With both paths and the `build` of an earlier result, the answer is trusted and no process starts. */
  build?: string;
}

type BundledPackage = '@ffmpeg-installer/ffmpeg' | '@ffprobe-installer/ffprobe';
type Check<Answer> = (binary: string, signal?: AbortSignal) => Promise<Answer>;

/**
 * Finds an ffmpeg and an ffprobe that can do what the runner needs: the given paths, else those on PATH, else those
 * that npm installed. Each is accepted by running it (every filter and encoder in use, on three frames), never by
 * its version. A given path that does not work is an error: another program never replaces it silently.
 *
 * Rejects with one readable sentence when nothing works. Runs two short processes in parallel.
 */
export async function findFfmpeg(options: FfmpegOptions = {}, signal?: AbortSignal): Promise<FfmpegTools> {
  const { ffmpegPath, ffprobePath, build } = options;
  if (ffmpegPath !== undefined && ffprobePath !== undefined && build !== undefined) {
    return { ffmpegPath, ffprobePath, build, source: 'env' };
  }
  const [ffmpeg, ffprobe] = await Promise.all([
    firstWorking('ffmpeg', ffmpegPath, '@ffmpeg-installer/ffmpeg', testEncode, signal),
    firstWorking('ffprobe', ffprobePath, '@ffprobe-installer/ffprobe', testProbe, signal),
  ]);
  return { ffmpegPath: ffmpeg.path, ffprobePath: ffprobe.path, build: ffmpeg.answer, source: ffmpeg.source };
}

async function firstWorking<Answer>(
  name: 'ffmpeg' | 'ffprobe',
  given: string | undefined,
  bundled: BundledPackage,
  check: Check<Answer>,
  signal?: AbortSignal,
): Promise<{ path: string; answer: Answer; source: FfmpegTools['source'] }> {
  const attempt = async (binary: string, source: FfmpegTools['source']) => ({
    path: binary,
    answer: await check(binary, signal),
    source,
  });
  if (given !== undefined) {
    return attempt(given, 'env').catch((error: unknown) => {
      signal?.throwIfAborted();
      throw new Error(`The ${name} given as ${given} cannot be used: ${reason(error)}.`, { cause: error });
    });
  }
  try {
    return await attempt(name, 'path');
  } catch (onPath) {
    signal?.throwIfAborted();
    return bundledBinary(bundled)
      .then((binary) => attempt(binary, 'bundled'))
      .catch((error: unknown) => {
        const why = `on PATH: ${reason(onPath)}; installed by npm: ${reason(error)}`;
        throw new Error(`No usable ${name} was found (${why}). Install ffmpeg 4.1 or newer with libx264.`, {
          cause: error,
        });
      });
  }
}

/** npm sometimes installs the bundled binaries without execute permission, or with it for the owner only. */
async function bundledBinary(name: BundledPackage): Promise<string> {
  const { path: binary } = (
    name === '@ffmpeg-installer/ffmpeg'
      ? await import('@ffmpeg-installer/ffmpeg')
      : await import('@ffprobe-installer/ffprobe')
  ).default;
  await chmod(binary, 0o755).catch(() => undefined); // If another user owns the file, the check reports EACCES.
  return binary;
}

/** One tiny video through every filter and encoder that the composer and the built-in renderer use. */
const CAPABILITY_GRAPH = [
  'color=c=black:s=64x64:r=30:d=0.1,format=yuva420p,fade=t=in:s=0:n=2:alpha=1[over]',
  'testsrc2=s=48x64:r=30:d=0.1,settb=1/900000,setpts=PTS-round(floor(T)/TB),' +
    'fps=30:round=near:eof_action=pass:start_time=0,tpad=stop_mode=clone:stop=3,trim=start_pts=0:end_pts=3,' +
    'bwdif=deint=interlaced,transpose=clock,transpose=cclock,hflip,vflip,format=gbrap,setparams=range=pc,premultiply=inplace=1,' +
    "scale=w='min(64,64*dar)':h=64:in_color_matrix=bt709:out_color_matrix=bt709:out_range=tv:eval=frame," +
    'pad=64:64:(ow-iw)/2:(oh-ih)/2:eval=frame,setsar=1,' +
    "crop=60:60,scale=64:64,eq=gamma=1.1,curves=all='0/0 1/1',colorbalance=bs=0.1,vignette=PI/5," +
    "tmix=frames=2,select='gte(n,0)',unsharp,noise=c0s=1,format=gbrp16,lutrgb=r=val,colorchannelmixer=rr=1,setparams=colorspace=bt709," +
    'format=gbrp,split[sharp][copy]',
  '[copy]gblur=sigma=1[soft]',
  '[sharp][soft]blend=all_mode=screen,format=yuv420p,split[once][twice]',
  "[once][twice]mix=inputs=2:weights='1.4 -0.4',format=yuv420p[base]",
  '[base][over]overlay=format=yuv420,settb=1/30[joined]',
  'color=c=black:s=64x64:r=30:d=0.1,format=yuv420p[black]',
  '[joined][black]concat=n=2:v=1:a=0[video]',
  'anullsrc=r=48000:cl=stereo,aresample=48000,apad,atrim=end_sample=9600[audio]',
].join(';');

/** Returns the build: a hash of the banner and of x264's own version line. */
const testEncode: Check<string> = async (binary, signal) => {
  const file = path.join(tmpdir(), `ffmpeg-check-${randomUUID()}.mp4`);
  const encoder = ['-c:v', 'libx264', '-threads', '1', '-c:a', 'aac', '-movflags', '+faststart', '-f', 'mp4'];
  const maps = ['-map', '[video]', '-map', '[audio]', '-frames:v', '3'];
  const args = ['-nostdin', '-y', '-filter_complex', CAPABILITY_GRAPH, ...maps, ...encoder, file];
  try {
    const { stderr } = await run(binary, args, { signal, timeout: PROBE_TIMEOUT_MS, windowsHide: true });
    return buildHash(stderr);
  } finally {
    await rm(file, { force: true });
  }
};

const testProbe: Check<void> = async (binary, signal) => {
  const args = ['-v', 'error', '-show_program_version', '-of', 'json'];
  const { stdout } = await run(binary, args, { signal, timeout: PROBE_TIMEOUT_MS, windowsHide: true });
  if (!stdout.includes('program_version')) throw new Error('it does not answer like ffprobe');
};

function buildHash(banner: string): string {
  const identity = /^(ffmpeg version|\s+built with|\s+configuration:|\s+lib(av|sw|post)\w+\s)|264 - core/;
  const lines = banner.split('\n').filter((line) => identity.test(line));
  const stable = lines.map((line) => line.replace(/^\[libx264 @ \w+\]/, '').replace(/ - options:.*$/, ''));
  return createHash('sha256').update(stable.join('\n')).digest('hex').slice(0, 12);
}

function reason(error: unknown): string {
  const { code, stderr, message } = error as { code?: unknown; stderr?: string; message?: string };
  if (code === 'ENOENT') return 'there is no such program';
  if (code === 'EACCES') return 'it is not executable for this user (chmod 755 would allow it)';
  const missing = stderr?.match(/No such filter: '(\w+)'|Unknown encoder '(\w+)'/);
  if (missing) return `it lacks ${missing[1] ?? missing[2]}`;
  return stderr?.trim().split('\n').at(-1)?.trim() || message || String(error);
}
