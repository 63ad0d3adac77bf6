import type { RefObject } from 'react';
import type { Picks } from '../selection/use-selection.js';
import type { Player } from '../video/FinalVideo.js';
import type { StageView } from '../video/StageOverlay.js';
import { useKeys } from './use-keys.js';

interface PageKeysInput {
  job: {
    undoable?: { versionNumber: number } | null;
    clips: readonly { clipIndex: number; versionNumber: number }[];
  };
  player: RefObject<Player | null>;
  picks: Picks;
  view: StageView;
  onWrite: () => void;
}

/** Keys for the player, the clips and the field; others bind those of their own buttons. */
export function usePageKeys({ job, player, picks, view, onWrite }: PageKeysInput): void {
  const transport = () => player.current?.transport;
  /** From the picked clip, else from the one that is seen. */
  const move = (by: -1 | 1) => {
    const from = picks.lead ?? player.current?.clipSeen() ?? null;
    const next = job.clips[job.clips.findIndex(({ clipIndex }) => clipIndex === from) + by];
    if (!next) return;
    picks.pick(next.clipIndex, 'one');
    player.current?.showClip(next.clipIndex);
  };
  const compare = () => {
    if (view.compared) return view.closeCompared();
    const clip = job.clips.find(({ clipIndex }) => clipIndex === picks.only);
    const { audition } = view;
    if (audition) return view.compare(audition);
    if (clip && clip.versionNumber > 1) return view.compare({ clip: clip.clipIndex, version: null });
    if (job.undoable) view.compare({ clip: null, version: job.undoable.versionNumber });
  };
  useKeys({
    Space: () => transport()?.toggle(),
    j: () => transport()?.shuttle(-1),
    k: () => transport()?.stop(),
    l: () => transport()?.shuttle(1),
    ArrowLeft: () => transport()?.step(-1),
    ArrowRight: () => transport()?.step(1),
    ArrowUp: () => move(-1),
    ArrowDown: () => move(1),
    Enter: onWrite,
    c: compare,
  });
}
