import type { Picks } from '../selection/use-selection.js';
import { t } from '../../languages/t.js';

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
      <h2 id="clip-selector-title">{choosing ? t('clips.choose') : t('clips.storyboard')}</h2>
      <span className="muted selector-count" aria-live="polite">
        {clips.length > 1 || choosing
          ? t('clips.pickedOf', { picked: clips.length, count })
          : t('common.clips', { count })}
      </span>
      {count > 1 && (
        <span className="selector-tools">
          {choosing && clips.length < count && (
            <button type="button" className="button button-small" onClick={picks.all}>
              {t('clips.all')}
            </button>
          )}
          <button
            type="button"
            className="button button-small"
            title={choosing ? undefined : t(SHORTCUTS)}
            onClick={choosing ? cancel : () => picks.beginChoosing()}
          >
            {choosing ? t('common.cancel') : t('clips.several')}
          </button>
          {choosing && (
            <button
              type="button"
              className="button button-small button-primary"
              disabled={clips.length === 0}
              onClick={done}
            >
              {t('clips.change', { clips: t('common.clips', { count: clips.length }) })}
            </button>
          )}
        </span>
      )}
    </div>
  );
}

const SHORTCUTS = /Mac|iPhone|iPad/.test(navigator.userAgent) ? 'clips.keysMac' : 'clips.keys';
