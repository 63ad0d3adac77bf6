import { use } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
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
  /** The version of the video that came of the change. */
  versionNumber: number | null;
}

/** Under the result of a change: Undo while it is what was done last, Redo while it is what was undone last. */
export function ResultActions({ job: jobRef, versionNumber }: ResultActionsProps) {
  const job = readFragment(RESULT_ACTIONS, jobRef);
  const { undo, redo, blocked } = use(VideoHistoryContext);
  if (versionNumber === null) return null;
  const canUndo = Boolean(job.undoable) && job.versionNumber === versionNumber;
  const canRedo = job.redoable?.versionNumber === versionNumber;
  if (!canUndo && !canRedo) return null;
  return (
    <button
      type="button"
      className="button button-small message-action"
      aria-disabled={blocked !== null}
      onClick={({ detail }) => blocked === null && detail < 2 && (canUndo ? undo() : redo())}
    >
      {canUndo ? 'Undo' : 'Redo'}
    </button>
  );
}
