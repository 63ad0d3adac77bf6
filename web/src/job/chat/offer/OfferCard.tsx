import { useId } from 'react';
import type { Problem } from '../../../errors/problem.js';
import { capitalized, clipsInWords } from '../../../format/clips.js';
import { formatPrice, formatUsd, isMore, isZero } from '../../../format/money.js';
import { formatEstimate, formatTimeOfDay } from '../../../format/time.js';
import { useKeys } from '../../keys/use-keys.js';
import { Notice } from '../../../layout/Notice.js';
import { t, type Key } from '../../../languages/t.js';
import { OfferLines } from './OfferLines.js';
import type { ChatOffer, Offered } from './offered.js';
import { OwnInputs } from './OwnInputs.js';
import { OtherWays } from './OtherWays.js';
import { TakesChoice } from './TakesChoice.js';
import type { OfferState, OtherWay } from './use-offers.js';
import './offer.css';

/** USD. */
export interface VideoBudget {
  limit: string;
  remaining: string;
}

export interface OfferCardProps {
  offer: ChatOffer;
  state: OfferState;
  /** Whether what makes the clips can make several to choose from. */
  canMakeTakes: boolean;
  budget: VideoBudget;
  /** Once confirmed, it waits for its turn. */
  isQueued: boolean;
  onConfirm: () => void;
  onDecline: () => void;
  onRenew: (way?: OtherWay) => void;
}

/** The offer: what it does, keeps, costs and takes, to confirm or decline; only to decline where a limit would refuse it. */
export function OfferCard({ offer, state, ...props }: OfferCardProps) {
  const { clips, quote } = offer;
  const { busy, problem, isRenewed } = state;
  const { budget, isQueued } = props;
  const sentencesId = useId();
  const [only] = quote?.changes.length === 1 ? quote.changes : [];
  const warnings = [...(quote?.warnings ?? []), ...(only?.warnings ?? [])];
  const limits = [...warnings, ...(problem ? [problem] : [])].map(({ code }) => code).filter(isLimit);
  const spentSince =
    quote !== null && limits.length === 0 && isMore(quote.estimatedCost.total, budget.remaining);
  const refused = limits.length > 0 || spentSince;
  const confirmIfFree = () => busy === null && !refused && props.onConfirm();
  useKeys({ 'Control+Enter': confirmIfFree, 'Meta+Enter': confirmIfFree });
  return (
    <div
      className="quote-card"
      data-testid="quote-card"
      role="group"
      aria-label={t('offer.card')}
      aria-busy={busy !== null}
    >
      {quote ? (
        <Changes quote={quote} clips={clips} />
      ) : (
        <div className="quote-head">
          <strong>{t(BACK[offer.does] ?? 'offer.bringBack')}</strong>
          <span className="muted">{t('common.isFree')}</span>
        </div>
      )}
      {quote && props.canMakeTakes && (
        <TakesChoice
          takes={quote.changes[0]?.takes ?? 1}
          ofEach={clips.length > 1}
          disabled={busy !== null}
          onChoose={(takes) => props.onRenew({ takes })}
        />
      )}
      {quote && <OtherWays quote={quote} disabled={busy !== null} onChoose={props.onRenew} />}
      {only?.action === 'NEW_SHOT' && (
        <OwnInputs
          key={`${only.prompt} ${only.seed}`}
          change={only}
          disabled={busy !== null}
          onChoose={props.onRenew}
        />
      )}
      <div id={sentencesId} className="quote-sentences">
        {warnings.map(({ code, message, until }) => (
          <Notice key={code} tone="warning" title={message}>
            {until && t('offer.askAt', { time: formatTimeOfDay(until) })}
          </Notice>
        ))}
        {isRenewed && <Notice tone="info" title={t('offer.renewed')} />}
        {problem && <ProblemNotice problem={problem} />}
        {spentSince && (
          <Notice tone="warning" title={t('offer.overBudget', { amount: formatUsd(budget.limit) })} />
        )}
        {isQueued && !refused && <Notice tone="info" title={t('offer.startsLater')} />}
      </div>
      <div className="quote-actions">
        <button
          type="button"
          className="button button-primary"
          disabled={busy !== null || refused}
          aria-describedby={sentencesId}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={props.onConfirm}
        >
          {confirmLabel(busy === 'starting', isQueued)}
        </button>
        {limits.includes('RATE_LIMITED') && (
          <button type="button" className="button" onClick={() => props.onRenew()}>
            {t('common.askAgain')}
          </button>
        )}
        <button type="button" className="button" disabled={busy === 'starting'} onClick={props.onDecline}>
          {t('common.notNow')}
        </button>
      </div>
    </div>
  );
}

const BACK: Partial<Record<ChatOffer['does'], Key>> = { UNDO: 'common.undo', REDO: 'common.redo' };

function Changes({ quote, clips }: { quote: Offered; clips: readonly number[] }) {
  const { changes } = quote;
  const templates = new Map(
    changes.flatMap((change) => change.templates.map(({ id, label }) => [id, label])),
  );
  const [only] = changes.length === 1 ? changes : [];
  return (
    <>
      <div className="quote-head">
        <strong>{t('result.change', { clips: clipsInWords(clips) })}</strong>
        <ul className="quote-templates" aria-label={t('offer.applies')}>
          {[...templates].map(([id, label]) => (
            <li key={id}>{label}</li>
          ))}
          {templates.size === 0 && <li>{t('offer.ownWords')}</li>}
        </ul>
      </div>
      {only ? (
        <p className="quote-keeps">
          {[capitalized(only.keeps), only.takes > 1 && t('common.takes', { count: only.takes })]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ) : (
        <OfferLines changes={changes} />
      )}
      <OfferCosts offered={quote} />
    </>
  );
}

function confirmLabel(starting: boolean, isQueued: boolean): string {
  if (isQueued) return t(starting ? 'offer.adding' : 'offer.addToQueue');
  return t(starting ? 'common.starting' : 'offer.confirm');
}

/** The parts of a clip's price, or what several cost together. */
function OfferCosts({ offered }: { offered: Offered }) {
  const { changes, discount, estimatedTime } = offered;
  const { languageModel, video, recomposition, total, known } = offered.estimatedCost;
  return (
    <dl className="quote-costs">
      {changes.length <= 1 && (
        <>
          <CostLine
            name="language-model"
            label={t('offer.languageModel')}
            amount={formatPrice(languageModel, known)}
          />
          <CostLine name="video" label={t('offer.video')} amount={formatPrice(video, known)} />
          {!isZero(recomposition) && (
            <CostLine
              name="recomposition"
              label={t('offer.recomposition')}
              amount={formatPrice(recomposition, known)}
            />
          )}
        </>
      )}
      {!isZero(discount) && (
        <CostLine name="discount" label={t('offer.discount')} amount={`−${formatUsd(discount)}`} />
      )}
      <CostLine name="total" label={t('common.total')} amount={formatPrice(total, known)} />
      <CostLine name="time" label={t('offer.time')} amount={formatEstimate(estimatedTime)} />
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

function CostLine({ name, label, amount }: { name: string; label: string; amount: string }) {
  return (
    <div className={`quote-line quote-line-${name}`}>
      <dt>{label}</dt>
      <dd>{amount}</dd>
    </div>
  );
}
