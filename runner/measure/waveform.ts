import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Preview } from '../../core/previews/preview.js';

/** Peaks a second: 4 pixels each where a second takes 400, and 48 KB for four minutes. */
const PEAKS_PER_SECOND = 100;

/**
 * A sound's wave as audiowaveform writes it (.dat, version 2, 8 bits, one channel), which players of the field read: a header
 * of 24 bytes, and for each peak the least and the greatest value, -128 to 127.
 *
 * @param sound signed samples of 16 bits, one channel
 * @param delaySeconds silence before them
 * @param seconds how long the wave is; what the sound lacks is silence
 */
export function waveformOf(sound: Buffer, rate: number, delaySeconds: number, seconds: number): Buffer {
  const samplesPerPeak = rate / PEAKS_PER_SECOND;
  const peaks = Math.ceil(seconds * PEAKS_PER_SECOND);
  const wave = Buffer.alloc(HEADER_BYTES + 2 * peaks);
  const [version, eightBits, channels] = [2, 1, 1];
  [version, eightBits, rate, samplesPerPeak, peaks, channels].forEach((value, at) =>
    wave.writeInt32LE(value, 4 * at),
  );
  const delay = Math.round(delaySeconds * rate);
  for (let peak = 0; peak < peaks; peak++) {
    const from = peak * samplesPerPeak - delay;
    const [least, greatest] = extremes(sound, Math.max(0, from), from + samplesPerPeak);
    wave.writeInt8(least >> 8, HEADER_BYTES + 2 * peak);
    wave.writeInt8(greatest >> 8, HEADER_BYTES + 2 * peak + 1);
  }
  return wave;
}

const HEADER_BYTES = 24;

function extremes(sound: Buffer, from: number, end: number): [number, number] {
  let [least, greatest] = [0, 0];
  for (let at = from; at < Math.min(end, sound.length >> 1); at++) {
    const sample = sound.readInt16LE(2 * at);
    if (sample < least) least = sample;
    if (sample > greatest) greatest = sample;
  }
  return [least, greatest];
}

/** Stores a wave in a folder of keys; `put` stores a local file. */
export async function storeWaveform(
  waveform: Buffer,
  folder: string,
  workDir: string,
  put: (key: string, path: string) => Promise<unknown>,
): Promise<Preview> {
  const [key, path] = [`${folder}/waveform.dat`, join(workDir, 'waveform.dat')];
  await writeFile(path, waveform);
  await put(key, path);
  return { waveform: { key, peaksPerSecond: PEAKS_PER_SECOND } };
}
