import { useId } from 'react';
import type { Problem } from '../../../errors/problem.js';
import { clipsInWords } from '../../../format/clips.js';
import { formatPrice, formatUsd, isMore, isZero } from '../../../format/money.js';
import { formatEstimate, formatTimeOfDay } from '../../../format/time.js';
import { Notice } from '../../../layout/Notice.js';
import type { Quote } from '../conversation/conversation.js';
import { OfferLines } from './OfferLines.js';
import { offeredIn } from './offered.js';
import { TakesChoice } from './TakesChoice.js';
import './offer.css';

/** USD. */
export interface VideoBudget {
  limit: string;
  remaining: string;
}

export interface OfferCardProps {
  /** In the order of the song. */
  clips: readonly number[];
  quote: Quote;
  takes: number;
  /** Whether what makes the clips can make several to choose from. */
  canMakeTakes: boolean;
  /** Null while it starts, or while another offer is asked for in its place. */
  busy: 'starting' | 'asking' | null;
  /** Why the last confirmation, or another offer in its place, was not accepted. */
  problem: Problem | null;
  budget: VideoBudget;
  /** Once confirmed, it waits for its turn. */
  isQueued: boolean;
  onConfirm: () => void;
  onDecline: () => void;
  onAskAgain: () => void;
  onTakes: (takes: number) => void;
}

/** The offer: cost and duration of a change, to confirm or decline; only to decline where a limit would refuse it. */
export function OfferCard(props: OfferCardProps) {
  const { clips, busy, problem, budget, isQueued, takes } = props;
  const sentencesId = useId();
  const offered = offeredIn(props.quote);
  const { templates, warnings, changes } = offered;
  const limits = [...warnings, ...(problem ? [problem] : [])].map(({ code }) => code).filter(isLimit);
  const spentSince = limits.length === 0 && isMore(offered.estimatedCost.total, budget.remaining);
  const refused = limits.length > 0 || spentSince;
  return (
    <div
      className="quote-card"
      data-testid="quote-card"
      role="group"
      aria-label="Cost and time of this change"
      aria-busy={busy !== null}
    >
      <div className="quote-head">
        <strong>Change {clipsInWords(clips)}</strong>
        <ul className="quote-templates" aria-label="What it applies">
          {templates.map(({ id, label }) => (
            <li key={id}>{label}</li>
          ))}
          {templates.length === 0 && <li>In your words</li>}
        </ul>
      </div>
      {changes.length > 1 && <OfferLines changes={changes} />}
      <OfferCosts offered={offered} />
      {props.canMakeTakes && (
        <TakesChoice
          takes={takes}
          ofEach={clips.length > 1}
          disabled={busy !== null}
          onChoose={props.onTakes}
        />
      )}
      <div id={sentencesId} className="quote-sentences">
        {warnings.map(({ code, message, until }) => (
          <Notice key={code} tone="warning" title={message}>
            {until && `Ask again at ${formatTimeOfDay(until)}.`}
          </Notice>
        ))}
        {problem && <ProblemNotice problem={problem} />}
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
          disabled={busy !== null || refused}
          aria-describedby={sentencesId}
          onClick={props.onConfirm}
        >
          {confirmLabel(busy === 'starting', isQueued)}
        </button>
        {limits.includes('RATE_LIMITED') && (
          <button type="button" className="button" onClick={props.onAskAgain}>
            Ask again
          </button>
        )}
        <button type="button" className="button" disabled={busy === 'starting'} onClick={props.onDecline}>
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

/** The parts of a clip's price, or what several cost together. */
function OfferCosts({ offered }: { offered: ReturnType<typeof offeredIn> }) {
  const { changes, discount, estimatedTime } = offered;
  const { languageModel, video, recomposition, total, known } = offered.estimatedCost;
  return (
    <dl className="quote-costs">
      {changes.length <= 1 && (
        <>
          <CostLine label="Language model" amount={formatPrice(languageModel, known)} />
          <CostLine label="Video" amount={formatPrice(video, known)} />
          {!isZero(recomposition) && (
            <CostLine label="Recomposition" amount={formatPrice(recomposition, known)} />
          )}
        </>
      )}
      {!isZero(discount) && <CostLine label="Discount" amount={`−${formatUsd(discount)}`} />}
      <CostLine label="Total" amount={formatPrice(total, known)} />
      <CostLine label="Time" amount={formatEstimate(estimatedTime)} />
    </dl>
  );
}

/** Where the input is what is wrong, the server's words say more than ours. */
function ProblemNotice({ problem: { code, sentence, detail } }: { problem: Problem }) {
  const said = code === 'BAD_USER_INPUT' && detail !== null;
  return (
    <Notice tone="error" title={said ? detail : sentence}>
      {said ? null : detail}
    </Notice>
  );
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
