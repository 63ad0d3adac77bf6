import { useEffect, useEffectEvent, useState } from 'react';
import { useAddress } from '../address.js';
import { after, fromWriting, inWriting, reduced, without } from './selection.js';
import type { Selection, Way } from './selection.js';

/** The picked clips (0-based), and what changes them. */
export interface Picks {
  /** In the order of the song. */
  clips: readonly number[];
  /** The clip that was picked last; null while none is. */
  lead: number | null;
  /** The only picked clip; null where none or several are. */
  only: number | null;
  /** Each press takes a clip in or out, as fingers have no keys. */
  choosing: boolean;
  pick: (clip: number, way: Way) => void;
  remove: (clip: number) => void;
  all: () => void;
  /** Several become one, one becomes none. */
  reduce: () => void;
  /** @param first the clip to begin with, which stays or becomes picked */
  beginChoosing: (first?: number) => void;
  endChoosing: () => void;
}

/**
 * The selection, kept in the address as ?clip=2 or ?clip=2,4-6 so that a reload and a shared link show it. Without one
 * there, the clips that were being changed when the page came up.
 * @param all the clips of the video, in order
 */
export function useSelection(all: readonly number[], changing: readonly number[]): Picks {
  const address = useAddress();
  const [choosing, setChoosing] = useState(false);
  // The router renders a new address later than the next key press may come.
  const [selection, setSelection] = useState<Selection>(() => {
    const named = fromWriting(written() ?? '', all);
    return named.clips.length > 0 ? named : { clips: changing, anchor: changing[0] ?? null };
  });
  const write = ({ clips: next }: Selection) => {
    address({ clip: inWriting(next) || null });
  };
  const change = (next: Selection) => {
    setSelection(next);
    write(next);
  };
  const writeFirst = useEffectEvent(() => {
    if (selection.clips.length > 0 && written() === null) write(selection);
  });
  // A reload after their change has ended shows them, too.
  useEffect(() => writeFirst(), []);
  const { clips, anchor } = selection;
  return {
    clips,
    lead: anchor !== null && clips.includes(anchor) ? anchor : (clips[0] ?? null),
    only: clips.length === 1 ? clips[0]! : null,
    choosing,
    pick: (clip, way) =>
      change(after(selection, clip, { way: choosing && way === 'one' ? 'toggle' : way, all })),
    remove: (clip) => change(without(selection, clip)),
    all: () => change({ clips: all, anchor: anchor ?? all[0] ?? null }),
    reduce: () => {
      setChoosing(false);
      change(reduced(selection));
    },
    beginChoosing: (first) => {
      setChoosing(true);
      if (first !== undefined && !clips.includes(first))
        change(after(selection, first, { way: 'toggle', all }));
    },
    endChoosing: () => setChoosing(false),
  };
}

function written(): string | null {
  return new URLSearchParams(location.search).get('clip');
}
