import { frameAt } from '../frames.js';
import type { PlacedClip } from './generated-clips.js';
import type { AudioAnalysis, GeneratedClips, ScenePlan } from '../pipeline-schema.js';
import type { JobDataError, ParsedStage } from '../pipeline-stages.js';

/** A clip's place on the song in frames; `endFrame` is exclusive. */
export interface ClipSlot {
  startFrame: number;
  endFrame: number;
}

/** Sources of the slots' times: the clips, and the stages that exist. */
interface SlotInputs {
  clips: PlacedClip[];
  generated: ParsedStage<GeneratedClips>;
  audio: ParsedStage<AudioAnalysis> | null;
  plan: ParsedStage<ScenePlan> | null;
}

interface SlotTimes {
  startSeconds: number[];
  endSeconds: number;
  /** The error for a wrong time of a clip in this stage. */
  error(clipIndex: number, reason: string): JobDataError;
}

/**
 * The slots of all clips, contiguous from frame 0 to the song's end: from the audio analysis' boundaries, else the scene
 * plan's times, else the clips' durations in a row. A stage is used only if it covers every clip. Throws JobDataError if a
 * clip would get no frame.
 */
export function clipSlots(inputs: SlotInputs): { slots: ClipSlot[]; totalFrames: number } {
  const times = fromBoundaries(inputs) ?? fromScripts(inputs) ?? fromDurations(inputs);
  const audio = inputs.audio?.value;
  const totalFrames = frameAt(audio?.duration ?? audio?.clip_boundaries?.at(-1)?.end ?? times.endSeconds);
  const starts = times.startSeconds.map((seconds, index) => (index === 0 ? 0 : frameAt(seconds)));
  const slots = starts.map((startFrame, index) => ({
    startFrame,
    endFrame: starts[index + 1] ?? totalFrames,
  }));
  const empty = slots.findIndex((slot) => slot.endFrame <= slot.startFrame);
  if (empty !== -1) throw times.error(empty, `leaves clip_index ${empty} no time on the song`);
  return { slots, totalFrames };
}

function fromBoundaries({ clips, audio }: SlotInputs): SlotTimes | null {
  const boundaries = audio?.value.clip_boundaries ?? [];
  if (audio === null || boundaries.length !== clips.length) return null;
  return {
    startSeconds: boundaries.map((boundary) => boundary.start),
    endSeconds: boundaries.at(-1)!.end,
    error: (clipIndex, reason) => audio.error(['clip_boundaries', clipIndex], reason),
  };
}

function fromScripts({ clips, plan }: SlotInputs): SlotTimes | null {
  const scripts = plan?.value.clip_scripts ?? [];
  const positions = clips.map((_, clipIndex) =>
    scripts.findIndex((script) => script.clip_index === clipIndex),
  );
  if (plan === null || positions.includes(-1)) return null;
  const inOrder = positions.map((position) => scripts[position]!);
  return {
    startSeconds: inOrder.map((script) => script.start),
    endSeconds: inOrder.at(-1)!.end,
    error: (clipIndex, reason) => plan.error(['clip_scripts', positions[clipIndex]!], reason),
  };
}

function fromDurations({ clips, generated }: SlotInputs): SlotTimes {
  const error = (clipIndex: number, reason: string) => {
    const position = clips[clipIndex]!.position;
    return generated.error(position === null ? ['clips'] : ['clips', position, 'target_duration'], reason);
  };
  let elapsedUs = 0;
  const startSeconds = clips.map((clip, clipIndex) => {
    if (clip.durationSeconds === null) {
      throw error(clipIndex, `does not say how long clip_index ${clipIndex} is, and no other stage does`);
    }
    const start = elapsedUs / 1e6;
    elapsedUs += Math.round(clip.durationSeconds * 1e6);
    return start;
  });
  return { startSeconds, endSeconds: elapsedUs / 1e6, error };
}
