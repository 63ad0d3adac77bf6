import type { Decimal } from 'decimal.js';
import { OUTPUT_SIZES, secondsAt, type AspectRatio } from './frames.js';
import { lyricLines, type LyricLine } from './lyrics.js';
import {
  audioAnalysis,
  clipPrompts,
  generatedClips,
  referenceImages,
  scenePlan,
  type AudioAnalysis,
  type ScenePlan,
} from './pipeline-schema.js';
import { JobDataError, parseStage, stageMetadata, type PipelineStage } from './pipeline-stages.js';
import { clipsInOrder, type PlacedClip } from './clips/generated-clips.js';
import { clipReferences, type ClipReferences } from './clips/clip-references.js';
import { clipNames } from './clips/clip-names.js';
import { songSections, type SongSection } from './song-sections.js';
import { plannedTransitions, type PlannedTransition } from './planned-transitions.js';
import { clipSlots, type ClipSlot } from './clips/slots.js';

export { JobDataError };

/** One clip as the pipeline made it (version 1); later versions are rows of clip_versions. */
export interface OriginalClip {
  clipIndex: number;
  /** Storage key `bucket/path`; null if the pipeline failed to make the clip. */
  videoKey: string | null;
  /** The clip's slot on the song, frame-exact (see core/job/frames.ts); endFrame is exclusive. */
  startFrame: number;
  endFrame: number;
  /** Beats of the song within the slot, in seconds from its start; empty without an analysis. */
  beatSeconds: number[];
  prompt: string | null;
  negativePrompt: string | null;
  /** What the pipeline paid for it, in USD; null if unknown. */
  costUsd: Decimal | null;
  /** The model's seed; null if unknown. */
  seed: number | null;
  references: ClipReferences;
  /** Characters and places of the scene plan that it shows. */
  names: string[];
}

/** What the scene plan says about the look of the whole video; every field may be missing. */
export interface VideoStyle {
  visualStyle: string | null;
  mood: string | null;
  lighting: string | null;
  cinematography: string | null;
  colorPalette: string[];
  characters: { name: string; description: string | null }[];
  scenes: { description: string; timeOfDay: string | null }[];
}

/** The pipeline's stages of one job, parsed: everything the product needs to know of the original video. */
export interface JobData {
  aspectRatio: AspectRatio;
  /** Frames of the final video: the song's length. */
  totalFrames: number;
  /** Beats in seconds on the song; empty without an analysis. */
  beatSeconds: number[];
  /** In clip order, contiguous from frame 0 to totalFrames. */
  clips: OriginalClip[];
  transitions: PlannedTransition[];
  lyrics: LyricLine[];
  /** In order; empty where none are known. */
  sections: SongSection[];
  style: VideoStyle;
}

/**
 * Parses the pipeline's stages of one job in every encoding that real rows use. Only video_generator is required; data
 * of another missing stage is empty. Throws JobDataError with the stage and path that is wrong.
 */
export function loadJobData(job: { aspectRatio: string | null }, stages: PipelineStage[]): JobData {
  const generated = parseStage(stages, 'video_generator', 'clips', generatedClips);
  if (generated === null) {
    throw new JobDataError('video_generator', '', 'is missing, and without it there are no clips');
  }
  const audio = parseStage(stages, 'audio_parser', 'audio_analysis', audioAnalysis);
  const plan = parseStage(stages, 'scene_planner', 'scene_plan', scenePlan);
  const clips = clipsInOrder(generated);
  const { slots, totalFrames } = clipSlots({ clips, generated, audio, plan });
  const lyrics = lyricLines(audio?.value.lyrics ?? []);
  return {
    aspectRatio: aspectRatio(job.aspectRatio, stages),
    totalFrames,
    beatSeconds: audio?.value.beat_timestamps ?? [],
    clips: originalClips(clips, slots, { plan: plan?.value, audio: audio?.value }, stages),
    transitions: plannedTransitions(plan?.value, clips.length),
    lyrics,
    sections: songSections(audio?.value.song_structure ?? [], lyrics, slots),
    style: videoStyle(plan?.value, audio?.value),
  };
}

function originalClips(
  clips: PlacedClip[],
  slots: ClipSlot[],
  { plan, audio }: { plan: ScenePlan | undefined; audio: AudioAnalysis | undefined },
  stages: PipelineStage[],
): OriginalClip[] {
  const prompts = parseStage(stages, 'prompt_generator', 'clip_prompts', clipPrompts);
  const images = parseStage(stages, 'reference_generator', 'reference_images', referenceImages)?.value;
  const byIndex = new Map(prompts?.value.clip_prompts.map((prompt) => [prompt.clip_index, prompt]));
  return clips.map((clip, clipIndex) => ({
    clipIndex,
    videoKey: clip.videoKey,
    startFrame: slots[clipIndex]!.startFrame,
    endFrame: slots[clipIndex]!.endFrame,
    beatSeconds: beatsWithin(audio?.beat_timestamps ?? [], slots[clipIndex]!),
    prompt: byIndex.get(clipIndex)?.prompt ?? null,
    negativePrompt: byIndex.get(clipIndex)?.negative_prompt ?? null,
    costUsd: clip.costUsd,
    seed: clip.seed,
    references: clipReferences(clipIndex, byIndex.get(clipIndex), plan, images),
    names: clipNames(clipIndex, plan),
  }));
}

function beatsWithin(beatSeconds: number[], { startFrame, endFrame }: ClipSlot): number[] {
  const [start, end] = [secondsAt(startFrame), secondsAt(endFrame)];
  return beatSeconds
    .filter((beat) => beat >= start && beat < end)
    .toSorted((one, other) => one - other)
    .map((beat) => beat - start);
}

/**
 * The job's ratio, else that of the generated clips. 16:9 is the column's default and may not be a choice, so then the
 * clips' ratio comes first.
 */
function aspectRatio(ofJob: string | null, stages: PipelineStage[]): AspectRatio {
  const ofClips = stageMetadata(stages, 'video_generator')?.['aspect_ratio'];
  const candidates = ofJob === '16:9' ? [ofClips] : [ofJob, ofClips];
  return candidates.find((ratio) => isAspectRatio(ratio)) ?? '16:9';
}

function isAspectRatio(ratio: unknown): ratio is AspectRatio {
  return typeof ratio === 'string' && Object.hasOwn(OUTPUT_SIZES, ratio);
}

function videoStyle(plan: ScenePlan | undefined, audio: AudioAnalysis | undefined): VideoStyle {
  const style = plan?.style;
  return {
    visualStyle: style?.visual_style ?? null,
    mood: style?.mood ?? audio?.mood?.primary ?? null,
    lighting: style?.lighting ?? null,
    cinematography: style?.cinematography ?? null,
    colorPalette: style?.color_palette ?? [],
    characters: characters(plan),
    scenes: (plan?.scenes ?? []).flatMap((scene) => {
      return scene.description
        ? [{ description: scene.description, timeOfDay: scene.time_of_day ?? null }]
        : [];
    }),
  };
}

function characters(plan: ScenePlan | undefined): VideoStyle['characters'] {
  return (plan?.characters ?? []).flatMap((character) => {
    const name = character.name ?? character.role ?? character.id;
    const features = typeof character.features === 'string' ? character.features : null;
    return name ? [{ name, description: character.description ?? features }] : [];
  });
}
