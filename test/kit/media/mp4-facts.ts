import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { KIT_FFMPEG, testFfmpeg } from './media.js';

/** The contents of an mp4, packet by packet, as a player reads them. */
const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 << 20;
const SAMPLE_RATE = 48_000;

export interface Packet {
  pts: number;
  dts: number;
  keyframe: boolean;
}

export interface Stream {
  codec_type: string;
  codec_name: string;
  profile: string;
  pix_fmt?: string;
  time_base: string;
  duration: string;
  tags?: Record<string, string>;
}

export interface Mp4Facts {
  streams: Stream[];
  formatTags: Record<string, string>;
  /** Video packets in file order, in the stream's time base. */
  packets: Packet[];
}

export async function mp4Facts(file: string): Promise<Mp4Facts> {
  const { ffprobePath } = await testFfmpeg();
  const entries = ['-show_format', '-show_streams', '-show_packets', '-of', 'json'];
  const { stdout } = await run(ffprobePath, ['-v', 'error', ...entries, file], {
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  const { streams, format, packets } = JSON.parse(stdout) as {
    streams: Stream[];
    format: { tags: Record<string, string> };
    packets: { codec_type: string; pts: number; dts: number; flags: string }[];
  };
  const video = packets.filter(({ codec_type }) => codec_type === 'video');
  return {
    streams,
    formatTags: format.tags,
    packets: video.map(({ pts, dts, flags }) => ({ pts, dts, keyframe: flags.startsWith('K') })),
  };
}

/** Names of the top-level boxes, in file order. */
export async function boxesOf(file: string): Promise<string[]> {
  const bytes = await readFile(file);
  const names = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    names.push(bytes.toString('latin1', at + 4, at + 8));
  }
  return names;
}

/** For each picture in file order, whether it starts a sequence that needs no earlier picture (H.264's IDR). */
export async function idrPictures(file: string): Promise<boolean[]> {
  const annexB = ['-map', '0:v:0', '-c', 'copy', '-bsf:v', 'h264_mp4toannexb', '-f', 'h264', '-'];
  const bytes = await output(file, annexB);
  const pictures = [];
  for (
    let at = bytes.indexOf('\0\0\x01', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('\0\0\x01', at + 3, 'latin1')
  ) {
    const type = bytes[at + 3]! & 31;
    const isFirstSlice = (bytes[at + 4]! & 0x80) !== 0;
    if ((type === 1 || type === 5) && isFirstSlice) pictures.push(type === 5);
  }
  return pictures;
}

/** The errors that ffmpeg reports when it decodes picture and sound to the end. */
export async function decoderWarnings(file: string, ffmpegPath: string): Promise<string> {
  const { stderr } = await run(ffmpegPath, ['-nostdin', '-v', 'warning', '-i', file, '-f', 'null', '-']);
  return stderr;
}

/** The sound as one channel of 48,000 samples a second, from the start of the film, -1 to 1. */
export async function soundOf(file: string): Promise<Float32Array> {
  const filters = ['-map', '0:a:0', '-af', 'aresample=async=1:first_pts=0'];
  const bytes = await output(file, [...filters, '-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 'f32le', '-']);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

/** Seconds at which silence ends. */
export function onsetsIn(samples: Float32Array): number[] {
  const onsets = [];
  let lastLoud = -Infinity;
  for (const [index, sample] of samples.entries()) {
    if (Math.abs(sample) < 0.2) continue;
    if (index - lastLoud > SAMPLE_RATE / 2) onsets.push(index / SAMPLE_RATE);
    lastLoud = index;
  }
  return onsets;
}

async function output(file: string, args: string[]): Promise<Buffer> {
  const options = { maxBuffer: MAX_OUTPUT_BYTES, encoding: 'buffer' } as const;
  return (await run(KIT_FFMPEG, ['-nostdin', '-v', 'error', '-i', file, ...args], options)).stdout;
}
