import { use } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { t } from '../../languages/t.js';
import { VideoHistoryContext } from './video-history.js';

const RESULT_ACTIONS = graphql(`
  fragment ResultActions on Job {
    id
    versionNumber
    undoable {
      id
      versionNumber
    }
    redoable {
      id
      versionNumber
    }
  }
`);

export type ResultActionsJob = FragmentType<typeof RESULT_ACTIONS>;

interface ResultActionsProps {
  job: ResultActionsJob;
  regeneration: {
    /** The version of the video that came of the change. */
    result?: { versionNumber: number; changes: readonly { clipIndex: number }[] } | null;
  };
  /** Shows a clip: its versions are compared where it is picked. */
  onLook: (clip: number) => void;
}

/** Whether the video is still as a change left it. */
export function isStillShown({
  job,
  regeneration: { result },
}: Pick<ResultActionsProps, 'job' | 'regeneration'>): boolean {
  return readFragment(RESULT_ACTIONS, job).versionNumber === result?.versionNumber;
}

/** Under the result of a change: Undo and Compare while it is what was done last, Redo while it is what was undone last. */
export function ResultActions({ job: jobRef, regeneration: { result }, onLook }: ResultActionsProps) {
  const job = readFragment(RESULT_ACTIONS, jobRef);
  const { undo, redo, compare, blocked } = use(VideoHistoryContext);
  if (!result) return null;
  const canUndo = Boolean(job.undoable) && job.versionNumber === result.versionNumber;
  const canRedo = job.redoable?.versionNumber === result.versionNumber;
  const [only, ...others] = result.changes;
  const before = job.undoable?.versionNumber;
  return (
    <>
      {(canUndo || canRedo) && (
        <button
          type="button"
          className="button button-small"
          aria-disabled={blocked !== null}
          onClick={({ detail }) => blocked === null && detail < 2 && (canUndo ? undo() : redo())}
        >
          {t(canUndo ? 'common.undo' : 'common.redo')}
        </button>
      )}
      {canUndo && only && before !== undefined && (
        <button
          type="button"
          className="button button-small"
          onClick={() => {
            if (others.length > 0) return compare({ clip: null, version: before });
            onLook(only.clipIndex);
            compare({ clip: only.clipIndex, version: null });
          }}
        >
          {t('common.compare')}
        </button>
      )}
    </>
  );
}
