/** Pixels of the largest supported picture. */
export const MAX_LONG_SIDE = 4096;
export const MAX_SHORT_SIDE = 2304;
/** For ffmpeg's decoders: a header with a larger picture is rejected before memory is allocated. */
export const MAX_PIXELS = MAX_LONG_SIDE * MAX_SHORT_SIDE;
/** The option that says so before an input. */
export const DECODED: readonly string[] = ['-max_pixels', String(MAX_PIXELS)];

const PICTURE = [
  ...['h264', 'hevc', 'vp8', 'libvpx', 'vp9', 'libvpx-vp9', 'libdav1d', 'libaom-av1', 'av1'],
  ...['mpeg4', 'mpeg2video', 'mpeg1video', 'h263', 'mjpeg', 'png'],
  // Written by editing programs and cameras.
  ...['prores', 'dnxhd', 'dvvideo', 'cfhd', 'qtrle', 'ffv1', 'rawvideo', 'v210'],
];
const SOUND = [
  ...['aac', 'mp3float', 'mp3', 'mp2float', 'mp2', 'opus', 'libopus', 'vorbis', 'libvorbis'],
  ...['flac', 'alac', 'ac3', 'eac3', 'pcm_u8', 'pcm_s8', 'pcm_alaw', 'pcm_mulaw'],
  ...['16', '24', '32'].flatMap((bits) => [`pcm_s${bits}le`, `pcm_s${bits}be`]),
  ...['32', '64'].flatMap((bits) => [`pcm_f${bits}le`, `pcm_f${bits}be`]),
];
/** Never shown, but ffprobe opens them beside the picture. */
const SUBTITLES = ['mov_text', 'subrip', 'srt', 'ass', 'ssa', 'webvtt'];

/**
 * The decoders that may open a user's file, by ffmpeg's names. ffmpeg has hundreds more, for formats in which clips
 * are not made, and a crafted file could reach the code of each.
 */
export const DECODER_GUARD: readonly string[] = [
  '-codec_whitelist',
  [...PICTURE, ...SOUND, ...SUBTITLES].join(','),
];

/** The codec that ffmpeg rejected, by its messages; null if it rejected the file for another reason. */
export function codecRefused(messages: string): string | null {
  return /Codec \(([\w-]+)\) not on whitelist/.exec(messages)?.[1] ?? null;
}

/** The size of a picture that ffmpeg rejected, by its messages: "4320x7680"; null if it rejected the file for another reason. */
export function sizeRefused(messages: string): string | null {
  return /Picture size (\d+x\d+) exceeds/.exec(messages)?.[1] ?? null;
}

/** Why a picture of this size cannot be used. */
export function tooLarge(size: string): string {
  return `Its picture of ${size} is larger than ${MAX_LONG_SIDE}x${MAX_SHORT_SIDE}, the most that is supported.`;
}
