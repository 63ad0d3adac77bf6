import { FRAME_RATE } from '../../core/job/frames.js';
import { soundDelay, UNBROKEN } from '../ffmpeg/length/sound-length.js';
import type { MediaProbe } from '../ffmpeg/probe.js';
import type { Rendition } from './segments/segment-args.js';
import type { Mp4Track } from '../ffmpeg/mp4/mp4-tracks.js';
import type { FfmpegInput, FfmpegRun } from '../ffmpeg/run-ffmpeg.js';

const SAMPLE_RATE = 48_000;
/** Samples of one packet. */
const AAC_PACKET = 1024;

/** One file of the song's track. */
export interface SongOutput {
  rendition: Rendition;
  outputPath: string;
}

/**
 * The sound of the final video, exactly as long as its frames: the song, or silence without an input. `source` is
 * songSource of the song's probe.
 */
export function songRun(
  input: FfmpegInput | null,
  totalFrames: number,
  [output, ...beside]: [SongOutput, ...SongOutput[]],
  source = PLAIN,
): FfmpegRun {
  const graphOf = ({ rendition }: SongOutput): string =>
    songGraph(input === null ? SILENCE : source, totalFrames, rendition);
  const written = ({ rendition, outputPath }: SongOutput) => ({
    // A joined file that changes its rate restarts the filters, and with them their count of samples.
    outputOptions: [...songEncoder(rendition), '-t', String(totalFrames / FRAME_RATE)],
    format: 'mp4',
    outputPath,
  });
  return {
    inputs: input === null ? [] : [input],
    filterGraph: [output, ...beside].map(graphOf).join(';'),
    ...written(output),
    beside: beside.map(written),
    frameCount: totalFrames,
    doing: 'put the song under the video',
    failureCode: 'RECOMPOSITION_FAILED',
  };
}

/**
 * The filters that make a song's peculiarities plain: joined Ogg streams leave gaps in its times, and ffmpeg drops the
 * silence of an empty edit.
 */
export function songSource(probe: MediaProbe): string {
  const delay = Math.round(soundDelay(probe) * SAMPLE_RATE);
  if (delay > 0) return `${PLAIN}aformat=channel_layouts=stereo,adelay=${delay}S|${delay}S,`;
  return probe.demuxer === 'ogg' ? `[0:a:0]${UNBROKEN},aresample=${SAMPLE_RATE},` : PLAIN;
}

/** What shapes the song's track beside its bytes. */
export function songRecipe(sha256: string | null, totalFrames: number, rendition: Rendition): object {
  return {
    song: sha256,
    graph: songGraph(sha256 === null ? SILENCE : PLAIN, totalFrames, rendition),
    encoder: songEncoder(rendition),
  };
}

/** Whether the tracks are one of sound that lasts as long as the video. */
export function holdsSong(tracks: Mp4Track[], totalFrames: number): boolean {
  const [sound, ...more] = tracks;
  const samples = (totalFrames * SAMPLE_RATE) / FRAME_RATE;
  return sound?.handler === 'soun' && more.length === 0 && sound.samples * AAC_PACKET >= samples;
}

const BIT_RATES: Record<Rendition, string> = { video: '192k', small: '96k' };
const LABELS: Record<Rendition, string> = { video: 'audio', small: 'smallaudio' };

const songEncoder = (rendition: Rendition): string[] => [
  ...['-map', `[${LABELS[rendition]}]`, '-vn', '-c:a', 'aac', '-b:a', BIT_RATES[rendition]],
  ...['-fflags', '+bitexact', '-flags:a', '+bitexact', '-map_metadata', '-1'],
];

const PLAIN = `[0:a:0]aresample=${SAMPLE_RATE},`;
const SILENCE = `anullsrc=r=${SAMPLE_RATE}:cl=stereo,aresample=${SAMPLE_RATE},`;

function songGraph(source: string, totalFrames: number, rendition: Rendition): string {
  const samples = (totalFrames * SAMPLE_RATE) / FRAME_RATE;
  return `${source}aformat=channel_layouts=stereo,apad,atrim=end_sample=${samples}[${LABELS[rendition]}]`;
}
