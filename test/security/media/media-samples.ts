import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A small intact file of its kind. */
export interface MediaSample {
  name: string;
  /** What it would be imported as. */
  kind: 'clip' | 'song';
  extension: string;
  bytes: Buffer;
}

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=10:d=0.6'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=44100:d=0.6'];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '4', '-bf', '1', '-pix_fmt', 'yuv420p'];
const VP9 = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8'];
const TITLE = ['-metadata', 'title=A small file'];

const RECIPES: [name: string, kind: MediaSample['kind'], extension: string, args: string[]][] = [
  ['h264 and aac in mp4', 'clip', 'mp4', [...PICTURE, ...SOUND, ...H264, '-c:a', 'aac', ...TITLE]],
  ['h264 in mp4, index first', 'clip', 'mp4', [...PICTURE, ...H264, '-movflags', '+faststart']],
  [
    'h264 in mp4, in fragments',
    'clip',
    'mp4',
    [...PICTURE, ...H264, '-movflags', 'frag_keyframe+empty_moov'],
  ],
  [
    'mpeg4 and pcm in mov',
    'clip',
    'mov',
    [...PICTURE, ...SOUND, '-c:v', 'mpeg4', '-c:a', 'pcm_s16le', '-ar', '8000'],
  ],
  ['vp9 and opus in webm', 'clip', 'webm', [...PICTURE, ...SOUND, ...VP9, '-c:a', 'libopus', ...TITLE]],
  ['h264 and vorbis in mkv', 'clip', 'mkv', [...PICTURE, ...SOUND, ...H264, '-c:a', 'libvorbis']],
  ['aac in m4a', 'song', 'm4a', [...SOUND, '-c:a', 'aac', ...TITLE]],
  ['mp3', 'song', 'mp3', [...SOUND, '-c:a', 'libmp3lame', '-b:a', '64k', ...TITLE]],
  ['pcm in wav', 'song', 'wav', [...SOUND, '-ar', '8000', ...TITLE]],
];

/**
 * Small files of several containers and codecs. Made by npm's ffmpeg, which is the same everywhere, with one thread
 * and without timestamps, so that a mutation of them is reproducible.
 */
export async function mediaSamples(folder: string): Promise<MediaSample[]> {
  const samples: MediaSample[] = [];
  for (const [name, kind, extension, args] of RECIPES) {
    const file = join(folder, `sample.${extension}`);
    const same = ['-threads', '1', '-fflags', '+bitexact', '-flags', '+bitexact'];
    await promisify(execFile)(bundledFfmpeg.path, ['-nostdin', '-y', '-v', 'error', ...args, ...same, file]);
    samples.push({ name, kind, extension, bytes: await readFile(file) });
    await rm(file);
  }
  return samples;
}
