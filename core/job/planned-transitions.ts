import type { ScenePlan } from './pipeline-schema.js';

/** A transition of the scene plan between two neighboring clips. */
export interface PlannedTransition {
  fromClip: number;
  toClip: number;
  type: 'cut' | 'crossfade' | 'fade';
  durationSeconds: number;
  /** Center it on the nearest beat, if there is one near the cut. */
  onBeat?: boolean;
}

type PipelineTransition = NonNullable<ScenePlan['transitions']>[number];

/** No field is common to all planners; many say it in the rationale: "crossfade on the downbeat". */
const ON_THE_BEAT =
  /\b(?:on|onto|to|at|with)\s+(?:(?:the|a|an|each|every)\s+)?(?:\w+\s+)?(?:down|back)?beats?\b/i;

/** Only transitions between neighbors can be drawn; an unknown type becomes a cut. */
export function plannedTransitions(plan: ScenePlan | undefined, clipCount: number): PlannedTransition[] {
  return (plan?.transitions ?? [])
    .filter((planned) => planned.to_clip === planned.from_clip + 1)
    .filter((planned) => planned.from_clip >= 0 && planned.to_clip < clipCount)
    .map((planned) => {
      const type = planned.type === 'crossfade' || planned.type === 'fade' ? planned.type : 'cut';
      return {
        fromClip: planned.from_clip,
        toClip: planned.to_clip,
        type,
        durationSeconds: type === 'cut' ? 0 : (planned.duration ?? 0),
        onBeat: type !== 'cut' && asksForBeat(planned),
      };
    });
}

function asksForBeat({ align_to_beat: asked, rationale }: PipelineTransition): boolean {
  return asked ?? ON_THE_BEAT.test(rationale ?? '');
}
