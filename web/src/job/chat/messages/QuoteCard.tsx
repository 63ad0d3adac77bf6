import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import type { Problem } from '../../../errors/problem.js';
import { formatPrice, isZero } from '../../../format/money.js';
import { formatEstimate } from '../../../format/time.js';
import { Notice } from '../../../layout/Notice.js';

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
    }
  }
`);

interface QuoteCardProps {
  clipNumber: number;
  quote: FragmentType<typeof QUOTE_CARD>;
  starting: boolean;
  /** Why the last confirmation was not accepted. */
  problem: Problem | null;
  /** Why it cannot be confirmed now. */
  waitFor: string | null;
  onConfirm: () => void;
  onDecline: () => void;
}

/** The offer: a change's cost and duration, to confirm or decline. */
export function QuoteCard({
  clipNumber,
  quote: quoteRef,
  starting,
  problem,
  waitFor,
  onConfirm,
  onDecline,
}: QuoteCardProps) {
  const { templates, estimatedCost, estimatedTime, warnings } = readFragment(QUOTE_CARD, quoteRef);
  const { languageModel, video, recomposition, total, known } = estimatedCost;
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
      {warnings.map(({ code, message }) => (
        <Notice key={code} tone="warning" title={message} />
      ))}
      {problem && (
        <Notice tone="error" title={problem.sentence}>
          {problem.detail}
        </Notice>
      )}
      {waitFor && <Notice tone="info" title={waitFor} />}
      <div className="quote-actions">
        <button
          type="button"
          className="button button-primary"
          disabled={starting || waitFor !== null}
          onClick={onConfirm}
        >
          {starting ? 'Starting…' : 'Confirm'}
        </button>
        <button type="button" className="button" disabled={starting} onClick={onDecline}>
          Not now
        </button>
      </div>
    </div>
  );
}

function CostLine({ label, amount }: { label: string; amount: string }) {
  return (
    <div className={`quote-line quote-line-${label.toLowerCase().replace(' ', '-')}`}>
      <dt>{label}</dt>
      <dd>{amount}</dd>
    </div>
  );
}
