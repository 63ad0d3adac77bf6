import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { RegenerationFailure } from '../../core/errors.js';
import type { FfmpegTools } from './binaries.js';
import { codecRefused, DECODER_GUARD, MAX_PIXELS } from './decoders.js';
import { number, streamSchema, videoStream, type Stream, type VideoStream } from './picture/video-stream.js';
import { FfmpegError, runFfmpeg } from './run-ffmpeg.js';

const run = promisify(execFile);
const PROBE_TIMEOUT_MS = 30_000;
/** Demuxers that read one file only; playlists and image sequences are left out. */
const DEMUXERS = ['mov', 'matroska', 'mp3', 'wav', 'aac', 'flac', 'ogg'] as const;
type Demuxer = (typeof DEMUXERS)[number];

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
