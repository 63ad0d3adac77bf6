import { z } from 'zod';
import { longestFrameSeconds, pictureSeconds, type Packet } from '../length/picture-length.js';
import { matrixOrientation, quarterTurns, type Orientation } from './orientation.js';

export interface VideoStream extends Orientation {
  /** ffmpeg's name of the track within its file: not always the first, which may be cover art. */
  specifier: string;
  codec: string;
  /** Pixels as stored, before rotation. */
  width: number;
  height: number;
  /** Average frames per second; 0 if the file does not say. */
  frameRate: number;
  pixelFormat: string;
  /** Whether its frames may consist of two fields, taken one after the other. */
  interlaced: boolean;
  /** Whether parts of the picture may be transparent. */
  hasAlpha: boolean;
  /** Time of the first frame on the file's own clock. */
  startSeconds: number;
  /** From the first frame to the end of the last one, by the times of the frames themselves. */
  durationSeconds: number;
  /** Of the frame that stands longest, by the file's index; 0 if it does not say. */
  longestFrameSeconds: number;
  /** What the headers say about it; null if nothing. */
  declaredSeconds: number | null;
  /** Width of a pixel divided by its height. */
  pixelAspect: number;
  /** The matrix between RGB and YUV, e.g. `bt709`; null if the file does not say. */
  colorMatrix: string | null;
  /** Whether black is 0 (`pc`) or 16 (`tv`); null if the file does not say. */
  colorRange: 'pc' | 'tv' | null;
  /** How signals become light: PQ and HLG are high dynamic range. */
  transfer: 'sdr' | 'pq' | 'hlg';
  primaries: 'bt709' | 'bt2020' | 'p3';
  /** From the file's index, without decoding; null if the container has no count. */
  frameCount: number | null;
}

export const number = z.coerce.number().catch(0);
/** ffprobe's JSON of a stream. */
export const streamSchema = z.object({
  index: z.number().default(0),
  codec_type: z.string().optional(),
  codec_name: z.string().default('unknown'),
  width: z.number().default(0),
  height: z.number().default(0),
  avg_frame_rate: z.string().default('0/0'),
  pix_fmt: z.string().default('unknown'),
  field_order: z.string().default('unknown'),
  start_time: number,
  duration: number,
  sample_aspect_ratio: z.string().default('1:1'),
  color_space: z.string().optional(),
  color_transfer: z.string().default('unknown'),
  color_primaries: z.string().default('unknown'),
  color_range: z.enum(['pc', 'tv']).nullable().catch(null),
  nb_frames: z.coerce.number().optional(),
  sample_rate: number,
  channels: z.number().default(0),
  disposition: z.object({ attached_pic: z.number(), default: z.number() }).partial().default({}),
  tags: z
    .object({
      rotate: number.optional(),
      DURATION: z.string(),
      alpha_mode: z.string(),
      ALPHA_MODE: z.string(),
    })
    .partial()
    .default({}),
  side_data_list: z
    .array(z.object({ rotation: z.number().optional(), displaymatrix: z.string().optional() }))
    .default([]),
});
export type Stream = z.infer<typeof streamSchema>;
/** What ffprobe says of the whole file. */
interface FileTimes {
  duration: number;
}

/** Size in pixels once it is upright, pixels not yet square. */
export function displayedSize({ width, height, rotation }: VideoStream): { width: number; height: number } {
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** Width divided by height as a viewer sees it: upright, with square pixels. */
export function displayedAspect({ width, height, rotation, pixelAspect }: VideoStream): number {
  const stored = (width * pixelAspect) / height;
  return rotation % 180 === 0 ? stored : 1 / stored;
}

/**
 * The file's picture, from ffprobe's JSON of its tracks, of the file and of its packets: the track of video that players
 * show, which is the default one or the first, and never cover art.
 */
export function pictureTrack(
  streams: Stream[],
  format: FileTimes,
  packets: readonly Packet[],
): VideoStream | null {
  const tracks = streams.filter((stream) => stream.codec_type === 'video');
  const pictures = tracks.filter((stream) => stream.disposition.attached_pic !== 1);
  const picture = pictures.find((stream) => stream.disposition.default === 1) ?? pictures[0];
  if (picture === undefined) return null;
  // A number where it matters: not every ffmpeg knows cover art in a list of files.
  const specifier = picture === tracks[0] ? 'v:0' : String(picture.index);
  return { specifier, ...videoStream(picture, format, packets) };
}

function videoStream(
  stream: Stream,
  format: FileTimes,
  packets: readonly Packet[],
): Omit<VideoStream, 'specifier'> {
  const matrix = stream.color_space;
  const transfer = TRANSFERS[stream.color_transfer] ?? 'sdr';
  const frameRate = ratio(stream.avg_frame_rate, '/') ?? 0;
  const declaredSeconds = durationOf(stream, format) || null;
  return {
    codec: stream.codec_name,
    width: stream.width,
    height: stream.height,
    frameRate,
    ...orientationOf(stream),
    pixelFormat: stream.pix_fmt,
    interlaced: FIELD_ORDERS.includes(stream.field_order),
    hasAlpha: WITH_ALPHA.test(stream.pix_fmt) || (stream.tags.alpha_mode ?? stream.tags.ALPHA_MODE) === '1',
    startSeconds: stream.start_time,
    durationSeconds: pictureSeconds(packets, stream.index, frameRate) ?? declaredSeconds ?? 0,
    longestFrameSeconds: longestFrameSeconds(packets, stream.index),
    declaredSeconds,
    pixelAspect: ratio(stream.sample_aspect_ratio, ':') ?? 1,
    colorMatrix: matrix === undefined || matrix === 'unknown' || matrix === 'reserved' ? null : matrix,
    colorRange: stream.color_range,
    transfer,
    primaries: PRIMARIES[stream.color_primaries] ?? (transfer === 'sdr' ? 'bt709' : 'bt2020'),
    frameCount: stream.nb_frames ?? null,
  };
}

/** ffprobe's names: the field that is stored first, then the one that is shown first, top (`t`) or bottom (`b`). */
const FIELD_ORDERS = ['tt', 'bb', 'tb', 'bt'];

const TRANSFERS: Partial<Record<string, VideoStream['transfer']>> = {
  smpte2084: 'pq',
  'arib-std-b67': 'hlg',
};
const PRIMARIES: Partial<Record<string, VideoStream['primaries']>> = {
  bt709: 'bt709',
  bt2020: 'bt2020',
  smpte432: 'p3',
};

/** ffmpeg's pixel formats with a plane or a byte of alpha; a palette may have transparent entries. */
const WITH_ALPHA = /^(yuva|gbrap|rgba|bgra|argb|abgr|ya\d|pal8)/;

/**
 * An index knows its track's length. Matroska gives the end of a track, or at least of the last track, both on the
 * file's own clock; without either, nothing is known, whatever the clock begins at.
 */
export function durationOf(stream: Stream, format: FileTimes): number {
  if (stream.duration > 0) return stream.duration;
  const rate = ratio(stream.avg_frame_rate, '/');
  if (stream.nb_frames !== undefined && rate !== null) return stream.nb_frames / rate;
  const end = clockSeconds(stream.tags.DURATION) ?? format.duration;
  return end > 0 ? Math.max(0, end - stream.start_time) : 0;
}

/** `00:01:02.500000000` in seconds. */
function clockSeconds(text: string | undefined): number | null {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  if (hours === undefined) return null;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/**
 * A display matrix counts counter-clockwise, the tag of older ffprobes clockwise. For a damaged matrix ffprobe may report
 * -2^63, which no longer distinguishes multiples of 90; its remainder by 360 counts.
 */
function orientationOf({ side_data_list: sideData, tags }: Stream): Orientation {
  const data = sideData.find(({ rotation, displaymatrix }) => (rotation ?? displaymatrix) !== undefined);
  const fromMatrix = data?.displaymatrix === undefined ? null : matrixOrientation(data.displaymatrix);
  if (fromMatrix !== null) return fromMatrix;
  const clockwise = data?.rotation === undefined ? (tags.rotate ?? 0) : -data.rotation;
  return { rotation: quarterTurns(clockwise), mirrored: false };
}

function ratio(text: string, separator: string): number | null {
  const [over, under] = text.split(separator).map(Number);
  return over !== undefined && under !== undefined && over > 0 && under > 0 ? over / under : null;
}
