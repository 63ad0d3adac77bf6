import type { Adjustment } from '../../../core/adjustments/adjustment.js';
import { isSamePart, type Part } from '../../../core/adjustments/part.js';
import { FRAME_RATE, frameAt } from '../../../core/job/frames.js';
import { fitFootage } from '../../../core/timeline/fit.js';
import type { FfmpegRun } from '../../ffmpeg/run-ffmpeg.js';
import type { LookedAt } from './looks/look-filters.js';
import { lookChain } from './looks.js';
import type { Prepared } from './prepared.js';

/** What is drawn over one part of a clip. */
export interface DrawnPart {
  part: Part;
  looks: Adjustment[];
}

/** The parts that looks are for, in their order. */
export function partsIn(looks: readonly Adjustment[]): DrawnPart[] {
  const parts: DrawnPart[] = [];
  for (const look of looks) {
    const { part } = look;
    if (part === undefined) continue;
    const known = parts.find((one) => isSamePart(one.part, part));
    if (known === undefined) parts.push({ part, looks: [look] });
    else known.looks.push(look);
  }
  return parts;
}

/**
 * The frames of the footage that a part of its slot shows: those that the composition picks by nearest time, where it slows the
 * footage too. At least one, also behind the end, where the last frame is held.
 */
export function framesOf(
  part: Part,
  { frameCount, frameRate }: Pick<LookedAt, 'frameCount' | 'frameRate'>,
  clipSeconds: number,
): { from: number; to: number } {
  const footageFrames = Math.max(1, Math.round((frameCount / frameRate) * FRAME_RATE));
  const fit = fitFootage(footageFrames, frameAt(clipSeconds));
  const pace = fit.kind === 'slow' ? fit.footageFrames / fit.slotFrames : 1;
  /** Frames of the footage for each of the slot. */
  const step = (frameRate / FRAME_RATE) * pace;
  const wanted = (slotFrame: number): number =>
    fit.kind === 'loop' ? slotFrame % fit.footageFrames : slotFrame;
  /** The last one that is due at a frame of the slot: each is shown from the slot's frame that is nearest to it. */
  const shownAt = (slotFrame: number): number => Math.ceil((slotFrame + 0.5) * step - 1e-9) - 1;
  const [first, last] = [wanted(frameAt(part.from)), wanted(frameAt(part.to) - 1)];
  const skipped = first === 0 ? 0 : shownAt(first - 1) + 1;
  const from = Math.min(skipped, shownAt(first), frameCount - 1);
  const to = last < first ? frameCount : Math.min(frameCount, shownAt(last) + 1);
  return { from, to: Math.max(from + 1, to) };
}

/**
 * Lossless, and still played by browsers: what is not in the part stays, decoded, bit for bit. Costs 2.4 s of CPU and up to
 * 18 MB for a second of 720p. Frames that wait for a look ahead cost 4 to 10 % more, and the file is no smaller.
 */
const LOSSLESS = [
  ...['-c:v', 'libvpx-vp9', '-lossless', '1', '-deadline', 'realtime', '-cpu-used', '8'],
  ...[
    '-lag-in-frames',
    '0',
    '-row-mt',
    '1',
    '-threads',
    '2',
    '-g',
    '60',
    '-pix_fmt',
    'yuv420p',
    '-color_range',
    'tv',
  ],
  ...['-movflags', '+faststart', '-fflags', '+bitexact', '-map_metadata', '-1'],
];

/**
 * The ffmpeg command that draws looks over a part of its footage. The file is read once for what is before the part, for the
 * part, and for what is after it: to split one reading would hold all frames between in memory.
 */
export function partRun(
  { part, looks }: DrawnPart,
  { input, specifier, source, filters, cropped, matrix }: Prepared,
  clipSeconds: number,
  outputPath: string,
): FfmpegRun {
  const { frameCount, frameRate } = source;
  const { from, to } = framesOf(part, source, clipSeconds);
  const beatFrames = source.beatFrames.filter((beat) => beat >= from && beat < to).map((beat) => beat - from);
  const drawn = lookChain(looks, { ...source, frameCount: to - from, beatFrames });
  const pieces = [
    ...(from > 0 ? [`trim=end_frame=${from},setpts=PTS-STARTPTS`] : []),
    `trim=start_frame=${from}:end_frame=${to},setpts=PTS-STARTPTS,${drawn ?? 'null'}`,
    ...(to < frameCount ? [`trim=start_frame=${to},setpts=PTS-STARTPTS`] : []),
  ];
  const chains = pieces.map(
    (piece, at) =>
      `[${at}:${specifier}]${filters},${cropped},${piece},format=yuv420p,setparams=colorspace=${matrix},setsar=1[piece${at}]`,
  );
  const names = pieces.map((_, at) => `[piece${at}]`).join('');
  const joined = pieces.length > 1 ? `concat=n=${pieces.length}` : 'null';
  return {
    inputs: pieces.map(() => input),
    filterGraph: [...chains, `${names}${joined},setpts=N/(${frameRate}*TB)[drawn]`].join(';'),
    outputOptions: [
      ...['-map', '[drawn]', '-an', ...LOSSLESS, '-colorspace', matrix],
      // Since ffmpeg 7, setpts forgets the rate, and the encoder would make 25 a second.
      ...['-r', String(frameRate)],
    ],
    format: 'mp4',
    outputPath,
    frameCount: frameCount * pieces.length,
    strict: true,
    doing: 'render the clip',
    failureCode: 'VIDEO_MODEL_FAILED',
  };
}
