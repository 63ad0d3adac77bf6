import { useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Picks } from '../../selection/use-selection.js';

interface PickedChipsProps {
  /** In the order of the song. */
  clips: readonly number[];
  picks: Picks;
}

/** The clips that what is written is about; a press takes one out. */
export function PickedChips({ clips, picks }: PickedChipsProps) {
  const list = useRef<HTMLUListElement>(null);
  const takeOut = (clip: number, position: number) => {
    const chat = list.current?.closest('section');
    flushSync(() => picks.remove(clip));
    const chips = list.current?.querySelectorAll('button');
    // Of two, one is left, whose conversation has no chips.
    const next = chips?.[Math.min(position, chips.length - 1)] ?? chat?.querySelector('textarea');
    if (document.activeElement === document.body) next?.focus({ preventScroll: true });
  };
  return (
    <ul ref={list} className="picked-chips" aria-label="Picked clips" data-testid="picked-chips">
      {clips.map((clip, position) => (
        <li key={clip}>
          <button
            type="button"
            className="chip picked-chip"
            aria-label={`Take out clip ${clip + 1}`}
            onClick={() => takeOut(clip, position)}
          >
            Clip {clip + 1}
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="m6 6 8 8M14 6l-8 8" />
            </svg>
          </button>
        </li>
      ))}
    </ul>
  );
}
