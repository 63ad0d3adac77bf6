import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { findFfmpeg, type FfmpegTools } from '../../../runner/ffmpeg/binaries.js';

/**
 * Test footage and songs made on the spot, and what can be measured of a video.
 */
const run = promisify(execFile);
/** As real songs, it never pauses. */
export const RISING_TONE = '0.3*sin(2*PI*t*(220+20*t))';
/** A tenth of each second of it: the encoder of AAC takes a sixth of the time over it. */
const RISING_TONES = `${RISING_TONE}*lt(mod(t,1),0.1)`;

/**
 * The ffmpeg that makes footage and measures videos. npm's is static and starts in 5 ms of CPU. Debian's loads 215
 * libraries in 80 ms, which is longer than most of its work here takes.
 */
export const KIT_FFMPEG = bundledFfmpeg.path;

let found: Promise<FfmpegTools> | undefined;

/** The ffmpeg and ffprobe that the product uses here, or those of the tier (npm-ffmpeg.mjs). Looked up once per file. */
export function testFfmpeg(): Promise<FfmpegTools> {
  const { FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath } = process.env;
  return (found ??= findFfmpeg({ ffmpegPath, ffprobePath }));
}

export interface ClipOptions {
  /** Ends in .mp4, .mov, .mkv or .webm. */
  file: string;
  seconds: number;
  /** Frame rate as ffmpeg reads it, e.g. 24 or '30000/1001'. Default 30. */
  fps?: number | string;
  /** Default 320x180. */
  width?: number;
  height?: number;
  /** A lavfi source without size and rate (`testsrc2`, `mandelbrot`, `smptebars`) or a plain `color=red`. */
  pattern?: string;
  /** Further filters, e.g. `hflip` or `noise=alls=8:allf=t`. */
  filters?: string;
  /** Degrees by which a player must turn the picture clockwise (mp4 and mov only). */
  rotation?: 0 | 90 | 180 | 270;
  /** Whether it must mirror it first. */
  mirrored?: boolean;
  /** Pixel format of the file. Default yuv420p. */
  pixelFormat?: string;
  /** The color matrix that the file declares; null for none. Default bt709. */
  colorMatrix?: 'bt709' | 'smpte170m' | 'bt2020nc' | null;
  /** How signals become light, which the file declares with the primaries of BT.2020. */
  transfer?: string;
  /** Drops frames, so that the file has a variable frame rate. */
  variableFrameRate?: boolean;
  /** Adds a sine wave as sound. */
  sound?: boolean;
  /** Frames between keyframes. Default 60. */
  keyframeInterval?: number;
}

/** Makes a clip and returns its path. */
export async function makeClip(options: ClipOptions): Promise<string> {
  const { file, seconds, fps = 30, width = 320, height = 180, pattern = 'testsrc2' } = options;
  const source = `${pattern}${pattern.includes('=') ? ':' : '='}s=${width}x${height}:r=${fps}`;
  const dropped = options.variableFrameRate ? ["select='not(between(mod(n\\,9)\\,3\\,5))'"] : [];
  const filters = [`trim=duration=${seconds}`, ...dropped, ...(options.filters ? [options.filters] : [])];
  const sound = options.sound
    ? ['-f', 'lavfi', '-i', `sine=frequency=330:sample_rate=44100:d=${seconds}`]
    : [];
  await ffmpeg([
    ...['-f', 'lavfi', '-i', source, ...sound, '-vf', filters.join(',')],
    ...(options.variableFrameRate ? ['-vsync', 'vfr'] : []),
    ...['-pix_fmt', options.pixelFormat ?? 'yuv420p', '-g', String(options.keyframeInterval ?? 60)],
    ...(options.colorMatrix === null ? [] : ['-colorspace', options.colorMatrix ?? 'bt709']),
    ...(options.transfer ? ['-color_primaries', 'bt2020', '-color_trc', options.transfer] : []),
    ...(file.endsWith('.webm')
      ? ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '1M']
      : ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18', '-bf', '2']),
    ...(options.sound ? ['-shortest'] : []),
    file,
  ]);
  const { rotation = 0, mirrored = false } = options;
  if (rotation !== 0 || mirrored) await orient(file, { rotation, mirrored });
  return file;
}

export interface SongOptions {
  /** The extension selects the format: .m4a, .mp3, .wav, .flac. */
  file: string;
  seconds: number;
  /** The wave as an ffmpeg expression of t. Default: a tone at the start of each second, each higher. */
  wave?: string;
}

/** Makes a song with the product's ffmpeg and returns its path. ffmpegs disagree on the length of each other's AAC. */
export async function makeSong({ file, seconds, wave = RISING_TONES }: SongOptions): Promise<string> {
  const { ffmpegPath } = await testFfmpeg();
  await ffmpeg(
    ['-f', 'lavfi', '-i', `aevalsrc='${wave}':s=44100:d=${seconds}`, '-ac', '2', file],
    ffmpegPath,
  );
  return file;
}

/** One md5 per decoded frame of the first video stream. */
export function frameHashes(file: string): Promise<string[]> {
  return streamHashes(file, '0:v:0');
}

/** One md5 per decoded packet of sound; equal lists mean equal sound. */
export function audioHashes(file: string): Promise<string[]> {
  return streamHashes(file, '0:a:0');
}

/** One md5 per decoded frame of picture, and one per packet of sound as it is stored. */
export interface OutputHashes {
  frames: string[];
  soundPackets: string[];
}

export async function outputHashes(file: string): Promise<OutputHashes> {
  const streams = ['-map', '0:v:0', '-map', '0:a:0', '-c:a', 'copy'];
  const rows = hashRows(await ffmpeg(['-i', file, ...streams, '-f', 'framemd5', '-']));
  const of = (stream: string) => rows.filter(([index]) => index === stream).map((row) => row.at(-1)!);
  return { frames: of('0'), soundPackets: of('1') };
}

/** Number of frames that can be decoded. */
export async function countFrames(file: string): Promise<number> {
  return (await frameHashes(file)).length;
}

/** Mean luma (0 to 255) of each frame. */
export function lumaOfFrames(file: string): Promise<number[]> {
  return signal(file, 'YAVG', 0, Infinity);
}

/** Mean luma (0 to 255) of the frames from `fromFrame` up to but excluding `toFrame`. */
export async function meanLuma(file: string, fromFrame = 0, toFrame = Infinity): Promise<number> {
  return mean(await signal(file, 'YAVG', fromFrame, toFrame));
}

/** Mean difference of luma between neighboring frames. It scales with luma, so divide by luma to compare looks. */
export async function meanMotion(file: string, fromFrame = 0, toFrame = Infinity): Promise<number> {
  return mean((await signal(file, 'YDIF', fromFrame, toFrame)).slice(1));
}

/** Mean difference of luma (0 to 255) between two videos, for each frame of the shorter one as a film of 30 a second has it. */
export async function framesApart(one: string, other: string): Promise<number[]> {
  const [first, second] = [await smallFilm(one), await smallFilm(other)];
  return Array.from({ length: Math.min(first.length, second.length) / SMALL_FRAME }, (_, frame) => {
    let sum = 0;
    for (let at = frame * SMALL_FRAME; at < (frame + 1) * SMALL_FRAME; at++)
      sum += Math.abs(first[at]! - second[at]!);
    return sum / SMALL_FRAME;
  });
}

const SMALL = { width: 64, height: 36 };
const SMALL_FRAME = SMALL.width * SMALL.height;

async function smallFilm(file: string): Promise<Buffer> {
  const raw = `${file}.gray`;
  const chain = `fps=30:round=near:start_time=0,scale=${SMALL.width}:${SMALL.height}:flags=area,format=gray`;
  await ffmpeg(['-i', file, '-map', '0:v:0', '-vf', chain, '-f', 'rawvideo', raw]);
  const bytes = await readFile(raw);
  await rm(raw);
  return bytes;
}

async function streamHashes(file: string, stream: string): Promise<string[]> {
  const rows = hashRows(await ffmpeg(['-i', file, '-map', stream, '-f', 'framemd5', '-']));
  return rows.map((row) => row.at(-1)!);
}

/** The fields of framemd5's rows: stream, times, size, md5. */
function hashRows(stdout: string): string[][] {
  const rows = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return rows.map((row) => row.split(',').map((field) => field.trim()));
}

async function signal(file: string, name: 'YAVG' | 'YDIF', from: number, to: number): Promise<number[]> {
  const range = Number.isFinite(to) ? `trim=start_frame=${from}:end_frame=${to}` : `trim=start_frame=${from}`;
  // Large pictures are scaled down first: on them signalstats takes longer than decoding.
  const small = "scale='min(iw,480)':-2:flags=area";
  const filters = `${range},${small},signalstats,metadata=print:key=lavfi.signalstats.${name}:file=-`;
  const stdout = await ffmpeg(['-i', file, '-map', '0:v:0', '-vf', filters, '-f', 'null', '-']);
  return [...stdout.matchAll(/=([\d.]+)$/gm)].map((match) => Number(match[1]));
}

function mean(values: number[]): number {
  if (values.length === 0) throw new Error('There are no frames in that range.');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export async function ffmpeg(args: string[], program = KIT_FFMPEG): Promise<string> {
  const quiet = ['-nostdin', '-y', '-v', 'error'];
  const { stdout } = await run(program, [...quiet, ...args], { maxBuffer: 64 << 20 });
  return stdout;
}

/**
 * Writes the display matrix into the track header: mirrored from left to right, then turned clockwise. The option for it
 * differs between ffmpeg versions.
 */
export async function orient(file: string, { rotation, mirrored }: Orientation): Promise<void> {
  const [cos, sin] = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] }[rotation] as [number, number];
  const side = mirrored ? -1 : 1;
  const matrix = [cos * side, sin * side, 0, -sin, cos, 0];
  const bytes = await readFile(file);
  const matrixAt = bytes.indexOf('tkhd') - 4 + 48;
  matrix.forEach((value, index) => bytes.writeInt32BE(value * 0x10000, matrixAt + index * 4));
  await writeFile(file, bytes);
}

/** How a player shows a stored picture. */
export interface Orientation {
  rotation: 0 | 90 | 180 | 270;
  mirrored: boolean;
}

/** The four turns, as they are and mirrored. */
export const ORIENTATIONS: readonly Orientation[] = ([0, 90, 180, 270] as const).flatMap((rotation) =>
  [false, true].map((mirrored) => ({ rotation, mirrored })),
);
