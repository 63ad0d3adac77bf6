import { readFile, rm } from 'node:fs/promises';
import { secondsAt } from '../../core/job/frames.js';
import type { SongMeasurement } from '../../core/measurements/measurement.js';
import { DECODED } from '../ffmpeg/decoders.js';
import { soundDelay, soundFilters } from '../ffmpeg/length/sound-length.js';
import type { MediaProbe } from '../ffmpeg/probe.js';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.js';
import type { Measuring } from './measure-clip.js';
import { waveformOf } from './waveform.js';

/** Samples a second: enough for loudness, and 4 MB for four minutes. */
const RATE = 8000;
const SILENCE = -100;
const FULL_SCALE = 32_768;

/** A clip's place on the song; `endFrame` is exclusive. */
interface Slot {
  startFrame: number;
  endFrame: number;
}

/** What one reading of a song gives. */
export interface ReadSong {
  measured: SongMeasurement;
  /** Its wave from the video's first frame to its last, as waveformOf writes it. */
  waveform: Buffer;
}

/** How loud a song is during each slot, and its wave. Costs 0.3 s of CPU for four minutes. */
export async function measureSong(
  { path, probe }: { path: string; probe: MediaProbe },
  slots: readonly Slot[],
  { ffmpeg, scratch }: Pick<Measuring, 'ffmpeg' | 'scratch'>,
  signal: AbortSignal,
): Promise<ReadSong> {
  const seconds = secondsAt(Math.max(0, ...slots.map(({ endFrame }) => endFrame)));
  await runFfmpeg(
    ffmpeg,
    {
      inputs: [{ file: path, format: probe.demuxer, options: [...DECODED] }],
      outputOptions: [
        ...['-map', '0:a:0', ...soundFilters(probe), '-t', seconds.toFixed(3)],
        ...['-ac', '1', '-ar', String(RATE), '-c:a', 'pcm_s16le'],
      ],
      format: 's16le',
      outputPath: scratch,
      frameCount: Math.max(1, Math.ceil(seconds)),
      doing: 'measure the song',
      failureCode: 'RECOMPOSITION_FAILED',
    },
    signal,
  );
  try {
    const sound = await readFile(scratch);
    const delay = soundDelay(probe);
    return {
      measured: { loudness: slots.map((slot) => loudness(sound, slot, delay)) },
      waveform: waveformOf(sound, RATE, delay, seconds),
    };
  } finally {
    await rm(scratch, { force: true });
  }
}

function loudness(sound: Buffer, { startFrame, endFrame }: Slot, delay: number): number {
  const sampleAt = (frame: number): number => Math.max(0, Math.round((secondsAt(frame) - delay) * RATE));
  const [from, to] = [sampleAt(startFrame), Math.min(sampleAt(endFrame), Math.floor(sound.length / 2))];
  let sum = 0;
  for (let at = from; at < to; at++) sum += (sound.readInt16LE(at * 2) / FULL_SCALE) ** 2;
  const level = 10 * Math.log10(sum / Math.max(1, to - from));
  return Number(Math.max(SILENCE, level).toFixed(1));
}
