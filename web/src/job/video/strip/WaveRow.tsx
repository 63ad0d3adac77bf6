import { useEffect, useRef, useState } from 'react';
import { useStableMediaUrl } from '../../../layout/media-url.js';
import { columnsOf, peaksIn } from './wave.js';
import type { Peaks } from './wave.js';

interface WaveRowProps {
  /** Signed URL of its peaks; null where there are none. */
  url: string | null;
  /** Seconds. */
  beats: readonly number[];
  duration: number;
  /** Pixels of the whole strip. */
  width: number;
}

/** Wider, canvases are slow or empty. */
const WIDEST_PX = 8192;
/** What is below this is silence. */
const QUIET = 0.05;
/** Nearer to each other, beats are a gray band. */
const BEATS_APART_PX = 4;

/** How loud the song is, with its beats. A picture only. */
export function WaveRow({ url, beats, duration, width }: WaveRowProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const peaks = usePeaks(url);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || width === 0) return;
    draw(context, { peaks, beats, duration, width: Math.min(width, WIDEST_PX) });
  }, [peaks, beats, duration, width]);
  return <canvas ref={canvas} className="strip-row strip-wave" aria-hidden="true" />;
}

interface Drawn {
  peaks: Peaks | null;
  beats: readonly number[];
  duration: number;
  width: number;
}

function draw(context: CanvasRenderingContext2D, { peaks, beats, duration, width }: Drawn) {
  const { canvas } = context;
  const height = canvas.clientHeight;
  canvas.width = width;
  canvas.height = height;
  const style = getComputedStyle(canvas);
  context.fillStyle = style.color;
  if (peaks) {
    const columns = columnsOf(peaks, width);
    // A song that is quiet throughout has a shape, too.
    const loudest = columns.reduce((most, loudness) => Math.max(most, loudness), QUIET);
    columns.forEach((loudness, x) => {
      const length = Math.max(1, (loudness / loudest) * height);
      context.fillRect(x, (height - length) / 2, 1, length);
    });
  }
  if ((width / duration) * smallestGap(beats) < BEATS_APART_PX) return;
  context.fillStyle = style.getPropertyValue('--accent');
  for (const beat of beats) context.fillRect(Math.round((beat / duration) * width), height - 4, 1, 4);
}

function smallestGap(beats: readonly number[]): number {
  return beats.slice(1).reduce((least, beat, at) => Math.min(least, beat - beats[at]!), Infinity);
}

/** Null until they are there, and where they cannot be read: the strip does without. */
function usePeaks(url: string | null): Peaks | null {
  const stable = useStableMediaUrl(url);
  const [peaks, setPeaks] = useState<Peaks | null>(null);
  useEffect(() => {
    if (stable === null) return undefined;
    const stop = new AbortController();
    fetch(stable, { signal: stop.signal })
      .then(async (answer) => (answer.ok ? setPeaks(peaksIn(await answer.arrayBuffer())) : undefined))
      .catch(() => undefined);
    return () => stop.abort();
  }, [stable]);
  return peaks;
}
