import { RegenerationFailure } from '../../core/errors.js';
import type { FfmpegError, FfmpegRun } from '../ffmpeg/run-ffmpeg.js';
import { EACH_FRAME } from '../ffmpeg/picture/any-size.js';
import { NO_SOUND_TRACK } from '../ffmpeg/media-limits.js';
import { clipsOf, planSegments, type Segment, type TimelinePlan } from '../../core/timeline/segments.js';
import { clipFile, unusable, type KnownMedia, type MediaSources } from './clip-sources.js';
import { concurrently } from './concurrently.js';
import type { KnownFootage } from './known-footage.js';
import { segmentEncoder, segmentRun, type Rendition } from './segments/segment-args.js';
import { PICTURE_FORMAT, type Footage, type FrameSize } from './segments/clip-chain.js';
import { rangesOf, segmentGraph } from './segments/segment-graph.js';
import { footageTraits, type FootageTraits } from './segments/footage-traits.js';
import type { SegmentStore, StoredPart } from './segments/segment-store.js';
import { songRecipe, songRun, songSource, type SongOutput } from './song-track.js';
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
  /** The same in the rendition for slow lines, made by the same command; null where there is to be none. */
  small: StoredPart | null;
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
  /** Of the rendition for slow lines; null: none is made. */
  smallSize: FrameSize | null;
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
  { timeline, clips, footage, size, smallSize, build }: PartsInput,
  sources: MediaSources,
  store: SegmentStore,
): Part {
  const ranges = rangesOf(segment, timeline);
  const shown = ranges.map(({ clip }) => clips[clip] ?? null);
  const plain = shown.map((media) => media && PLAIN);
  const stored = (traits: FootageTraits[], drawnSize: FrameSize, rendition: Rendition): StoredPart => {
    const recipe = {
      format: PICTURE_FORMAT,
      // Which says nothing of footage of one size, as nearly all is: older segments of it stay valid.
      graph: segmentGraph(segment.kind, ranges, plain, drawnSize).replaceAll(EACH_FRAME, ''),
      slots: ranges.map(({ slotFrames }) => slotFrames),
      from: shown.map((media) => media?.sha256 ?? null),
      encoder: segmentEncoder(segment.kind, rendition),
      build,
    };
    return store.part(traits.flat().length === 0 ? recipe : { ...recipe, traits }, 'mp4');
  };
  const known = shown.map((media) => (media && footage.of(media)) ?? []);
  const part: Part = {
    ...stored(known, size, 'video'),
    small: smallSize && stored(known, smallSize, 'small'),
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
      part.key = stored(traits, size, 'video').key;
      if (part.small !== null) part.small.key = stored(traits, smallSize!, 'small').key;
      const run = segmentRun({
        ...{ segment, ranges, files },
        output: { rendition: 'video', size, outputPath: part.file },
        beside: part.small && { rendition: 'small', size: smallSize!, outputPath: part.small.file },
      });
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
  { timeline, song, smallSize }: PartsInput,
  sources: MediaSources,
  store: SegmentStore,
): Part {
  const { totalFrames } = timeline;
  const stored = (rendition: Rendition): StoredPart =>
    store.part(songRecipe(song?.sha256 ?? null, totalFrames, rendition), 'm4a');
  const part = stored('video');
  const small = smallSize && stored('small');
  const outputs: [SongOutput, ...SongOutput[]] = [
    { rendition: 'video', outputPath: part.file },
    ...(small === null ? [] : [{ rendition: 'small', outputPath: small.file } as const]),
  ];
  return {
    ...part,
    small,
    kind: 'song',
    label: 'song',
    position,
    frameCount: 0,
    worth: WORTH.song * totalFrames,
    needs: song === null ? [] : [song.key],
    async prepare(signal) {
      if (song === null) return songRun(null, totalFrames, outputs);
      const { file, probe } = await sources.file(song, SONG, signal);
      if (probe.audio === null) throw unusable(SONG, NO_SOUND_TRACK);
      return songRun({ file, format: probe.demuxer }, totalFrames, outputs, songSource(probe));
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
