import { memo, useCallback, useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import type { TimelineFragment } from '../../generated/graphql.js';
import { formatClock } from '../../format/time.js';
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

/** A press that moves further than this scrubs; below it is a click, which also selects. */
const CLICK_WITHIN_PX = 4;

interface TimelineProps {
  job: FragmentType<typeof TIMELINE>;
  video: HTMLVideoElement | null;
  selectedIndex: number | null;
  /** Seconds: where the player is, or goes next. */
  place: () => number;
  onSeek: (seconds: number) => void;
  onSelect: (clipIndex: number | null) => void;
}

/** The clips to scale under the player, with the playhead: a click seeks and selects, dragging scrubs. */
export function Timeline({ job: jobRef, video, selectedIndex, place, onSeek, onSelect }: TimelineProps) {
  const { duration, clips } = readFragment(TIMELINE, jobRef);
  const track = useRef<HTMLDivElement>(null);
  const pressedAt = useRef(0);
  const movePlayhead = useCallback(
    (seconds: number) =>
      track.current?.style.setProperty('--playhead', String(Math.min(1, seconds / duration))),
    [duration],
  );
  const seconds = usePlayhead(video, movePlayhead);

  const seekTo = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const target = Math.min(Math.max((clientX - left) / width, 0), 1) * duration;
    movePlayhead(target);
    onSeek(target);
    return target;
  };
  const press = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pressedAt.current = event.clientX;
  };
  const scrub = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
  };
  const release = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const clip = slotAt(clips, seekTo(event));
    if (clip && Math.abs(event.clientX - pressedAt.current) <= CLICK_WITHIN_PX) onSelect(clip.clipIndex);
  };
  const moveOrSelect = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = place();
    const target = timeAfter(event.key, now, clips, duration);
    if (target !== null) onSeek(target);
    else if (event.key === 'Enter' || event.key === ' ') onSelect(slotAt(clips, now)?.clipIndex ?? null);
    else if (event.key === 'Escape') onSelect(null);
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
      aria-valuetext={`${formatClock(seconds)} of ${formatClock(duration)}${shown ? `, clip ${shown.clipIndex + 1}` : ''}`}
      onPointerDown={press}
      onPointerMove={scrub}
      onPointerUp={release}
      onKeyDown={moveOrSelect}
    >
      <TimelineClips clips={clips} duration={duration} selectedIndex={selectedIndex} />
      <span className="timeline-playhead" />
    </div>
  );
}

interface TimelineClipsProps {
  clips: TimelineFragment['clips'];
  duration: number;
  selectedIndex: number | null;
}

/** Visual only: the slider is the accessible control. */
const TimelineClips = memo(function TimelineClips({ clips, duration, selectedIndex }: TimelineClipsProps) {
  const percent = (seconds: number) => `${(100 * seconds) / duration}%`;
  return clips.map(({ clipIndex, timestampStart, timestampEnd, isRegenerated }) => (
    <span
      key={clipIndex}
      className={['timeline-clip', isRegenerated && 'regenerated', clipIndex === selectedIndex && 'selected']
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
