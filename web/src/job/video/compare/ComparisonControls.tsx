import { useRef } from 'react';
import type { MouseEvent, Ref } from 'react';
import { VIEWS } from './compared.js';
import type { Compared, View } from './compared.js';
import type { Side } from './sides.js';
import { holdByKeys } from './use-way.js';
import type { Moved } from './use-way.js';

const NAMES: Record<View, string> = {
  side: 'Side by side',
  wipe: 'Wipe',
  overlay: 'Overlay',
  flicker: 'Flicker',
};

interface ControlsProps {
  compared: Compared;
  /** Newest first. */
  sides: readonly Side[];
  names: Record<'first' | 'second', string>;
  way: Moved;
  onChange: (compared: Compared) => void;
  /** Reads older versions; null where there are none. */
  onOlder: (() => void) | null;
  onClose: () => void;
}

/** Over the pictures: which two versions, and how they are shown. */
export function ComparisonControls({
  compared,
  sides,
  names,
  way,
  onChange,
  onOlder,
  onClose,
}: ControlsProps) {
  const choice = useRef<HTMLSelectElement>(null);
  const { view } = compared;
  const percent = Math.round(100 * way.share);
  const slide = {
    ...{ type: 'range', min: 0, max: 100, value: percent },
    'aria-valuetext': `${percent} % ${names.first}`,
    onChange: ({ target }: { target: HTMLInputElement }) => way.set(Number(target.value) / 100),
  };
  return (
    <>
      {view === 'wipe' && (
        <>
          <span className="comparison-line" style={{ left: `${percent}%` }} />
          <input {...slide} className="comparison-wipe" aria-label="Wipe" />
        </>
      )}
      <div className="comparison-versions">
        <VersionChoice
          ref={choice}
          name="First version"
          sides={sides}
          value={compared.first}
          onChange={(first) => onChange({ ...compared, first })}
        />
        {onOlder && (
          <button
            type="button"
            className="button button-small"
            onClick={() => {
              onOlder();
              // It goes with the last of them.
              choice.current?.focus();
            }}
          >
            Older versions
          </button>
        )}
        <VersionChoice
          name="Second version"
          sides={sides}
          value={compared.second}
          onChange={(second) => onChange({ ...compared, second })}
        />
      </div>
      <div className="comparison-bar">
        {view === 'overlay' && (
          <input {...slide} className="comparison-strength" aria-label="Strength of the overlay" />
        )}
        {view === 'flicker' && (
          <button
            type="button"
            className="button button-small comparison-hold"
            aria-pressed={way.showsFirst}
            title="Or hold the picture, or the key X"
            {...way.hold}
            {...holdByKeys(way.showFirst)}
            // A screen reader presses without holding.
            onClick={({ detail }: MouseEvent) => detail === 0 && way.showFirst(!way.showsFirst)}
          >
            Hold to see {names.first}
          </button>
        )}
        <fieldset className="comparison-views">
          <legend className="visually-hidden">How to compare</legend>
          {VIEWS.map((one, at) => (
            <label key={one} title={`${NAMES[one]} (${at + 1})`}>
              <input
                type="radio"
                name="comparison-view"
                className="visually-hidden"
                checked={one === view}
                onChange={() => onChange({ ...compared, view: one })}
              />
              <span>{NAMES[one]}</span>
            </label>
          ))}
        </fieldset>
        <button type="button" className="button button-small" title="Back to the video (C)" onClick={onClose}>
          Done
        </button>
      </div>
    </>
  );
}

interface VersionChoiceProps {
  ref?: Ref<HTMLSelectElement>;
  name: string;
  sides: readonly Side[];
  value: number | null;
  onChange: (version: number) => void;
}

function VersionChoice({ ref, name, sides, value, onChange }: VersionChoiceProps) {
  const isListed = sides.some(({ version }) => version === value);
  return (
    <select
      ref={ref}
      className="button button-small comparison-choice"
      aria-label={name}
      value={value ?? ''}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {!isListed && <option value={value ?? ''}>{value === null ? '…' : `v${value} (file gone)`}</option>}
      {sides.map(({ version, label, source }) => (
        <option key={version} value={version} disabled={source === null}>
          {source === null ? `${label} (file gone)` : label}
        </option>
      ))}
    </select>
  );
}
