import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { problemOf } from '../../../errors/problem.js';
import { shortName } from '../../history/history-words.js';
import { useKeys } from '../../keys/use-keys.js';
import type { Place } from '../in-step/follower.js';
import { usePictures } from '../in-step/use-pictures.js';
import type { Picture } from '../in-step/use-pictures.js';
import { inWords } from '../../../format/list.js';
import { t } from '../../../languages/t.js';
import { VIEWS } from './compared.js';
import type { Compared } from './compared.js';
import { ComparisonControls } from './ComparisonControls.js';
import { drawCompared } from './draw.js';
import type { Side, Sides } from './sides.js';
import { SideVideo } from './SideVideo.js';
import { useClipSides, useVideoSides } from './use-sides.js';
import { pictureWords, useWay } from './use-way.js';
import './comparison.css';

/** A clip whose versions are compared. */
export interface ComparedClip {
  clipIndex: number;
  versionNumber: number;
  timestampStart: number;
  timestampEnd: number;
}

interface ComparisonProps {
  job: { id: string; versionNumber: number };
  /** Null: the whole video. */
  clip: ComparedClip | null;
  /** The video on the stage, whose song is the clock of both. */
  clock: HTMLVideoElement;
  compared: Compared;
  onChange: (compared: Compared) => void;
  onClose: () => void;
}

/** Two versions of a clip or of the video, of one moment of the song, in the place of the stage's own picture. */
export function Comparison({ clip, ...props }: ComparisonProps) {
  return clip ? <ClipComparison {...props} clip={clip} /> : <VideoComparison {...props} />;
}

function ClipComparison({ job, clip, ...props }: ComparisonProps & { clip: ComparedClip }) {
  const sides = useClipSides(job.id, clip, props.compared);
  const place = { start: clip.timestampStart, end: clip.timestampEnd };
  return (
    <Pictures
      {...props}
      named={(versions) => t('compare.clip', { number: clip.clipIndex + 1, ...versions })}
      sides={sides}
      place={place}
    />
  );
}

function VideoComparison({ job, ...props }: Omit<ComparisonProps, 'clip'>) {
  const sides = useVideoSides(job.id, job.versionNumber, props.compared);
  return (
    <Pictures {...props} named={(versions) => t('compare.video', versions)} sides={sides} place={null} />
  );
}

interface PicturesProps extends Omit<ComparisonProps, 'job' | 'clip'> {
  /** Says what is compared. */
  named: (versions: Record<'first' | 'second', string>) => string;
  sides: Sides;
  place: Place | null;
}

function Pictures({
  named,
  sides: { sides, before, more, error },
  place,
  clock,
  compared,
  onChange,
  onClose,
}: PicturesProps) {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const [firstVideo, setFirst] = useState<HTMLVideoElement | null>(null);
  const [secondVideo, setSecond] = useState<HTMLVideoElement | null>(null);
  const videos = { first: firstVideo, second: secondVideo };
  const way = useWay(compared.view);
  const sideOf = (version: number | null) => sides?.find((side) => side.version === version) ?? null;
  const shown = { first: sideOf(compared.first), second: sideOf(compared.second) };
  const present = (['first', 'second'] as const).filter((name) => shown[name]?.source);
  const pictures = present.map((name): Picture => {
    const { source } = shown[name]!;
    if (source!.kind === 'stage') return 'clock';
    return { video: videos[name], place: source!.kind === 'clip' ? place : null };
  });
  usePictures({
    ...{ canvas, clock, pictures, givesWay: false },
    draw: (context, drawn) => drawCompared(context, drawn, way),
    stamp: `${way.view} ${way.share} ${way.showsFirst}`,
  });
  const settle = useEffectEvent(() => before !== null && onChange({ ...compared, first: before }));
  const unsettled = compared.first === null && before !== null;
  useEffect(() => {
    if (unsettled) settle();
  }, [unsettled]);
  useKeys({
    Escape: onClose,
    'Shift+ArrowLeft': () => way.move(-1),
    'Shift+ArrowRight': () => way.move(1),
    ...Object.fromEntries(VIEWS.map((view, at) => [`${at + 1}`, () => onChange({ ...compared, view })])),
  });
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.focus({ preventScroll: true }), []);
  const names = { first: nameOf(shown.first, compared.first), second: nameOf(shown.second, compared.second) };
  return (
    <section
      ref={section}
      className="comparison"
      data-testid="comparison"
      data-view={compared.view}
      role="group"
      aria-label={named(names)}
      tabIndex={-1}
      // In a list to choose from, too, where the page's own keys rest.
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      {present.map((name) => (
        <SideVideo
          key={name}
          source={shown[name]!.source!}
          name={names[name]}
          onVideo={name === 'first' ? setFirst : setSecond}
        />
      ))}
      <canvas
        ref={setCanvas}
        className="comparison-picture"
        role="img"
        aria-label={pictureWords(names, way)}
        {...way.hold}
      />
      {error && (
        <p className="comparison-missing" role="alert">
          {problemOf(error).sentence}
        </p>
      )}
      {sides !== null && <Missing compared={compared} shown={shown} before={before} more={more} />}
      <ComparisonControls
        {...{ compared, sides: sides ?? [], names, way, onChange, onClose }}
        onOlder={more}
      />
    </section>
  );
}

/** Says which of the two cannot be shown. */
function Missing({ compared, shown, before, more }: MissingProps): ReactNode {
  const gone = (['first', 'second'] as const).filter((name) => !shown[name]?.source);
  const isBeingRead = (name: 'first' | 'second') => shown[name] === null && more !== null;
  if (gone.length === 0 || gone.some(isBeingRead)) return null;
  if (compared.first === null && before !== null) return null;
  return (
    <p className="comparison-missing" role="alert">
      {compared.first === null
        ? t('compare.noEarlier')
        : t('compare.fileGone', {
            versions: inWords(
              gone.map((name) => nameOf(shown[name], compared[name])),
              'common.and',
            ),
          })}
    </p>
  );
}

interface MissingProps {
  compared: Compared;
  shown: Record<'first' | 'second', Side | null>;
  before: number | null;
  more: (() => void) | null;
}

function nameOf(side: Side | null, version: number | null): string {
  const number = side?.version ?? version;
  return number === null ? t('compare.before') : shortName(number);
}
