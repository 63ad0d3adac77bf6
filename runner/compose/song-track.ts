import { FRAME_RATE } from '../../core/job/frames.js';
import type { Mp4Track } from './mp4-tracks.js';
import type { FfmpegInput, FfmpegRun } from '../ffmpeg/run-ffmpeg.js';

const SAMPLE_RATE = 48_000;
/** Samples of one packet. */
const AAC_PACKET = 1024;

/** The sound of the final video, exactly as long as its frames: the song, or silence without an input. */
export function songRun(input: FfmpegInput | null, totalFrames: number, outputPath: string): FfmpegRun {
  return {
    inputs: input === null ? [] : [input],
    filterGraph: songGraph(input !== null, totalFrames),
    outputOptions: [...SONG_ENCODER],
    format: 'mp4',
    outputPath,
    frameCount: totalFrames,
    doing: 'put the song under the video',
    failureCode: 'RECOMPOSITION_FAILED',
  };
}

/** What shapes the song's track beside its bytes. */
export function songRecipe(sha256: string | null, totalFrames: number): object {
  return { song: sha256, graph: songGraph(sha256 !== null, totalFrames), encoder: SONG_ENCODER };
}

/** Whether the tracks are one of sound that lasts as long as the video. */
export function holdsSong(tracks: Mp4Track[], totalFrames: number): boolean {
  const [sound, ...more] = tracks;
  const samples = (totalFrames * SAMPLE_RATE) / FRAME_RATE;
  return sound?.handler === 'soun' && more.length === 0 && sound.samples * AAC_PACKET >= samples;
}

const SONG_ENCODER: readonly string[] = [
  ...['-map', '[audio]', '-vn', '-c:a', 'aac', '-b:a', '192k'],
  ...['-fflags', '+bitexact', '-flags:a', '+bitexact', '-map_metadata', '-1'],
];

function songGraph(hasSong: boolean, totalFrames: number): string {
  const samples = (totalFrames * SAMPLE_RATE) / FRAME_RATE;
  const source = hasSong ? '[0:a:0]' : `anullsrc=r=${SAMPLE_RATE}:cl=stereo,`;
  return `${source}aresample=${SAMPLE_RATE},aformat=channel_layouts=stereo,apad,atrim=end_sample=${samples}[audio]`;
}
