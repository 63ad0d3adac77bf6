import { useRef } from 'react';
import type { MouseEvent, Ref } from 'react';
import { t, type Key } from '../../../languages/t.js';
import { VIEWS } from './compared.js';
import type { Compared, View } from './compared.js';
import type { Side } from './sides.js';
import { holdByKeys } from './use-way.js';
import type { Moved } from './use-way.js';

const NAMES = {
  side: 'compare.side',
  wipe: 'compare.wipe',
  overlay: 'compare.overlay',
  flicker: 'compare.flicker',
} as const satisfies Record<View, Key>;

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
    'aria-valuetext': t('compare.value', { percent, first: names.first }),
    onChange: ({ target }: { target: HTMLInputElement }) => way.set(Number(target.value) / 100),
  };
  return (
    <>
      {view === 'wipe' && (
        <>
          <span className="comparison-line" style={{ left: `${percent}%` }} />
          <input {...slide} className="comparison-wipe" aria-label={t('compare.wipe')} />
        </>
      )}
      <div className="comparison-versions">
        <VersionChoice
          ref={choice}
          name={t('compare.first')}
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
            {t('compare.older')}
          </button>
        )}
        <VersionChoice
          name={t('compare.second')}
          sides={sides}
          value={compared.second}
          onChange={(second) => onChange({ ...compared, second })}
        />
      </div>
      <div className="comparison-bar">
        {view === 'overlay' && (
          <input {...slide} className="comparison-strength" aria-label={t('compare.strength')} />
        )}
        {view === 'flicker' && (
          <button
            type="button"
            className="button button-small comparison-hold"
            aria-pressed={way.showsFirst}
            title={t('compare.holdTitle')}
            {...way.hold}
            {...holdByKeys(way.showFirst)}
            // A screen reader presses without holding.
            onClick={({ detail }: MouseEvent) => detail === 0 && way.showFirst(!way.showsFirst)}
          >
            {t('compare.hold', { first: names.first })}
          </button>
        )}
        <fieldset className="comparison-views">
          <legend className="visually-hidden">{t('compare.how')}</legend>
          {VIEWS.map((one, at) => (
            <label key={one} title={t('compare.key', { name: t(NAMES[one]), key: at + 1 })}>
              <input
                type="radio"
                name="comparison-view"
                className="visually-hidden"
                checked={one === view}
                onChange={() => onChange({ ...compared, view: one })}
              />
              <span>{t(NAMES[one])}</span>
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          className="button button-small"
          title={t('compare.backTitle')}
          onClick={onClose}
        >
          {t('compare.done')}
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
      {!isListed && (
        <option value={value ?? ''}>
          {value === null ? '…' : t('compare.goneLabel', { label: t('version.short', { version: value }) })}
        </option>
      )}
      {sides.map(({ version, label, source }) => (
        <option key={version} value={version} disabled={source === null}>
          {source === null ? t('compare.goneLabel', { label }) : label}
        </option>
      ))}
    </select>
  );
}
