import type { RefObject } from 'react';
import type { Compared } from '../history/video-history.js';
import type { Picks } from '../selection/use-selection.js';
import type { Player } from '../video/FinalVideo.js';
import { useKeys } from './use-keys.js';

interface PageKeysInput {
  job: {
    undoable?: { versionNumber: number } | null;
    clips: readonly { clipIndex: number; versionNumber: number }[];
  };
  player: RefObject<Player | null>;
  picks: Picks;
  compared: Compared | null;
  onCompare: (compared: Compared | null) => void;
  onWrite: () => void;
}

/** Keys for the player, the clips and the field; others bind those of their own buttons. */
export function usePageKeys({ job, player, picks, compared, onCompare, onWrite }: PageKeysInput): void {
  // Over the player, a comparison has its own.
  const transport = () => (compared ? undefined : player.current?.transport);
  /** From the picked clip, else from the one that is seen. */
  const move = (by: -1 | 1) => {
    const from = picks.lead ?? player.current?.clipSeen() ?? null;
    const next = job.clips[job.clips.findIndex(({ clipIndex }) => clipIndex === from) + by];
    if (!next) return;
    picks.pick(next.clipIndex, 'one');
    player.current?.showClip(next.clipIndex);
  };
  const compare = () => {
    if (compared) return onCompare(null);
    const clip = job.clips.find(({ clipIndex }) => clipIndex === picks.only);
    if (clip && clip.versionNumber > 1) {
      return onCompare({ kind: 'clip', clipIndex: clip.clipIndex, version: null });
    }
    if (job.undoable) onCompare({ kind: 'video', version: job.undoable.versionNumber });
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
