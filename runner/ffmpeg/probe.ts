import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { RegenerationFailure } from '../../core/errors.js';
import type { FfmpegTools } from './binaries.js';
import { codecRefused, DECODER_GUARD, MAX_PIXELS } from './decoders.js';
import { FfmpegError, runFfmpeg } from './run-ffmpeg.js';

const run = promisify(execFile);
const PROBE_TIMEOUT_MS = 30_000;
/** Demuxers that read one file only; playlists and image sequences are left out. */
const DEMUXERS = ['mov', 'matroska', 'mp3', 'wav', 'aac', 'flac', 'ogg'] as const;
type Demuxer = (typeof DEMUXERS)[number];

export interface VideoStream {
  codec: string;
  /** Pixels as stored, before rotation. */
  width: number;
  height: number;
  /** Average frames per second; 0 if the file does not say. */
  frameRate: number;
  /** Degrees clockwise by which a player rotates the picture: 0, 90, 180 or 270. */
  rotation: number;
  pixelFormat: string;
  /** Whether parts of the picture may be transparent. */
  hasAlpha: boolean;
  /** Time of the first frame on the file's own clock. */
  startSeconds: number;
  /** From the first frame to the end of the last one: the video track's own, whatever sound and container say. */
  durationSeconds: number;
  /** Width of a pixel divided by its height. */
  pixelAspect: number;
  /** The matrix between RGB and YUV, e.g. `bt709`; null if the file does not say. */
  colorMatrix: string | null;
  /** Whether black is 0 (`pc`) or 16 (`tv`); null if the file does not say. */
  colorRange: 'pc' | 'tv' | null;
  /** From the file's index, without decoding; null if the container has no count. */
  frameCount: number | null;
}

export interface AudioStream {
  codec: string;
  sampleRate: number;
  channels: number;
}

/** What a media file's headers say. They may promise more than the file holds: see checkDecodable. */
export interface MediaProbe {
  container: 'mp4' | 'mov' | 'm4a' | 'webm' | 'matroska' | 'mp3' | 'wav' | 'aac' | 'flac' | 'ogg';
  /** ffmpeg's name of the demuxer, for `-f` before the input. */
  demuxer: Demuxer;
  durationSeconds: number;
  /** Start of the first stream on the file's own clock. */
  startSeconds: number;
  video: VideoStream | null;
  audio: AudioStream | null;
  sizeBytes: number;
}

/**
 * The file cannot be used; the message is one readable sentence without a path. As a regeneration's failure it
 * belongs to the video model: only the model's result is checked without a failure of its own.
 */
export class UnusableMedia extends RegenerationFailure {
  constructor(message: string, cause?: unknown) {
    super('VIDEO_MODEL_FAILED', message, { cause });
    this.name = 'UnusableMedia';
  }
}

const number = z.coerce.number().catch(0);
const streamSchema = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().default('unknown'),
  width: z.number().default(0),
  height: z.number().default(0),
  avg_frame_rate: z.string().default('0/0'),
  pix_fmt: z.string().default('unknown'),
  start_time: number,
  duration: number,
  sample_aspect_ratio: z.string().default('1:1'),
  color_space: z.string().optional(),
  color_range: z.enum(['pc', 'tv']).nullable().catch(null),
  nb_frames: z.coerce.number().optional(),
  sample_rate: number,
  channels: z.number().default(0),
  disposition: z.object({ attached_pic: z.number().default(0) }).default({ attached_pic: 0 }),
  tags: z
    .object({
      rotate: number.optional(),
      DURATION: z.string(),
      alpha_mode: z.string(),
      ALPHA_MODE: z.string(),
    })
    .partial()
    .default({}),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).default([]),
});
type Stream = z.infer<typeof streamSchema>;
const outputSchema = z.object({
  streams: z.array(streamSchema),
  format: z.object({
    format_name: z.string(),
    duration: number,
    start_time: number,
    tags: z.object({ major_brand: z.string().optional() }).optional(),
  }),
});
type ProbeOutput = z.infer<typeof outputSchema>;

/** Limits what ffprobe decodes to identify a stream, as for clips. */
const DECODED = ['-max_pixels', String(MAX_PIXELS)];

/** The argv of ffprobe for one local file. */
function probeArguments(file: string): string[] {
  const readers = ['-protocol_whitelist', 'file', '-format_whitelist', DEMUXERS.join(',')];
  const guards = [...readers, ...DECODER_GUARD, ...DECODED];
  return ['-v', 'error', ...guards, '-show_format', '-show_streams', '-of', 'json', '-i', path.resolve(file)];
}

/** Reads the headers of a local file. Rejects with UnusableMedia if it is no supported media. */
export async function probeMedia(
  file: string,
  binaries: FfmpegTools,
  signal?: AbortSignal,
): Promise<MediaProbe> {
  const { size } = await stat(file);
  if (size === 0) throw new UnusableMedia('The file is empty.');
  // A stopped process does not handle SIGTERM.
  const options = {
    signal,
    timeout: PROBE_TIMEOUT_MS,
    killSignal: 'SIGKILL' as const,
    maxBuffer: 8 << 20,
    windowsHide: true,
  };
  let stdout: string;
  try {
    ({ stdout } = await run(binaries.ffprobePath, probeArguments(file), options));
  } catch (error) {
    signal?.throwIfAborted();
    throw new UnusableMedia(whyUnreadable(error as { stderr?: string }), error);
  }
  return parseProbe(stdout, size);
}

function whyUnreadable({ stderr = '' }: { stderr?: string }): string {
  const codec = codecRefused(stderr);
  if (codec !== null) return `Files coded as ${codec} are not supported.`;
  return 'The file is not a video or sound file that can be read, or it is damaged.';
}

/** Turns ffprobe's JSON into a MediaProbe. */
export function parseProbe(json: string, sizeBytes: number): MediaProbe {
  const output = outputSchema.safeParse(JSON.parse(json));
  if (!output.success) {
    throw new UnusableMedia('The file is not a video or sound file that can be read.', output.error);
  }
  const { streams, format } = output.data;
  const video = streams.find(
    (stream) => stream.codec_type === 'video' && stream.disposition.attached_pic === 0,
  );
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  const demuxer = DEMUXERS.find((name) => format.format_name.split(',').includes(name));
  if (demuxer === undefined)
    throw new UnusableMedia(`Files of the kind ${format.format_name} are not supported.`);
  return {
    container: containerOf(demuxer, output.data, video),
    demuxer,
    durationSeconds: format.duration,
    startSeconds: format.start_time,
    video: video ? videoStream(video, format) : null,
    audio: audio
      ? { codec: audio.codec_name, sampleRate: audio.sample_rate, channels: audio.channels }
      : null,
    sizeBytes,
  };
}

/** Size in pixels as ffmpeg passes it to filters: upright, pixels not yet square. */
export function displayedSize({ width, height, rotation }: VideoStream): { width: number; height: number } {
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** Width divided by height as a viewer sees it: upright, with square pixels. */
export function displayedAspect({ width, height, rotation, pixelAspect }: VideoStream): number {
  const stored = (width * pixelAspect) / height;
  return rotation % 180 === 0 ? stored : 1 / stored;
}

/**
 * Decodes the whole file. Rejects with UnusableMedia if it ends early or is damaged: the headers of a truncated
 * file still promise its full length.
 */
export async function checkDecodable(
  file: string,
  probe: MediaProbe,
  binaries: FfmpegTools,
  signal: AbortSignal,
): Promise<void> {
  const frameCount = Math.ceil(probe.durationSeconds * Math.max(probe.video?.frameRate ?? 0, 1));
  let decoded = 0;
  try {
    await runFfmpeg(
      binaries,
      {
        inputs: [{ file, format: probe.demuxer, options: DECODED }],
        outputOptions: ['-map', '0:v:0?', '-map', '0:a:0?'],
        format: 'null',
        outputPath: null,
        frameCount,
        strict: true,
        doing: 'read the file',
        failureCode: 'VIDEO_MODEL_FAILED',
      },
      signal,
      (frames) => (decoded = frames),
    );
  } catch (error) {
    if (error instanceof FfmpegError) throw new UnusableMedia('The file is damaged or incomplete.', error);
    throw error;
  }
  // Its pictures may be in another file, which ffmpeg must not open.
  if (probe.video !== null && decoded === 0) throw new UnusableMedia('No picture can be read from the file.');
}

function containerOf(
  demuxer: Demuxer,
  { format, streams }: ProbeOutput,
  video?: Stream,
): MediaProbe['container'] {
  if (demuxer === 'matroska') {
    const webm = ['vp8', 'vp9', 'av1', 'opus', 'vorbis'];
    return streams.every((stream) => webm.includes(stream.codec_name)) ? 'webm' : 'matroska';
  }
  if (demuxer !== 'mov') return demuxer;
  if (format.tags?.major_brand?.trim() === 'qt') return 'mov';
  return video === undefined ? 'm4a' : 'mp4';
}

function videoStream(stream: Stream, format: ProbeOutput['format']): VideoStream {
  const matrix = stream.color_space;
  return {
    codec: stream.codec_name,
    width: stream.width,
    height: stream.height,
    frameRate: ratio(stream.avg_frame_rate, '/') ?? 0,
    rotation: rotationOf(stream),
    pixelFormat: stream.pix_fmt,
    hasAlpha: WITH_ALPHA.test(stream.pix_fmt) || (stream.tags.alpha_mode ?? stream.tags.ALPHA_MODE) === '1',
    startSeconds: stream.start_time,
    durationSeconds: durationOf(stream, format),
    pixelAspect: ratio(stream.sample_aspect_ratio, ':') ?? 1,
    colorMatrix: matrix === undefined || matrix === 'unknown' || matrix === 'reserved' ? null : matrix,
    colorRange: stream.color_range,
    frameCount: stream.nb_frames ?? null,
  };
}

/** ffmpeg's pixel formats with a plane or a byte of alpha; a palette may have transparent entries. */
const WITH_ALPHA = /^(yuva|gbrap|rgba|bgra|argb|abgr|ya\d|pal8)/;

/**
 * An index knows its track's length. Matroska gives the end of a track, or at least of the last track, both on the
 * file's own clock.
 */
function durationOf(stream: Stream, format: ProbeOutput['format']): number {
  if (stream.duration > 0) return stream.duration;
  const rate = ratio(stream.avg_frame_rate, '/');
  if (stream.nb_frames !== undefined && rate !== null) return stream.nb_frames / rate;
  const end = clockSeconds(stream.tags.DURATION) ?? format.duration;
  return Math.max(0, end - stream.start_time);
}

/** `00:01:02.500000000` in seconds. */
function clockSeconds(text: string | undefined): number | null {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  if (hours === undefined) return null;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/**
 * Quarter turns in degrees. A display matrix counts counter-clockwise, the tag of older ffprobes clockwise. For a
 * damaged matrix ffprobe reports -2^63, which no longer distinguishes multiples of 90; its remainder by 360 counts.
 */
function rotationOf(stream: Stream): number {
  const matrix = stream.side_data_list.find((data) => data.rotation !== undefined)?.rotation;
  const clockwise = matrix === undefined ? (stream.tags.rotate ?? 0) : -matrix;
  return (((Math.round((clockwise % 360) / 90) * 90) % 360) + 360) % 360;
}

function ratio(text: string, separator: string): number | null {
  const [over, under] = text.split(separator).map(Number);
  return over !== undefined && under !== undefined && over > 0 && under > 0 ? over / under : null;
}
