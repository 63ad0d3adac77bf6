import type { Decimal } from 'decimal.js';
import type { GeneratedClips } from '../pipeline-schema.js';
import type { ParsedStage } from '../pipeline-stages.js';
import { mediaKey } from '../../storage/media-key.js';

/** A clip of the pipeline, found by its index. */
export interface PlacedClip {
  /** Storage key; null if the pipeline failed to make the clip. */
  videoKey: string | null;
  /** The intended length, else the length of what was made; null if neither is known. */
  durationSeconds: number | null;
  costUsd: Decimal | null;
  /** The model's seed; null if unknown. */
  seed: number | null;
  /** Position in the stage's list; null if the stage leaves it out. */
  position: number | null;
}

const LEFT_OUT: PlacedClip = {
  videoKey: null,
  durationSeconds: null,
  costUsd: null,
  seed: null,
  position: null,
};

/** Clips by index; an index that the pipeline left out is a clip that it failed to make. Throws JobDataError. */
export function clipsInOrder(stage: ParsedStage<GeneratedClips>): PlacedClip[] {
  const byIndex = new Map<number, PlacedClip>();
  for (const [position, clip] of stage.value.clips.entries()) {
    if (byIndex.has(clip.clip_index)) {
      throw stage.error(['clips', position, 'clip_index'], `${clip.clip_index} occurs twice`);
    }
    byIndex.set(clip.clip_index, {
      videoKey: videoKey(stage, position),
      durationSeconds: clip.target_duration ?? clip.actual_duration ?? null,
      costUsd: clip.cost ?? null,
      seed: clip.metadata?.generation_seed ?? null,
      position,
    });
  }
  const count = Math.max(stage.value.total_clips ?? 0, ...[...byIndex.keys()].map((index) => index + 1));
  return Array.from({ length: count }, (_, index) => byIndex.get(index) ?? LEFT_OUT);
}

function videoKey(stage: ParsedStage<GeneratedClips>, position: number): string | null {
  const clip = stage.value.clips[position]!;
  if (clip.status === 'failed' || !clip.video_url) return null;
  try {
    return mediaKey(clip.video_url);
  } catch (error) {
    throw stage.error(['clips', position, 'video_url'], (error as Error).message);
  }
}
