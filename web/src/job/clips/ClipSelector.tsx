import { useEffect, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent, MouseEvent, PointerEvent, SyntheticEvent } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { wayOf } from '../selection/selection.js';
import type { Way } from '../selection/selection.js';
import { useLongPress } from '../selection/use-long-press.js';
import type { Picks } from '../selection/use-selection.js';
import { ClipCard } from './ClipCard.js';
import { positionAfter } from './grid-position.js';
import { SelectorHead } from './SelectorHead.js';
import { useClipPreview } from './use-clip-preview.js';
import './clips.css';

const CLIP_SELECTOR = graphql(`
  fragment ClipSelector on Job {
    id
    clips {
      jobId
      clipIndex
      ...ClipCard
    }
  }
`);

/** As in job.css: the clips scroll by themselves there. */
const IN_A_PANEL = '(width >= 60rem)';

interface ClipSelectorProps {
  job: FragmentType<typeof CLIP_SELECTOR>;
  picks: Picks;
  /** Shows a clip in the player. */
  onShow: (clipIndex: number) => void;
  /** Leads to the field where a change is said. */
  onSay: () => void;
  /** Of each clip that is being changed, the percentage reached. */
  progress: ReadonlyMap<number, number>;
  /** Clips with a result that the user has not looked at yet. */
  unread: ReadonlySet<number>;
}

/**
 * The clips of a video, to pick some for the chat: one stop of the Tab key, in which arrows move, Enter and Space pick, with
 * Shift up to here, with Ctrl this one too; Escape takes a step back. A finger that rests on a clip begins to pick several.
 * The clip under the pointer, or with the focus, plays without sound.
 */
export function ClipSelector({ job, picks, onShow, onSay, progress, unread }: ClipSelectorProps) {
  const { clips } = readFragment(CLIP_SELECTOR, job);
  const [focusedIndex, setFocusedIndex] = useState<number | null>(null);
  const [previewIndex, preview] = useClipPreview();
  const grid = useRef<HTMLDivElement>(null);
  const longPress = useLongPress(picks.beginChoosing, clipIndexAt);
  const exists = (index: number | null) => clips.some(({ clipIndex }) => clipIndex === index);
  const tabStop = [focusedIndex, picks.lead].find(exists) ?? clips[0]?.clipIndex;

  const { lead } = picks;
  useEffect(() => {
    const card = lead === null ? null : grid.current?.querySelector(`[data-clip-index="${lead}"]`);
    // It may have been picked elsewhere. On a phone the whole page would scroll.
    if (matchMedia(IN_A_PANEL).matches) card?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }, [lead]);

  const pick = (clipIndex: number | null, way: Way) => {
    if (clipIndex === null) return;
    picks.pick(clipIndex, way);
    onShow(clipIndex);
  };
  const click = (event: MouseEvent) => {
    if (!longPress.wasLong()) pick(clipIndexAt(event), wayOf(event));
  };
  const moveOrPick = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey) return;
    const from = clipIndexAt(event);
    const position = clips.findIndex(({ clipIndex }) => clipIndex === from);
    const adds = event.ctrlKey || event.metaKey;
    const next = positionAfter(event.key, position, {
      count: clips.length,
      columns: columnsOf(grid.current),
    });
    if (next !== null) {
      cardAt(grid.current, next)?.focus();
      // With Shift, what is moved over is picked.
      if (event.shiftKey) picks.pick(clips[next]!.clipIndex, wayOf(event));
    } else if (event.key === 'Enter' && from === picks.only && !adds && !event.shiftKey) onSay();
    else if (event.key === ' ' || event.key === 'Enter') pick(from, wayOf(event));
    else if (adds && event.key === 'a') picks.all();
    else if (event.key === 'Escape') picks.reduce();
    else return;
    event.preventDefault();
  };
  const focusIn = (event: FocusEvent<HTMLElement>) => {
    setFocusedIndex(clipIndexAt(event));
    if (event.target.matches(':focus-visible')) preview(clipIndexAt(event));
  };
  const focusOut = (event: FocusEvent<HTMLElement>) => {
    preview(null);
    if (!event.currentTarget.contains(event.relatedTarget)) setFocusedIndex(null);
  };

  return (
    <section
      className={picks.choosing || picks.clips.length > 1 ? 'clip-selector several' : 'clip-selector'}
      aria-labelledby="clip-selector-title"
    >
      <SelectorHead count={clips.length} picks={picks} onSay={onSay} />
      <div
        ref={grid}
        role="listbox"
        aria-labelledby="clip-selector-title"
        aria-multiselectable="true"
        className="clip-grid"
        onClick={click}
        onKeyDown={moveOrPick}
        onFocus={focusIn}
        onBlur={focusOut}
        onPointerOver={(event: PointerEvent) => event.pointerType !== 'touch' && preview(clipIndexAt(event))}
        onPointerLeave={() => preview(null)}
        {...longPress.handlers}
      >
        {clips.map((clip) => (
          <ClipCard
            key={clip.clipIndex}
            clip={clip}
            selected={picks.clips.includes(clip.clipIndex)}
            tabStop={clip.clipIndex === tabStop}
            unread={unread.has(clip.clipIndex)}
            previewing={clip.clipIndex === previewIndex}
            progress={progress.get(clip.clipIndex) ?? null}
          />
        ))}
      </div>
    </section>
  );
}

/** The clip whose card an event came from. */
function clipIndexAt({ target }: SyntheticEvent): number | null {
  const card = target instanceof Element ? target.closest<HTMLElement>('[data-clip-index]') : null;
  return card ? Number(card.dataset.clipIndex) : null;
}

function cardAt(grid: HTMLElement | null, position: number): HTMLElement | undefined {
  return grid?.querySelectorAll<HTMLElement>('[data-clip-index]')[position];
}

/** The number of columns, which the style sheet decides. */
function columnsOf(grid: HTMLElement | null): number {
  return grid ? getComputedStyle(grid).gridTemplateColumns.split(' ').length : 1;
}
