import { execFile } from 'node:child_process';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { KIT_FFMPEG, orient, testFfmpeg, type Orientation } from './media.js';

/**
 * Footage in which every picture contains its own number, and a reader for the pictures of a video. The upper half
 * of a picture has one color, the lower half has eight black or white fields: the number's bits.
 */
const run = promisify(execFile);

const BITS = 8;
const STORED = { width: 160, height: 90 };
/** In full RGB. */
export const COLOR = [200, 120, 40] as const;

export interface CountedFootage {
  file: string;
  frames: number;
  fps: string;
  /** Filters for the stored picture, in RGB, e.g. `scale=120:90`. */
  filters?: string;
  /** The conversion from RGB, e.g. `scale=out_color_matrix=bt709,format=yuv420p`. */
  conversion: string;
  /** Encoder and its options. */
  encoder: string[];
  /** Adds a sound of this length. */
  soundSeconds?: number;
  /** Degrees clockwise that a player turns the picture by. */
  rotation?: Placed['rotation'];
  /** Whether a player mirrors it first. */
  mirrored?: boolean;
}

/** Makes a raw RGB film of 240 pictures, the source of all other footage. */
export async function makeMaster(file: string): Promise<void> {
  await writeFile(file, '');
  for (let number = 0; number < 240; number++) await appendFile(file, masterPicture(number));
}

function masterPicture(number: number): Buffer {
  const row = (colorAt: (x: number) => readonly number[]) =>
    Buffer.from(Array.from({ length: STORED.width }, (_, x) => colorAt(x)).flat());
  const bitAt = (x: number) => (number >> Math.floor((x * BITS) / STORED.width)) & 1;
  const upper = row(() => COLOR);
  const lower = row((x) => [0, 0, 0].fill(bitAt(x) * 255));
  return Buffer.concat(
    Array.from({ length: STORED.height }, (_, y) => (y < STORED.height / 2 ? upper : lower)),
  );
}

export async function makeCounted(master: string, footage: CountedFootage): Promise<string> {
  const { file, frames, fps, filters, conversion, encoder, soundSeconds } = footage;
  const { rotation = 0, mirrored = false } = footage;
  const { width, height } = STORED;
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-r', fps, '-i', master];
  const graph = [`trim=end_frame=${frames}`, ...(filters === undefined ? [] : [filters]), conversion];
  const sound = soundSeconds === undefined ? [] : ['-f', 'lavfi', '-i', `sine=d=${soundSeconds}`];
  // Its AV1 encoder of 2018 takes a second per picture.
  const ffmpegPath = encoder.includes('libaom-av1') ? (await testFfmpeg()).ffmpegPath : KIT_FFMPEG;
  const quiet = ['-nostdin', '-y', '-v', 'error'];
  await run(ffmpegPath, [...quiet, ...input, ...sound, '-vf', graph.join(','), ...encoder, file]);
  if (rotation !== 0 || mirrored) await orient(file, { rotation, mirrored });
  return file;
}

/** A picture of a video: three planes of bytes, the last two at half the size. */
export interface Picture {
  width: number;
  height: number;
  planes: readonly [Buffer, Buffer, Buffer];
}

/** All pictures of a small video. */
export async function picturesOf(file: string, width: number, height: number): Promise<Picture[]> {
  const raw = `${file}.yuv`;
  const output = ['-map', '0:v:0', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', raw];
  await run(KIT_FFMPEG, ['-nostdin', '-y', '-v', 'error', '-i', file, ...output]);
  const bytes = await readFile(raw);
  await rm(raw);
  const [luma, chroma] = [width * height, (width * height) / 4];
  return Array.from({ length: bytes.length / (luma + 2 * chroma) }, (_, index) => {
    const at = index * (luma + 2 * chroma);
    const plane = (from: number, size: number) => bytes.subarray(at + from, at + from + size);
    return { width, height, planes: [plane(0, luma), plane(luma, chroma), plane(luma + chroma, chroma)] };
  });
}

/** The position of footage in the picture: centered, as large as it fits, rotated. */
export interface Placed {
  aspect: number;
  rotation: Orientation['rotation'];
  mirrored?: boolean;
}

/** The number that a picture shows, read from the centers of its fields. */
export function numberIn(picture: Picture, placed: Placed): number {
  const bits = Array.from({ length: BITS }, (_, bit) => {
    const [luma] = colorIn(picture, placed, [(bit + 0.5) / BITS, 0.75], 0.02);
    return luma! > 125 ? 1 << bit : 0;
  });
  return bits.reduce((sum, bit) => sum + bit, 0);
}

/** Mean of each plane around a point of the stored picture, whose sides are 1 long. */
export function colorIn(
  picture: Picture,
  placed: Placed,
  [across, down]: readonly [number, number],
  reach = 0.1,
): number[] {
  const { width, height } = picture;
  const shown = {
    width: Math.min(width, height * placed.aspect),
    height: Math.min(height, width / placed.aspect),
  };
  const [x, y] = shownAt({ mirrored: false, ...placed }, across, down);
  return picture.planes.map((plane, index) => {
    const scale = index === 0 ? 1 : 0.5;
    const range = (at: number, size: number, whole: number) => {
      const from = ((whole - size) / 2 + (at - reach) * size) * scale;
      const to = ((whole - size) / 2 + (at + reach) * size) * scale;
      return [Math.round(from), Math.max(Math.round(from) + 1, Math.round(to))] as const;
    };
    return meanOf(plane, width * scale, range(x, shown.width, width), range(y, shown.height, height));
  });
}

/** Where a point of the stored picture is shown; the sides of both pictures are 1 long. */
export function shownAt(
  { rotation, mirrored }: Orientation,
  x: number,
  y: number,
): readonly [number, number] {
  const across = mirrored ? 1 - x : x;
  const places = {
    0: [across, y],
    90: [1 - y, across],
    180: [1 - across, 1 - y],
    270: [y, 1 - across],
  } as const;
  return places[rotation];
}

function meanOf(
  plane: Buffer,
  stride: number,
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number],
): number {
  let sum = 0;
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += plane[y * stride + x]!;
  return sum / ((bottom - top) * (right - left));
}

/** An RGB color in limited-range BT.709, the format of every final video. */
export function televised([red, green, blue]: readonly number[]): number[] {
  const luma = (0.2126 * red! + 0.7152 * green! + 0.0722 * blue!) / 255;
  const chroma = (part: number, range: number) => 128 + (224 * (part / 255 - luma)) / range;
  return [16 + 219 * luma, chroma(blue!, 1.8556), chroma(red!, 1.5748)];
}
