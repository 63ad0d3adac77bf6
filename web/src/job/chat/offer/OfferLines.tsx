import { formatUsd, isZero } from '../../../format/money.js';
import { t } from '../../../languages/t.js';
import type { Offered } from './offered.js';

/** What is done with each clip, and for how much. */
export function OfferLines({ changes }: { changes: Offered['changes'] }) {
  return (
    <ul className="offer-lines" aria-label={t('offer.clipByClip')} tabIndex={0}>
      {changes.map(({ clipIndex, templates, keeps, takes, estimatedCost, warnings }) => (
        <li key={clipIndex} data-testid={`offer-line-${clipIndex}`}>
          <strong>{t('common.clip', { number: clipIndex + 1 })}</strong>
          <span className="offer-price">{priceOf(estimatedCost)}</span>
          <span className="offer-what">
            {[
              templates.map(({ label }) => label).join(', '),
              keeps,
              takes > 1 && t('common.takes', { count: takes }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {warnings.map(({ code, message }) => (
            <span key={code} className="offer-warning">
              {message}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

function priceOf({ total, known }: Offered['changes'][number]['estimatedCost']): string {
  if (!known) return t('common.priceUnknown');
  return isZero(total) ? 'free' : formatUsd(total);
}
