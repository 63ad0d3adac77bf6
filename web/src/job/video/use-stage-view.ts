import { useAudition } from './audition/use-audition.js';
import type { Auditioned } from './audition/use-audition.js';
import { useComparison } from './compare/use-comparison.js';
import type { ToCompare } from './compare/use-comparison.js';
import type { StageView } from './StageOverlay.js';

/** What the stage shows instead of the current video: a comparison or one version that is tried out, never both. */
export function useStageView(
  job: { versionNumber: number; clips: readonly { clipIndex: number; versionNumber: number }[] },
  only: number | null,
): StageView {
  const { compared, compare, change, close } = useComparison({ job, only });
  const { audition, tryOut } = useAudition(job.versionNumber, only);
  return {
    ...{ compared, audition: compared ? null : audition },
    changeCompared: change,
    closeCompared: close,
    compare: (next: ToCompare) => {
      tryOut(null);
      compare(next);
    },
    tryOut: (next: Auditioned | null) => {
      if (compared) change(null);
      tryOut(next);
    },
  };
}
