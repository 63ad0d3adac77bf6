import { useState } from 'react';
import type { FocusEvent, KeyboardEvent, PointerEvent, SyntheticEvent } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { ClipCard } from './ClipCard.js';
import { positionAfter } from './grid-position.js';
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

interface ClipSelectorProps {
  job: FragmentType<typeof CLIP_SELECTOR>;
  selectedIndex: number | null;
  /** Null: none is selected any more. */
  onSelect: (clipIndex: number | null) => void;
  /** The clip that is being changed, with the percentage reached. */
  active: { clipIndex: number; progress: number } | null;
  /** Clips with a result that the user has not looked at yet. */
  unread: ReadonlySet<number>;
}

/**
 * The clips of a video, to pick one for the chat: one stop of the Tab key, in which arrows move, Enter selects and
 * Escape deselects. The clip under the pointer, or with the focus, plays without sound.
 */
export function ClipSelector({ job, selectedIndex, onSelect, active, unread }: ClipSelectorProps) {
  const { clips } = readFragment(CLIP_SELECTOR, job);
  const [focusedIndex, setFocusedIndex] = useState<number | null>(null);
  const [previewIndex, preview] = useClipPreview();
  const exists = (index: number | null) => clips.some(({ clipIndex }) => clipIndex === index);
  const tabStop = [focusedIndex, selectedIndex].find(exists) ?? clips[0]?.clipIndex;

  const moveOrSelect = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const grid = event.currentTarget;
    const position = clips.findIndex(({ clipIndex }) => clipIndex === clipIndexAt(event));
    const next = positionAfter(event.key, position, { count: clips.length, columns: columnsOf(grid) });
    if (next !== null) cardsIn(grid)[next]?.focus();
    else if (event.key === 'Enter' || event.key === ' ') onSelect(clipIndexAt(event));
    else if (event.key === 'Escape') onSelect(null);
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
    <section className="clip-selector" aria-labelledby="clip-selector-title">
      <div className="section-head">
        <h2 id="clip-selector-title">Select a clip to change</h2>
        <span className="muted">{clips.length === 1 ? '1 clip' : `${clips.length} clips`}</span>
      </div>
      <div
        role="listbox"
        aria-labelledby="clip-selector-title"
        className="clip-grid"
        onClick={(event) => clipIndexAt(event) !== null && onSelect(clipIndexAt(event))}
        onKeyDown={moveOrSelect}
        onFocus={focusIn}
        onBlur={focusOut}
        onPointerOver={(event: PointerEvent) => event.pointerType !== 'touch' && preview(clipIndexAt(event))}
        onPointerLeave={() => preview(null)}
      >
        {clips.map((clip) => (
          <ClipCard
            key={clip.clipIndex}
            clip={clip}
            selected={clip.clipIndex === selectedIndex}
            tabStop={clip.clipIndex === tabStop}
            unread={unread.has(clip.clipIndex)}
            previewing={clip.clipIndex === previewIndex}
            progress={active?.clipIndex === clip.clipIndex ? active.progress : null}
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

function cardsIn(grid: HTMLElement): NodeListOf<HTMLElement> {
  return grid.querySelectorAll<HTMLElement>('[data-clip-index]');
}

/** The number of columns, which the style sheet decides. */
function columnsOf(grid: HTMLElement): number {
  return getComputedStyle(grid).gridTemplateColumns.split(' ').length;
}
