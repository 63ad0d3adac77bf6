import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { RegenerationFailure } from '../../core/errors.js';
import type { FfmpegTools } from './binaries.js';
import { codecRefused, DECODED, DECODER_GUARD, sizeRefused, tooLarge } from './decoders.js';
import { PACKETS_READ, packetSchema } from './length/picture-length.js';
import {
  durationOf,
  number,
  streamSchema,
  pictureTrack,
  type Stream,
  type VideoStream,
} from './picture/video-stream.js';
import { withPictureOnly } from './picture-only/picture-copy.js';

const run = promisify(execFile);
const PROBE_TIMEOUT_MS = 30_000;
/** Demuxers that read one file only; playlists and image sequences are left out. */
const DEMUXERS = ['mov', 'matroska', 'mp3', 'wav', 'aac', 'flac', 'ogg'] as const;
type Demuxer = (typeof DEMUXERS)[number];

export interface AudioStream {
  codec: string;
  sampleRate: number;
  channels: number;
  /** Time of the first sample on the file's own clock. */
  startSeconds: number;
  /** What the headers say, or what ffprobe guesses from the bit rate; null if nothing. See soundLength. */
  declaredSeconds: number | null;
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

/** ffmpeg has no name for the file; its beginning may tell more (whyNotRead). */
export class UnreadableMedia extends UnusableMedia {
  constructor(cause: unknown) {
    super('The file is not a video or sound file that can be read, or it is damaged.', cause);
    this.name = 'UnreadableMedia';
  }
}

const outputSchema = z.object({
  packets: z.array(packetSchema).default([]),
  streams: z.array(streamSchema),
  format: z.object({
    format_name: z.string(),
    duration: number,
    start_time: number,
    tags: z.object({ major_brand: z.string().optional() }).optional(),
  }),
});
type ProbeOutput = z.infer<typeof outputSchema>;

/** The argv of ffprobe for one local file. */
function probeArguments(file: string): string[] {
  const readers = ['-protocol_whitelist', 'file', '-format_whitelist', DEMUXERS.join(',')];
  const guards = [...readers, ...DECODER_GUARD, ...DECODED];
  const shown = ['-show_format', '-show_streams', ...PACKETS_READ, '-of', 'json=c=1'];
  return ['-v', 'error', ...guards, ...shown, '-i', path.resolve(file)];
}

/** Several steps of a change ask about one file, and each ffprobe takes up to 90 ms of CPU. */
const probes = new LRUCache<string, MediaProbe>({ max: 200 });

/**
 * Reads the headers of a local file, once as long as it is not changed. A sound beside a picture is left out where no decoder
 * may open it. Rejects with UnusableMedia if the file is no supported media.
 */
export async function probeMedia(
  file: string,
  binaries: FfmpegTools,
  signal?: AbortSignal,
): Promise<MediaProbe> {
  signal?.throwIfAborted();
  const { ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
  const state = [binaries.ffprobePath, path.resolve(file), ino, size, mtimeNs, ctimeNs].join(':');
  const known = probes.get(state);
  if (known !== undefined) return known;
  const probe = await readHeaders(file, Number(size), binaries, signal);
  probes.set(state, probe);
  return probe;
}

async function readHeaders(
  file: string,
  size: number,
  binaries: FfmpegTools,
  signal: AbortSignal | undefined,
): Promise<MediaProbe> {
  if (size === 0) throw new UnusableMedia('The file is empty.');
  // A stopped process does not handle SIGTERM.
  const options = {
    signal,
    timeout: PROBE_TIMEOUT_MS,
    killSignal: 'SIGKILL' as const,
    maxBuffer: 16 << 20,
    windowsHide: true,
  };
  const read = async (path: string): Promise<MediaProbe> =>
    parseProbe((await run(binaries.ffprobePath, probeArguments(path), options)).stdout, size);
  try {
    return await read(file);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UnusableMedia) throw error;
    // A sound or subtitles of a codec that is not supported, or without what its decoder needs: they are not wanted.
    const alone = await withPictureOnly(file, (copy) => read(copy).catch(() => null));
    signal?.throwIfAborted();
    if (alone !== null && alone.video !== null) return alone;
    throw refusal(error as { stderr?: string });
  }
}

function refusal(error: { stderr?: string }): UnusableMedia {
  const { stderr = '' } = error;
  const codec = codecRefused(stderr);
  if (codec !== null) return new UnusableMedia(`Files coded as ${codec} are not supported.`, error);
  const size = sizeRefused(stderr);
  if (size !== null) return new UnusableMedia(tooLarge(size), error);
  return new UnreadableMedia(error);
}

/** Turns ffprobe's JSON into a MediaProbe. */
export function parseProbe(json: string, sizeBytes: number): MediaProbe {
  const output = outputSchema.safeParse(JSON.parse(json));
  if (!output.success) {
    throw new UnusableMedia('The file is not a video or sound file that can be read.', output.error);
  }
  const { streams, format, packets } = output.data;
  const picture = pictureTrack(streams, format, packets);
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  const demuxer = DEMUXERS.find((name) => format.format_name.split(',').includes(name));
  if (demuxer === undefined)
    throw new UnusableMedia(`Files of the kind ${format.format_name} are not supported.`);
  return {
    container: containerOf(demuxer, output.data, picture),
    demuxer,
    durationSeconds: format.duration || (picture?.durationSeconds ?? 0),
    startSeconds: format.start_time,
    video: picture,
    audio: audio ? audioStream(audio, format) : null,
    sizeBytes,
  };
}

function audioStream(stream: Stream, format: ProbeOutput['format']): AudioStream {
  return {
    codec: stream.codec_name,
    sampleRate: stream.sample_rate,
    channels: stream.channels,
    startSeconds: stream.start_time,
    declaredSeconds: durationOf(stream, format) || null,
  };
}

function containerOf(
  demuxer: Demuxer,
  { format, streams }: ProbeOutput,
  picture: VideoStream | null,
): MediaProbe['container'] {
  if (demuxer === 'matroska') {
    const webm = ['vp8', 'vp9', 'av1', 'opus', 'vorbis'];
    return streams.every((stream) => webm.includes(stream.codec_name)) ? 'webm' : 'matroska';
  }
  if (demuxer !== 'mov') return demuxer;
  if (format.tags?.major_brand?.trim() === 'qt') return 'mov';
  return picture === null ? 'm4a' : 'mp4';
}
