import type { ReactNode } from 'react';
import type { Phase, ProgressState } from './progress-state.js';
import { clipsInWords } from '../../format/clips.js';
import { formatEstimate } from '../../format/time.js';
import { percentWords } from '../../format/number.js';
import { inEnglish, t, type Key } from '../../languages/t.js';
import { ClipParts } from './ClipParts.js';
import type { ClipPart } from './ClipParts.js';
import { newsIn } from './news.js';
import './progress.css';

const PHASES = [
  { phase: 'queued', short: 'progress.queuedShort', doing: 'progress.queued', ofSeveral: 'progress.queued' },
  { phase: 'prompt', short: 'progress.promptShort', doing: 'progress.prompt', ofSeveral: 'progress.prompts' },
  { phase: 'clip', short: 'progress.clipShort', doing: 'progress.clip', ofSeveral: 'progress.clips' },
  { phase: 'video', short: 'progress.videoShort', doing: 'progress.video', ofSeveral: 'progress.video' },
] as const satisfies { phase: Phase; short: Key; doing: Key; ofSeveral: Key }[];

type Doing = (typeof PHASES)[number]['doing' | 'ofSeveral'];

interface RegenerationProgressProps {
  progress: ProgressState;
  /** What the whole was promised to take. */
  estimatedSeconds: number;
  /** Cancellation was requested and is not confirmed yet. */
  canceling: boolean;
  /** Of several clips, how far each has come. */
  parts?: readonly ClipPart[];
  /** What can be done about it. */
  children?: ReactNode;
}

/** The live progress of a regeneration: its current step and its total percentage. */
export function RegenerationProgress(props: RegenerationProgressProps) {
  const { progress, estimatedSeconds, canceling, parts = [], children } = props;
  const { clips, percent, phase, message, outcome } = progress;
  const current = PHASES.findIndex((step) => step.phase === phase);
  const step = PHASES[current];
  const doing = (clips.length > 1 ? step?.ofSeveral : step?.doing) ?? null;
  const heading = headingOf(progress, canceling, doing);
  return (
    // The list of messages announces what is new in it; of this only the heading, which changes from phase to phase.
    <div className="progress-card" data-testid="progress" aria-live="off">
      <div className="progress-head">
        <strong aria-live="polite">{heading}</strong>
        <span className="progress-percent">
          {percentWords(percent)}
          {outcome === null && !canceling && !saysTime(message) && (
            <span className="progress-left"> {timeLeft(percent, estimatedSeconds)}</span>
          )}
        </span>
      </div>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={t('progress.changing', { clips: clipsInWords(clips) })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={t('progress.value', { heading, percent })}
      >
        <span style={{ translate: `${percent - 100}%` }} />
      </div>
      <ol className="progress-steps" aria-hidden="true">
        {PHASES.map((step, index) => (
          <li key={step.phase} className={stepClass(index, current, outcome !== null)}>
            {t(step.short)}
          </li>
        ))}
      </ol>
      {parts.length > 1 && <ClipParts parts={parts} />}
      <div className="progress-foot">
        <p className="progress-message">{newsOf(progress, canceling, doing)}</p>
        {children}
      </div>
    </div>
  );
}

/** The server's own words are nearer to the truth: it has measured how fast it is. */
function saysTime(message: string): boolean {
  return /\bleft\b/.test(message);
}

/** The share that is still to be done of what the whole was promised to take: it only ever shrinks. */
function timeLeft(percent: number, estimatedSeconds: number): string {
  return t('progress.left', { time: formatEstimate(((100 - percent) / 100) * estimatedSeconds) });
}

function headingOf({ outcome }: ProgressState, canceling: boolean, doing: Doing | null): string {
  if (outcome === 'completed') return t('progress.loading');
  if (canceling) return t('progress.canceling');
  return doing === null ? '' : t(doing);
}

function newsOf({ connected, message }: ProgressState, canceling: boolean, doing: Doing | null): string {
  if (!connected) return t('progress.noConnection');
  // The server says it in English.
  return canceling ? t('progress.saysCharge') : newsIn(message, doing === null ? '' : inEnglish(doing));
}

function stepClass(index: number, current: number, ended: boolean): string {
  if (ended || index < current) return 'step-done';
  return index === current ? 'step-current' : 'step-ahead';
}
