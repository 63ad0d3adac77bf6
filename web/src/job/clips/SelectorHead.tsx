import type { Picks } from '../selection/use-selection.js';

interface SelectorHeadProps {
  /** How many clips the video has. */
  count: number;
  picks: Picks;
  onSay: () => void;
}

/** Over the clips: how many there are, and how to pick several without keys. It stays in sight while that goes on. */
export function SelectorHead({ count, picks, onSay }: SelectorHeadProps) {
  const { choosing, clips } = picks;
  const done = () => {
    picks.endChoosing();
    onSay();
  };
  const cancel = () => (clips.length > 1 ? picks.reduce() : picks.endChoosing());
  return (
    <div className="section-head selector-head">
      <h2 id="clip-selector-title">{choosing ? 'Tap the clips to change' : 'Storyboard'}</h2>
      <span className="muted selector-count" aria-live="polite">
        {clips.length > 1 || choosing ? `${clips.length} of ${count} picked` : counted(count)}
      </span>
      {count > 1 && (
        <span className="selector-tools">
          {choosing && clips.length < count && (
            <button type="button" className="button button-small" onClick={picks.all}>
              All
            </button>
          )}
          <button
            type="button"
            className="button button-small"
            title={choosing ? undefined : SHORTCUTS}
            onClick={choosing ? cancel : () => picks.beginChoosing()}
          >
            {choosing ? 'Cancel' : 'Pick several'}
          </button>
          {choosing && (
            <button
              type="button"
              className="button button-small button-primary"
              disabled={clips.length === 0}
              onClick={done}
            >
              Change {counted(clips.length)}
            </button>
          )}
        </span>
      )}
    </div>
  );
}

const SHORTCUTS = /Mac|iPhone|iPad/.test(navigator.userAgent)
  ? 'Or: ⌘ and click for one more, ⇧ and click for all up to there'
  : 'Or: Ctrl and click for one more, Shift and click for all up to there';

function counted(count: number): string {
  return count === 1 ? '1 clip' : `${count} clips`;
}
