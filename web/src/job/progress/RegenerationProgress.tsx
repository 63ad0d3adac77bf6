import type { Phase, ProgressState } from './progress-state.js';
import './progress.css';

const PHASES: { phase: Phase; short: string; doing: string }[] = [
  { phase: 'queued', short: 'Queue', doing: 'Waiting for its turn' },
  { phase: 'prompt', short: 'Prompt', doing: 'Rewriting the prompt' },
  { phase: 'clip', short: 'Clip', doing: 'Generating the clip' },
  { phase: 'video', short: 'Video', doing: 'Putting the video together' },
];

/** The live progress of a regeneration: what is being done, and how far the whole has come. */
export function RegenerationProgress({ progress }: { progress: ProgressState }) {
  const { clipIndex, percent, phase, message, connected, outcome } = progress;
  const current = PHASES.findIndex((step) => step.phase === phase);
  const doing = outcome === 'completed' ? 'Loading the new video' : (PHASES[current]?.doing ?? '');
  return (
    <div className="progress-card" data-testid="progress">
      <div className="progress-head">
        {/* The phase is announced; the percentage, which changes twice a second, is not. */}
        <strong aria-live="polite">{doing}</strong>
        <span className="progress-percent">{percent} %</span>
      </div>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={`Changing clip ${clipIndex + 1}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${doing}, ${percent} %`}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      <ol className="progress-steps" aria-hidden="true">
        {PHASES.map((step, index) => (
          <li key={step.phase} className={stepClass(index, current, outcome !== null)}>
            {step.short}
          </li>
        ))}
      </ol>
      <p className="progress-message">
        {connected
          ? newsIn(message, doing)
          : 'The connection is lost. The change goes on; trying to reconnect…'}
      </p>
    </div>
  );
}

/** What the server says, unless the heading above says the same. */
function newsIn(message: string, doing: string): string {
  return message === `${doing}.` ? '' : message;
}

function stepClass(index: number, current: number, ended: boolean): string {
  if (ended || index < current) return 'step-done';
  return index === current ? 'step-current' : 'step-ahead';
}
