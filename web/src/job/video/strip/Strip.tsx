import { useCallback, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import { formatClock, formatClockTenths } from '../../../format/time.js';
import { wayOf } from '../../selection/selection.js';
import { useLongPress } from '../../selection/use-long-press.js';
import type { Picks } from '../../selection/use-selection.js';
import { slotAt, timeAfter } from '../timeline-scale.js';
import type { Transport } from '../transport/use-transport.js';
import { t } from '../../../languages/t.js';
import { useFilms } from './films/use-films.js';
import { HoverPicture } from './HoverPicture.js';
import { StripBar } from './StripBar.js';
import { StripRows } from './StripRows.js';
import { nameOfSection, sectionAt } from './sections.js';
import { usePlayhead } from './use-playhead.js';
import { useZoom } from './use-zoom.js';
import './strip-bar.css';
import './strip.css';

const STRIP = graphql(`
  fragment Strip on Job {
    id
    duration
    beats
    waveform {
      url
    }
    sections {
      label
      occurrence
      start
      end
      isGuess
    }
    clips {
      jobId
      clipIndex
      timestampStart
      timestampEnd
      pictureStart
      isRegenerated
      versionNumber
      duration
      thumbnailUrl
      filmstrip {
        url
        frames
        interval
        width
        height
      }
      lyricsPreview
    }
  }
`);

/** A press that moves further than this scrubs; below it is a click, which also picks. */
const CLICK_WITHIN_PX = 4;
/** More do not fit a phone's width; fingers then scroll instead of scrubbing. */
const FIT_A_PHONE = 7;

interface StripProps {
  job: FragmentType<typeof STRIP>;
  video: HTMLVideoElement | null;
  picks: Picks;
  /** Of each clip that is being changed, the percentage reached. */
  progress: ReadonlyMap<number, number>;
  /** Signed URL of the stage's picture: films are loaded after it. */
  poster: string | null;
  transport: Transport;
  /** Whether the picked clip plays over and over. */
  looping: boolean;
  onLoop: (loops: boolean) => void;
  /** Seconds: where the player is, or goes next. */
  place: () => number;
  onSeek: (seconds: number) => void;
}

/**
 * The song under the player, to scale: its sections, the clips as film, its wave and beats, and
 * what is sung. A click seeks and picks, dragging
 * scrubs, a double click plays the clip over and over. Shift and Ctrl pick more, as a finger does that rests.
 */
export function Strip({
  job: jobRef,
  video,
  picks,
  progress,
  transport,
  place,
  onSeek,
  ...props
}: StripProps) {
  const { duration, clips, sections, beats, waveform } = readFragment(STRIP, jobRef);
  const [track, setTrack] = useState<HTMLDivElement | null>(null);
  const clock = useRef<HTMLSpanElement>(null);
  const pressedAt = useRef(0);
  const many = clips.length > FIT_A_PHONE;
  const zoom = useZoom(track, { duration, place });
  const { follow, scroller, factor } = zoom;
  const films = useFilms({ clips, duration, scroller, factor, poster: props.poster });
  const movePlayhead = useCallback(
    (seconds: number) => {
      track?.style.setProperty('--playhead', String(Math.min(1, seconds / duration)));
      if (clock.current) clock.current.textContent = formatClockTenths(seconds);
      follow(seconds);
    },
    [track, duration, follow],
  );
  const seconds = usePlayhead(video, movePlayhead);

  const timeAt = ({ clientX }: MouseEvent) => {
    const { left, width } = track!.getBoundingClientRect();
    return Math.min(Math.max((clientX - left) / width, 0), 1) * duration;
  };
  const clipAt = (event: MouseEvent) => slotAt(clips, timeAt(event))?.clipIndex ?? null;
  const longPress = useLongPress(picks.beginChoosing, clipAt);
  const seekTo = (event: PointerEvent) => {
    const target = timeAt(event);
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
    const scrolls = many && event.pointerType === 'touch';
    if (!scrolls && event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
  };
  const release = (event: PointerEvent<HTMLElement>) => {
    longPress.handlers.onPointerUp();
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const clip = slotAt(clips, seekTo(event));
    const isClick = Math.abs(event.clientX - pressedAt.current) <= CLICK_WITHIN_PX && !longPress.wasLong();
    if (clip && isClick) picks.pick(clip.clipIndex, wayOf(event));
  };
  const loopClip = () => {
    props.onLoop(true);
    transport.play();
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
    } else if (key === 'Enter' || (key === ' ' && adds)) {
      // Once it is picked, the key leads to the field, as everywhere.
      if (!clip || (clip.clipIndex === picks.only && !adds)) return;
      picks.pick(clip.clipIndex, wayOf(event));
    } else if (key === 'Escape') picks.reduce();
    else return;
    event.preventDefault();
  };

  const shown = slotAt(clips, seconds);
  const section = sectionAt(sections, seconds);
  const where = [
    t('strip.at', { time: formatClock(seconds), duration: formatClock(duration) }),
    shown && t('strip.clip', { number: shown.clipIndex + 1 }),
    shown && picks.clips.includes(shown.clipIndex) && t('strip.picked'),
    shown?.isRegenerated && t('strip.edited'),
    section && nameOfSection(section, sections),
  ];
  return (
    <section className="strip" aria-label={t('strip.strip')}>
      <StripBar
        clock={clock}
        duration={duration}
        video={video}
        transport={transport}
        zoom={zoom}
        looping={props.looping}
        onLoop={props.onLoop}
      />
      <div className="strip-scroll" ref={zoom.scroller}>
        <div
          ref={setTrack}
          className="strip-track"
          data-testid="timeline"
          role="slider"
          tabIndex={0}
          data-many={many || undefined}
          style={{ '--clips': clips.length, width: `${100 * zoom.factor}%` } as CSSProperties}
          aria-label={t('strip.timeline')}
          aria-valuemin={0}
          aria-valuemax={Math.floor(duration)}
          aria-valuenow={seconds}
          aria-valuetext={where.filter(Boolean).join(', ')}
          onPointerDown={press}
          onPointerMove={scrub}
          onPointerUp={release}
          onDoubleClick={loopClip}
          onPointerCancel={longPress.handlers.onPointerCancel}
          onContextMenu={longPress.handlers.onContextMenu}
          onKeyDown={moveOrPick}
        >
          <StripRows
            clips={clips}
            films={films.loader}
            sections={sections}
            beats={beats}
            wave={waveform?.url ?? null}
            duration={duration}
            picked={picks.clips}
            progress={progress}
          />
          <span className="strip-playhead" />
        </div>
      </div>
      <HoverPicture
        track={track}
        clips={clips}
        films={films}
        sections={sections}
        duration={duration}
        forFingers={!many}
      />
    </section>
  );
}
