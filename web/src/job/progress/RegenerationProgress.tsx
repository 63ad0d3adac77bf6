import type { ReactNode } from 'react';
import type { Phase, ProgressState } from './progress-state.js';
import { clipsInWords } from '../../format/clips.js';
import { formatEstimate } from '../../format/time.js';
import { ClipParts } from './ClipParts.js';
import type { ClipPart } from './ClipParts.js';
import { newsIn } from './news.js';
import './progress.css';

const PHASES: { phase: Phase; short: string; doing: string; ofSeveral?: string }[] = [
  { phase: 'queued', short: 'Queue', doing: 'Waiting for its turn' },
  { phase: 'prompt', short: 'Prompt', doing: 'Rewriting the prompt', ofSeveral: 'Rewriting the prompts' },
  { phase: 'clip', short: 'Clip', doing: 'Generating the clip', ofSeveral: 'Generating the clips' },
  { phase: 'video', short: 'Video', doing: 'Putting the video together' },
];

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
  const doing = (clips.length > 1 ? step?.ofSeveral : undefined) ?? step?.doing ?? '';
  const heading = headingOf(progress, canceling, doing);
  return (
    // The list of messages announces what is new in it; of this only the heading, which changes from phase to phase.
    <div className="progress-card" data-testid="progress" aria-live="off">
      <div className="progress-head">
        <strong aria-live="polite">{heading}</strong>
        <span className="progress-percent">
          {percent} %
          {outcome === null && !canceling && !saysTime(message) && (
            <span className="progress-left"> {timeLeft(percent, estimatedSeconds)}</span>
          )}
        </span>
      </div>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={`Changing ${clipsInWords(clips)}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${heading}, ${percent} %`}
      >
        <span style={{ translate: `${percent - 100}%` }} />
      </div>
      <ol className="progress-steps" aria-hidden="true">
        {PHASES.map((step, index) => (
          <li key={step.phase} className={stepClass(index, current, outcome !== null)}>
            {step.short}
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
  return `${formatEstimate(((100 - percent) / 100) * estimatedSeconds)} left`;
}

function headingOf({ outcome }: ProgressState, canceling: boolean, doing: string): string {
  if (outcome === 'completed') return 'Loading the new video';
  return canceling ? 'Canceling' : doing;
}

function newsOf({ connected, message }: ProgressState, canceling: boolean, doing: string): string {
  if (!connected) return 'The connection is lost. The change goes on; trying to reconnect…';
  return canceling ? 'It says what was charged when it has stopped.' : newsIn(message, doing);
}

function stepClass(index: number, current: number, ended: boolean): string {
  if (ended || index < current) return 'step-done';
  return index === current ? 'step-current' : 'step-ahead';
}
