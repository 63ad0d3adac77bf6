import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { ClipCard } from './ClipCard.js';
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
  onSelect: (clipIndex: number) => void;
  /** The clip that is being changed, with the percentage reached. */
  active: { clipIndex: number; progress: number } | null;
}

/** The clips of a video, to pick one for the chat. */
export function ClipSelector({ job, selectedIndex, onSelect, active }: ClipSelectorProps) {
  const { clips } = readFragment(CLIP_SELECTOR, job);
  return (
    <section className="clip-selector" aria-labelledby="clip-selector-title">
      <div className="section-head">
        <h2 id="clip-selector-title">Select a clip to change</h2>
        <span className="muted">{clips.length === 1 ? '1 clip' : `${clips.length} clips`}</span>
      </div>
      <ul className="clip-grid">
        {clips.map((clip) => (
          <li key={clip.clipIndex}>
            <ClipCard
              clip={clip}
              selected={clip.clipIndex === selectedIndex}
              onSelect={() => onSelect(clip.clipIndex)}
              progress={active?.clipIndex === clip.clipIndex ? active.progress : null}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
