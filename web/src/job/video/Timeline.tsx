import { memo, useCallback, useRef } from 'react';
import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import type { TimelineFragment } from '../../generated/graphql.js';
import { formatClock } from '../../format/time.js';
import { wayOf } from '../selection/selection.js';
import { useLongPress } from '../selection/use-long-press.js';
import type { Picks } from '../selection/use-selection.js';
import { slotAt, timeAfter } from './timeline-scale.js';
import { usePlayhead } from './use-playhead.js';
import './timeline.css';

const TIMELINE = graphql(`
  fragment Timeline on Job {
    id
    duration
    clips {
      jobId
      clipIndex
      timestampStart
      timestampEnd
      pictureStart
      isRegenerated
    }
  }
`);

/** A press that moves further than this scrubs; below it is a click, which also picks. */
const CLICK_WITHIN_PX = 4;

interface TimelineProps {
  job: FragmentType<typeof TIMELINE>;
  video: HTMLVideoElement | null;
  picks: Picks;
  /** Seconds: where the player is, or goes next. */
  place: () => number;
  onSeek: (seconds: number) => void;
}

/**
 * The clips to scale under the player, with the playhead: a click seeks and picks, dragging scrubs. Shift and Ctrl pick more,
 * as a finger does that rests.
 */
export function Timeline({ job: jobRef, video, picks, place, onSeek }: TimelineProps) {
  const { duration, clips } = readFragment(TIMELINE, jobRef);
  const track = useRef<HTMLDivElement>(null);
  const pressedAt = useRef(0);
  const movePlayhead = useCallback(
    (seconds: number) =>
      track.current?.style.setProperty('--playhead', String(Math.min(1, seconds / duration))),
    [duration],
  );
  const seconds = usePlayhead(video, movePlayhead);

  const clipAt = ({ clientX }: MouseEvent) => {
    const { left, width } = track.current!.getBoundingClientRect();
    return slotAt(clips, ((clientX - left) / width) * duration)?.clipIndex ?? null;
  };
  const longPress = useLongPress(picks.beginChoosing, clipAt);
  const seekTo = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const target = Math.min(Math.max((clientX - left) / width, 0), 1) * duration;
    movePlayhead(target);
    onSeek(target);
    return target;
  };
  const press = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    longPress.handlers.onPointerDown(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    pressedAt.current = event.clientX;
  };
  const scrub = (event: PointerEvent<HTMLElement>) => {
    longPress.handlers.onPointerMove(event);
    if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
  };
  const release = (event: PointerEvent<HTMLElement>) => {
    longPress.handlers.onPointerUp();
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const clip = slotAt(clips, seekTo(event));
    const isClick = Math.abs(event.clientX - pressedAt.current) <= CLICK_WITHIN_PX && !longPress.wasLong();
    if (clip && isClick) picks.pick(clip.clipIndex, wayOf(event));
  };
  const moveOrPick = (event: KeyboardEvent) => {
    const { key, shiftKey, altKey } = event;
    const adds = event.ctrlKey || event.metaKey;
    if (altKey) return;
    const target = adds ? null : timeAfter(key, place(), clips, duration);
    const clip = slotAt(clips, target ?? place());
    if (target !== null) {
      onSeek(target);
      // With Shift, the clips that the playhead comes to are picked.
      if (shiftKey && clip) picks.pick(clip.clipIndex, 'range');
    } else if (key === 'Enter' || key === ' ') {
      if (clip) picks.pick(clip.clipIndex, wayOf(event));
    } else if (key === 'Escape') picks.reduce();
    else return;
    event.preventDefault();
  };

  const shown = slotAt(clips, seconds);
  return (
    <div
      ref={track}
      className="timeline"
      data-testid="timeline"
      role="slider"
      tabIndex={0}
      aria-label="Timeline"
      aria-valuemin={0}
      aria-valuemax={Math.floor(duration)}
      aria-valuenow={seconds}
      aria-valuetext={`${formatClock(seconds)} of ${formatClock(duration)}${shown ? `, clip ${shown.clipIndex + 1}${picks.clips.includes(shown.clipIndex) ? ', picked' : ''}` : ''}`}
      onPointerDown={press}
      onPointerMove={scrub}
      onPointerUp={release}
      onPointerCancel={longPress.handlers.onPointerCancel}
      onContextMenu={longPress.handlers.onContextMenu}
      onKeyDown={moveOrPick}
    >
      <TimelineClips clips={clips} duration={duration} picked={picks.clips} />
      <span className="timeline-playhead" />
    </div>
  );
}

interface TimelineClipsProps {
  clips: TimelineFragment['clips'];
  duration: number;
  picked: readonly number[];
}

/** Visual only: the slider is the accessible control. */
const TimelineClips = memo(function TimelineClips({ clips, duration, picked }: TimelineClipsProps) {
  const percent = (seconds: number) => `${(100 * seconds) / duration}%`;
  return clips.map(({ clipIndex, timestampStart, timestampEnd, isRegenerated }) => (
    <span
      key={clipIndex}
      className={['timeline-clip', isRegenerated && 'regenerated', picked.includes(clipIndex) && 'selected']
        .filter(Boolean)
        .join(' ')}
      data-testid={`timeline-clip-${clipIndex}`}
      style={{ left: percent(timestampStart), width: percent(timestampEnd - timestampStart) }}
      aria-hidden="true"
    >
      <span>{clipIndex + 1}</span>
    </span>
  ));
});
