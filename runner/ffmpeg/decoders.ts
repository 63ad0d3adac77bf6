/** Pixels of the largest picture that a clip may have. */
export const MAX_LONG_SIDE = 4096;
export const MAX_SHORT_SIDE = 2304;
/** For ffmpeg's decoders: a header that promises more is refused before memory is allocated for the picture. */
export const MAX_PIXELS = MAX_LONG_SIDE * MAX_SHORT_SIDE;

const PICTURE = [
  ...['h264', 'hevc', 'vp8', 'libvpx', 'vp9', 'libvpx-vp9', 'libdav1d', 'libaom-av1', 'av1'],
  ...['mpeg4', 'mpeg2video', 'mpeg1video', 'h263', 'mjpeg', 'png'],
  // What editing programs and cameras write.
  ...['prores', 'dnxhd', 'cfhd', 'qtrle', 'ffv1', 'rawvideo', 'v210'],
];
const SOUND = [
  ...['aac', 'mp3float', 'mp3', 'mp2float', 'mp2', 'opus', 'libopus', 'vorbis', 'libvorbis'],
  ...['flac', 'alac', 'ac3', 'eac3', 'pcm_u8', 'pcm_s8', 'pcm_alaw', 'pcm_mulaw'],
  ...['16', '24', '32'].flatMap((bits) => [`pcm_s${bits}le`, `pcm_s${bits}be`]),
  ...['32', '64'].flatMap((bits) => [`pcm_f${bits}le`, `pcm_f${bits}be`]),
];
/** Never shown, but ffprobe opens them beside the picture. */
const SUBTITLES = ['mov_text', 'subrip', 'ass', 'ssa', 'webvtt'];

/**
 * The decoders that may open a file that somebody brings, by ffmpeg's names: it has hundreds more, of formats that
 * nobody makes clips in, and each is code that a crafted file can reach.
 */
export const DECODER_GUARD: readonly string[] = [
  '-codec_whitelist',
  [...PICTURE, ...SOUND, ...SUBTITLES].join(','),
];

/** The codec for whose sake ffmpeg refused a file, by what it said; null where that was not the reason. */
export function codecRefused(said: string): string | null {
  return /Codec \(([\w-]+)\) not on whitelist/.exec(said)?.[1] ?? null;
}
