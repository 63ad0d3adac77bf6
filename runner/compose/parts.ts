import { RegenerationFailure } from '../../core/errors.js';
import type { FfmpegError, FfmpegRun } from '../ffmpeg/run-ffmpeg.js';
import { EACH_FRAME } from '../ffmpeg/picture/any-size.js';
import { NO_SOUND_TRACK } from '../ffmpeg/media-limits.js';
import { clipsOf, planSegments, type Segment, type TimelinePlan } from '../../core/timeline/segments.js';
import { clipFile, unusable, type KnownMedia, type MediaSources } from './clip-sources.js';
import { concurrently } from './concurrently.js';
import type { KnownFootage } from './known-footage.js';
import { segmentEncoder, segmentRun } from './segments/segment-args.js';
import { PICTURE_FORMAT, type Footage, type FrameSize } from './segments/clip-chain.js';
import { rangesOf, segmentGraph } from './segments/segment-graph.js';
import { footageTraits, type FootageTraits } from './segments/footage-traits.js';
import type { SegmentStore, StoredPart } from './segments/segment-store.js';
import { songRecipe, songRun, songSource } from './song-track.js';
import { WORTH } from './progress/work.js';

/** One part to fetch or to make: a segment of the picture, or the song's track. */
export interface Part extends StoredPart {
  kind: Segment['kind'] | 'song';
  /** For the log: `body 3`, `fade 3-4`, `song`. */
  label: string;
  /**
   * Where it is stored. Of footage that is not known yet, it is that of ordinary footage until `prepare` has read it.
   */
  key: string;
  /** Its place among the parts. */
  position: number;
  /** Frames of picture; 0 for the song. */
  frameCount: number;
  /** What making it costs, in frames to encode. */
  worth: number;
  /** Keys of the media that making it needs. */
  needs: string[];
  /** Fetches the media that it needs and returns the ffmpeg command that makes it. */
  prepare(signal: AbortSignal): Promise<FfmpegRun>;
  /** The user's failure if ffmpeg rejects that command. */
  failure(cause: FfmpegError): RegenerationFailure;
}

export interface PartsInput {
  timeline: TimelinePlan;
  /** By position in the timeline's clips; null if the pipeline failed to make the clip: black. */
  clips: (KnownMedia | null)[];
  footage: Pick<KnownFootage, 'of' | 'learn'>;
  song: KnownMedia | null;
  size: FrameSize;
  /** The ffmpeg build: another one draws other bytes. */
  build: string;
}

export const SONG = 'The song';
/** Recipes describe plain footage; a file's peculiarities follow from its sha256 and its traits. */
const PLAIN: Footage = {
  demuxer: 'mov',
  startSeconds: 0,
  video: {
    specifier: 'v:0',
    codec: 'h264',
    width: 0,
    height: 1080,
    pixelAspect: 1,
    pixelFormat: 'yuv420p',
    interlaced: false,
    hasAlpha: false,
    rotation: 0,
    mirrored: false,
    startSeconds: 0,
    durationSeconds: Infinity,
    longestFrameSeconds: 0,
    colorMatrix: null,
    colorRange: null,
    transfer: 'sdr',
    primaries: 'bt709',
  },
};

/** The parts of the final video in order, the song's track last. */
export function planParts(input: PartsInput, sources: MediaSources, store: SegmentStore): Part[] {
  const segments = planSegments(input.timeline);
  const pictures = segments.map((segment, position) => segmentPart(segment, position, input, sources, store));
  return [...pictures, songPart(segments.length, input, sources, store)];
}

function segmentPart(
  segment: Segment,
  position: number,
  { timeline, clips, footage, size, build }: PartsInput,
  sources: MediaSources,
  store: SegmentStore,
): Part {
  const ranges = rangesOf(segment, timeline);
  const shown = ranges.map(({ clip }) => clips[clip] ?? null);
  const graph = segmentGraph(
    segment.kind,
    ranges,
    shown.map((media) => media && PLAIN),
    size,
  );
  // Which says nothing of footage of one size, as nearly all is: older segments of it stay valid.
  const drawn = graph.replaceAll(EACH_FRAME, '');
  const from = shown.map((media) => media?.sha256 ?? null);
  const slots = ranges.map(({ slotFrames }) => slotFrames);
  const recipe = {
    format: PICTURE_FORMAT,
    graph: drawn,
    slots,
    from,
    encoder: segmentEncoder(segment.kind),
    build,
  };
  const stored = (traits: FootageTraits[]) =>
    store.part(traits.flat().length === 0 ? recipe : { ...recipe, traits }, 'mp4');
  const part: Part = {
    ...stored(shown.map((media) => (media && footage.of(media)) ?? [])),
    kind: segment.kind,
    label: `${segment.kind} ${clipsOf(segment)
      .map((clip) => timeline.clips[clip]!.clipIndex + 1)
      .join('-')}`,
    position,
    frameCount: segment.endFrame - segment.startFrame,
    worth: segment.endFrame - segment.startFrame,
    needs: [...new Set(shown.flatMap((media) => media?.key ?? []))],
    async prepare(signal) {
      const files = await concurrently(ranges, ranges.length, signal, async (range, each) => {
        const media = clips[range.clip] ?? null;
        return media && (await clipFile(sources, media, clipName(timeline, range.clip), range, each));
      });
      const traits = files.map((file) => (file === null ? [] : footageTraits(file.video)));
      shown.forEach((media, index) => media && footage.learn(media.sha256, traits[index]!));
      part.key = stored(traits).key;
      const run = segmentRun({ segment, ranges, files, size, outputPath: part.file });
      return { ...run, framePixels: size.width * size.height };
    },
    failure: (cause) =>
      segmentFailure(
        clipsOf(segment).map((clip) => clipName(timeline, clip)),
        cause,
      ),
  };
  return part;
}

/** The recipe has no ffmpeg build: once encoded, the song stays the same to the bit in every later video. */
function songPart(
  position: number,
  { timeline, song }: PartsInput,
  sources: MediaSources,
  store: SegmentStore,
): Part {
  const { totalFrames } = timeline;
  const part = store.part(songRecipe(song?.sha256 ?? null, totalFrames), 'm4a');
  return {
    ...part,
    kind: 'song',
    label: 'song',
    position,
    frameCount: 0,
    worth: WORTH.song * totalFrames,
    needs: song === null ? [] : [song.key],
    async prepare(signal) {
      if (song === null) return songRun(null, totalFrames, part.file);
      const { file, probe } = await sources.file(song, SONG, signal);
      if (probe.audio === null) throw unusable(SONG, NO_SOUND_TRACK);
      return songRun({ file, format: probe.demuxer }, totalFrames, part.file, songSource(probe));
    },
    failure: (cause) => unusable(SONG, 'The file is damaged or incomplete.', cause),
  };
}

/** The users' name of a clip; it counts from 1. */
export function clipName(timeline: TimelinePlan, clip: number): string {
  return `Clip ${timeline.clips[clip]!.clipIndex + 1}`;
}

function segmentFailure([first, second]: string[], cause: FfmpegError): RegenerationFailure {
  if (second === undefined) return unusable(first!, 'The file is damaged or incomplete.', cause);
  const message = `The transition from ${first} to ${second} could not be made. One of the files may be damaged.`;
  return new RegenerationFailure('RECOMPOSITION_FAILED', message.replaceAll('Clip', 'clip'), { cause });
}
