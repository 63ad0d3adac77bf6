import { use, useId } from 'react';
import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import type { Problem } from '../../../errors/problem.js';
import { formatPrice, formatUsd, isMore, isZero } from '../../../format/money.js';
import { formatEstimate, formatTimeOfDay } from '../../../format/time.js';
import { Notice } from '../../../layout/Notice.js';
import { QueueContext } from '../../queue/queue.js';

const QUOTE_CARD = graphql(`
  fragment QuoteCard on RegenerationQuote {
    templates {
      id
      label
    }
    estimatedCost {
      languageModel
      video
      recomposition
      total
      known
    }
    estimatedTime
    warnings {
      code
      message
      until
    }
  }
`);

/** USD. */
export interface VideoBudget {
  limit: string;
  remaining: string;
}

interface QuoteCardProps {
  clipNumber: number;
  quote: FragmentType<typeof QUOTE_CARD>;
  starting: boolean;
  /** Why the last confirmation was not accepted. */
  problem: Problem | null;
  budget: VideoBudget;
  onConfirm: () => void;
  onDecline: () => void;
  onAskAgain: () => void;
}

/** The offer: a change's cost and duration, to confirm or decline; only to decline where a limit would refuse it. */
export function QuoteCard(props: QuoteCardProps) {
  const { clipNumber, quote: quoteRef, starting, problem, budget, onConfirm, onDecline } = props;
  const isQueued = use(QueueContext);
  const sentencesId = useId();
  const { templates, estimatedCost, estimatedTime, warnings } = readFragment(QUOTE_CARD, quoteRef);
  const { languageModel, video, recomposition, total, known } = estimatedCost;
  const limits = [...warnings, ...(problem ? [problem] : [])].map(({ code }) => code).filter(isLimit);
  const spentSince = limits.length === 0 && isMore(total, budget.remaining);
  const refused = limits.length > 0 || spentSince;
  return (
    <div
      className="quote-card"
      data-testid="quote-card"
      role="group"
      aria-label="Cost and time of this change"
    >
      <div className="quote-head">
        <strong>Change clip {clipNumber}</strong>
        <ul className="quote-templates" aria-label="What it applies">
          {templates.map(({ id, label }) => (
            <li key={id}>{label}</li>
          ))}
          {templates.length === 0 && <li>In your words</li>}
        </ul>
      </div>
      <dl className="quote-costs">
        <CostLine label="Language model" amount={formatPrice(languageModel, known)} />
        <CostLine label="Video" amount={formatPrice(video, known)} />
        {!isZero(recomposition) && (
          <CostLine label="Recomposition" amount={formatPrice(recomposition, known)} />
        )}
        <CostLine label="Total" amount={formatPrice(total, known)} />
        <CostLine label="Time" amount={formatEstimate(estimatedTime)} />
      </dl>
      <div id={sentencesId} className="quote-sentences">
        {warnings.map(({ code, message, until }) => (
          <Notice key={code} tone="warning" title={message}>
            {until && `Ask again at ${formatTimeOfDay(until)}.`}
          </Notice>
        ))}
        {problem && (
          <Notice tone="error" title={problem.sentence}>
            {problem.detail}
          </Notice>
        )}
        {spentSince && (
          <Notice
            tone="warning"
            title={`This would exceed the video’s budget of ${formatUsd(budget.limit)}.`}
          />
        )}
        {isQueued && !refused && (
          <Notice tone="info" title="It starts when the changes before it are done." />
        )}
      </div>
      <div className="quote-actions">
        <button
          type="button"
          className="button button-primary"
          disabled={starting || refused}
          aria-describedby={sentencesId}
          onClick={onConfirm}
        >
          {confirmLabel(starting, isQueued)}
        </button>
        {limits.includes('RATE_LIMITED') && (
          <button type="button" className="button" onClick={props.onAskAgain}>
            Ask again
          </button>
        )}
        <button type="button" className="button" disabled={starting} onClick={onDecline}>
          Not now
        </button>
      </div>
    </div>
  );
}

function confirmLabel(starting: boolean, isQueued: boolean): string {
  if (isQueued) return starting ? 'Adding…' : 'Add to queue';
  return starting ? 'Starting…' : 'Confirm';
}

/** Of a warning or a rejection: with it, the server admits nothing. */
function isLimit(code: string): boolean {
  return ['OVER_BUDGET', 'BUDGET_EXCEEDED', 'RATE_LIMITED'].includes(code);
}

function CostLine({ label, amount }: { label: string; amount: string }) {
  return (
    <div className={`quote-line quote-line-${label.toLowerCase().replace(' ', '-')}`}>
      <dt>{label}</dt>
      <dd>{amount}</dd>
    </div>
  );
}
