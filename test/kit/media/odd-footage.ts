import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { makeCounted, type CountedFootage } from './counted-footage.js';
import { KIT_FFMPEG } from './media.js';

/** Clips of kinds that people have and that no camera makes: of a screen, a call, a program of the day before. */
const run = promisify(execFile);
const QUIET = ['-nostdin', '-y', '-v', 'error'];

type Shape = Pick<CountedFootage, 'conversion' | 'encoder'>;

/**
 * A clip whose size changes at half its pictures, as recordings of a window or a call do. The format follows from the
 * name: H.264 in mp4 or mkv, VP8 in webm.
 */
export async function makeResized(
  master: string,
  { file, frames, sizes, conversion, encoder }: Shape & { file: string; frames: number; sizes: string[] },
): Promise<string> {
  const isWebm = file.endsWith('.webm');
  const streams = await Promise.all(
    sizes.map(async (size, part) => {
      const half = part === 0 ? `lt(n,${frames / 2})` : `gte(n,${frames / 2})`;
      const filters = `select='${half}',setpts=N/30/TB,scale=${size}:flags=neighbor`;
      const stream = `${file}.${part}.${isWebm ? 'ivf' : 'h264'}`;
      const alone = isWebm ? encoder : [...encoder, '-bf', '0'];
      await makeCounted(master, { file: stream, frames, fps: '30', filters, conversion, encoder: alone });
      return stream;
    }),
  );
  const [first, second] = await Promise.all(streams.map((stream) => readFile(stream)));
  const joined = `${file}.${isWebm ? 'ivf' : 'h264'}`;
  await writeFile(joined, Buffer.concat([first!, isWebm ? laterFrames(second!, frames / 2) : second!]));
  const rate = isWebm ? [] : ['-r', '30'];
  // The description of the pictures is in the stream itself: it changes.
  const tag = file.endsWith('.mp4') ? ['-tag:v', 'avc3'] : [];
  await run(KIT_FFMPEG, [...QUIET, ...rate, '-i', joined, '-c', 'copy', ...tag, file]);
  await Promise.all([...streams, joined].map((each) => rm(each)));
  return file;
}

const IVF_HEADER = 32;
const IVF_FRAME_HEADER = 12;

/** The frames of an IVF file, at later times. */
function laterFrames(ivf: Buffer, frames: number): Buffer {
  const later = Buffer.from(ivf.subarray(IVF_HEADER));
  for (let at = 0; at < later.length; at += IVF_FRAME_HEADER + later.readUInt32LE(at))
    later.writeUInt32LE(later.readUInt32LE(at + 4) + frames, at + 4);
  return later;
}

/** Copies tracks of files into one, by ffmpeg's options; `-c:s` and the like make an exception. */
export async function copyTracks(file: string, ...options: string[]): Promise<string> {
  const from = options.lastIndexOf('-i') + 2;
  const [inputs, others] = [options.slice(0, from), options.slice(from)];
  await run(KIT_FFMPEG, [...QUIET, ...inputs, '-c', 'copy', ...others, file]);
  return file;
}
