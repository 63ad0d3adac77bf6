import { RegenerationFailure } from '../../core/errors.js';
import type { FfmpegRefusal, FfmpegRun } from '../ffmpeg/run-ffmpeg.js';
import { clipsOf, planSegments, type Segment, type TimelinePlan } from '../timeline/segments.js';
import { clipFile, unusable, type MediaSources, type StoredMedia } from './clip-sources.js';
import { SEGMENT_ENCODER, segmentRun } from './segment-args.js';
import { rangesOf, segmentGraph, type Footage, type FrameSize } from './segment-graph.js';
import type { SegmentStore, StoredPart } from './segment-store.js';
import { songRecipe, songRun } from './song-track.js';

/** One thing to fetch or to make: a segment of the picture, or the song's track. */
export interface Part extends StoredPart {
  kind: Segment['kind'] | 'song';
  /** Frames of picture; 0 for the song. */
  frameCount: number;
  /** The ffmpeg command that makes it; brings the media it needs from storage first. */
  prepare(signal: AbortSignal): Promise<FfmpegRun>;
  /** What people are told when ffmpeg refuses that command. */
  refused(cause: FfmpegRefusal): RegenerationFailure;
}

export interface PartsInput {
  timeline: TimelinePlan;
  /** By position in the timeline's clips; null where the pipeline failed to make the clip: black. */
  clips: (StoredMedia | null)[];
  song: StoredMedia | null;
  size: FrameSize;
  /** The ffmpeg build: another one draws other bytes. */
  build: string;
}

const SONG = 'The song';
/** Recipes are written for footage without peculiarities; what a file adds to them follows from its sha256. */
const PLAIN: Footage = { demuxer: 'mov', video: { startSeconds: 0, pixelAspect: 1, colorMatrix: null } };

/** The parts of the final video in order, the song's track last. */
export async function planParts(
  input: PartsInput,
  sources: MediaSources,
  store: SegmentStore,
  signal: AbortSignal,
): Promise<Part[]> {
  const { timeline, clips } = input;
  const hashes: (string | null)[] = [];
  for (const [clip, media] of clips.entries()) {
    hashes.push(media && (await sources.sha256(media, clipName(timeline, clip), signal)));
  }
  const segments = planSegments(timeline).map((segment) =>
    segmentPart(segment, input, hashes, sources, store),
  );
  return [...segments, await songPart(input, sources, store, signal)];
}

function segmentPart(
  segment: Segment,
  { timeline, clips, size, build }: PartsInput,
  hashes: (string | null)[],
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
  const from = ranges.map(({ clip }) => hashes[clip] ?? null);
  const part = store.part({ graph, from, encoder: SEGMENT_ENCODER, build }, 'mp4');
  return {
    ...part,
    kind: segment.kind,
    frameCount: segment.endFrame - segment.startFrame,
    async prepare(signal) {
      const files = [];
      for (const [index, media] of shown.entries()) {
        const name = clipName(timeline, ranges[index]!.clip);
        files.push(media && (await clipFile(sources, media, name, signal)));
      }
      return segmentRun({ segment, ranges, files, size, outputPath: part.file });
    },
    refused: (cause) =>
      segmentFailure(
        clipsOf(segment).map((clip) => clipName(timeline, clip)),
        cause,
      ),
  };
}

async function songPart(
  { timeline, song, build }: PartsInput,
  sources: MediaSources,
  store: SegmentStore,
  signal: AbortSignal,
): Promise<Part> {
  const { totalFrames } = timeline;
  const sha256 = song && (await sources.sha256(song, SONG, signal));
  const part = store.part({ ...songRecipe(sha256, totalFrames), build }, 'm4a');
  return {
    ...part,
    kind: 'song',
    frameCount: 0,
    async prepare(partSignal) {
      if (song === null) return songRun(null, totalFrames, part.file);
      const { file, probe } = await sources.file(song, SONG, partSignal);
      if (probe.audio === null) throw unusable(SONG, 'It holds no sound.');
      return songRun({ file, format: probe.demuxer }, totalFrames, part.file);
    },
    refused: (cause) => unusable(SONG, 'The file is damaged or incomplete.', cause),
  };
}

function clipName(timeline: TimelinePlan, clip: number): string {
  return `Clip ${timeline.clips[clip]!.clipIndex + 1}`;
}

function segmentFailure([first, second]: string[], cause: FfmpegRefusal): RegenerationFailure {
  if (second === undefined) return unusable(first!, 'The file is damaged or incomplete.', cause);
  const message = `The transition from ${first} to ${second} could not be made. One of the files may be damaged.`;
  return new RegenerationFailure('RECOMPOSITION_FAILED', message.replaceAll('Clip', 'clip'), { cause });
}
