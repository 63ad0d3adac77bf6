import { useRef, useState } from 'react';
import type { Ref } from 'react';
import { useStableMediaUrl } from '../../../layout/media-url.js';
import type { Side } from './sides.js';
import { useKeys } from '../../keys/use-keys.js';
import { useVideosInSync } from './use-videos-in-sync.js';
import './before-after.css';

interface BeforeAfterProps {
  title: string;
  /** Newest first. */
  sides: readonly Side[];
  /** Numbers of the versions that are shown at first. */
  left: number;
  right: number;
  /** Seconds: how much of them is played. */
  length: number;
  /** They are a change's result and what was there before it. */
  isChange: boolean;
  /** Reads older versions; null where there are none. */
  onOlder: (() => void) | null;
  onClose: () => void;
}

/** Two versions of a clip or of the video, side by side and in step, in the player's place; any can be chosen. */
export function BeforeAfter(props: BeforeAfterProps) {
  const { title, sides, length, isChange, onOlder, onClose } = props;
  const leftChoice = useRef<HTMLSelectElement>(null);
  const [chosen, choose] = useState({ left: props.left, right: props.right });
  const [leftVideo, setLeftVideo] = useState<HTMLVideoElement | null>(null);
  const [rightVideo, setRightVideo] = useState<HTMLVideoElement | null>(null);
  const [failed, setFailed] = useState(false);
  const sideOf = (version: number) => sides.find((side) => side.version === version) ?? null;
  const [left, right] = [sideOf(chosen.left), sideOf(chosen.right)];
  const { playing, toggle } = useVideosInSync(rightVideo, leftVideo, {
    start: right?.start ?? 0,
    end: (right?.start ?? 0) + length,
    followerStart: left?.start ?? 0,
  });
  useKeys({ Space: toggle });
  const untouched = isChange && chosen.left === props.left && chosen.right === props.right;
  const change = (side: 'left' | 'right') => (version: number) => {
    setFailed(false);
    choose({ ...chosen, [side]: version });
  };
  const shown = [
    { name: untouched ? 'Before' : nameOf(left), url: useStableMediaUrl(left?.url), take: setLeftVideo },
    { name: untouched ? 'After' : nameOf(right), url: useStableMediaUrl(right?.url), take: setRightVideo },
  ];
  return (
    <div
      className="before-after"
      data-testid="before-after"
      role="group"
      aria-label={title}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      {shown.map(({ name, url, take }, index) => (
        <figure key={index === 0 ? 'left' : 'right'}>
          <video
            ref={take}
            src={url ?? undefined}
            muted
            playsInline
            preload="auto"
            aria-label={name}
            onError={() => setFailed(true)}
          />
          <figcaption className="overlay-tag overlay-top-left">{name}</figcaption>
        </figure>
      ))}
      <div className="before-after-controls">
        {failed && <span role="alert">One of the two could not be loaded.</span>}
        <VersionChoice
          ref={leftChoice}
          name="Left"
          sides={sides}
          value={chosen.left}
          onChange={change('left')}
        />
        <VersionChoice name="Right" sides={sides} value={chosen.right} onChange={change('right')} />
        {onOlder && (
          <button
            type="button"
            className="button button-small"
            onClick={() => {
              onOlder();
              // It goes with the last of them.
              leftChoice.current?.focus();
            }}
          >
            Older versions
          </button>
        )}
        <button type="button" className="button button-small" onClick={toggle}>
          {playing ? 'Pause' : 'Play'}
        </button>
        <button type="button" className="button button-small" autoFocus onClick={onClose}>
          Back to the video
        </button>
      </div>
    </div>
  );
}

interface VersionChoiceProps {
  ref?: Ref<HTMLSelectElement>;
  name: string;
  sides: readonly Side[];
  value: number;
  onChange: (version: number) => void;
}

function VersionChoice({ ref, name, sides, value, onChange }: VersionChoiceProps) {
  if (sides.length < 2) return null;
  return (
    <select
      ref={ref}
      className="button button-small version-choice"
      aria-label={`${name} version`}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {sides.map(({ version, label, url }) => (
        <option key={version} value={version} disabled={url === null}>
          {url === null ? `${label} (file gone)` : label}
        </option>
      ))}
    </select>
  );
}

function nameOf(side: Side | null): string {
  if (!side) return '';
  return side.version === 1 ? 'Original' : `v${side.version}`;
}
