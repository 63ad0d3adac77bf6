import { FRAME_RATE } from '../../../core/job/frames.js';
import { exceedsBt709, isAssumedStandardDefinition } from '../../ffmpeg/picture/color.js';
import type { Footage } from './clip-chain.js';

/**
 * What of some footage shapes its picture by rules that came after the first stored segments: a mirroring matrix, the
 * matrix of standard definition where the file names none, more light or color than BT.709, a picture that is not the
 * file's first one, fields, frames that stand as long as one and a half of the video or longer.
 * Traits are part of a segment's key. Other footage has none, so that its old segments keep their keys.
 */
export type FootageTraits = readonly string[];

/** Each trait consists of lower-case letters, digits and `-`: it becomes part of a key of storage. */
export function footageTraits(
  video: Pick<
    Footage['video'],
    | 'specifier'
    | 'height'
    | 'interlaced'
    | 'longestFrameSeconds'
    | 'mirrored'
    | 'pixelFormat'
    | 'colorMatrix'
    | 'colorRange'
    | 'transfer'
    | 'primaries'
  >,
): FootageTraits {
  return [
    ...(video.specifier === 'v:0' ? [] : ['behind-cover']),
    ...(video.interlaced ? ['interlaced'] : []),
    ...(video.longestFrameSeconds > 1.49 / FRAME_RATE ? ['long-frames'] : []),
    ...(video.mirrored ? ['mirrored'] : []),
    ...(isAssumedStandardDefinition(video) ? ['bt601'] : []),
    ...(exceedsBt709(video) ? [`${video.transfer}-${video.primaries}`] : []),
  ];
}

/** Raise the number whenever a trait is added: older notes say nothing about it. */
const NOTE = /^([0-9a-f]{64})\.([a-z0-9_-]+)\.footage3$/;

/**
 * The name of an object beside the segments that notes a clip's traits, so that the next composition knows them without
 * fetching the clip.
 */
export function noteName(clipSha256: string, traits: FootageTraits): string {
  return `${clipSha256}.${traits.length === 0 ? 'plain' : traits.join('_')}.footage3`;
}

/** The clip and its traits that a note's name states; null for the name of a segment. */
export function readNoteName(name: string): [sha256: string, traits: FootageTraits] | null {
  const [, sha256, traits] = NOTE.exec(name) ?? [];
  if (sha256 === undefined || traits === undefined) return null;
  return [sha256, traits === 'plain' ? [] : traits.split('_')];
}
