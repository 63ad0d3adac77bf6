import { useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Picks } from '../../selection/use-selection.js';
import { t } from '../../../languages/t.js';
import './picked.css';

/** The clips that what is written is about; a press takes one out. */
export function PickedChips({ picks }: { picks: Picks }) {
  const list = useRef<HTMLUListElement>(null);
  const takeOut = (clip: number, position: number) => {
    const field = list.current?.closest('form')?.querySelector('textarea');
    flushSync(() => picks.remove(clip));
    const chips = list.current?.querySelectorAll('button');
    const next = chips?.[Math.min(position, chips.length - 1)] ?? field;
    if (document.activeElement === document.body) next?.focus({ preventScroll: true });
  };
  if (picks.clips.length === 0) return <p className="picked-none">{t('picked.none')}</p>;
  return (
    <ul ref={list} className="picked-chips" aria-label={t('picked.picked')} data-testid="picked-chips">
      {picks.clips.map((clip, position) => (
        <li key={clip}>
          <button
            type="button"
            className="chip picked-chip"
            aria-label={t('picked.takeOut', { number: clip + 1 })}
            onClick={() => takeOut(clip, position)}
          >
            {t('common.clip', { number: clip + 1 })}
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="m6 6 8 8M14 6l-8 8" />
            </svg>
          </button>
        </li>
      ))}
    </ul>
  );
}
