import { formatUsd, isZero } from '../../../format/money.js';
import { formatEstimate } from '../../../format/time.js';
import { t, type Key } from '../../../languages/t.js';
import type { Offered } from './offered.js';
import type { OtherWay } from './use-offers.js';

interface OtherWaysProps {
  quote: Offered;
  disabled: boolean;
  onChoose: (way: OtherWay) => void;
}

type Change = Offered['changes'][number];
type Way = Pick<Change, 'action' | 'videoModel'>;

/** The same wish for one clip, made in another way or by another model. */
export function OtherWays({ quote: { changes, estimatedTime }, disabled, onChoose }: OtherWaysProps) {
  const [only, ...others] = changes;
  if (!only || others.length > 0 || only.alternatives.length === 0) return null;
  const ways = [{ ...only, estimatedTime }, ...only.alternatives];
  const choose = (key: string) => {
    const way = ways.find((one) => keyOf(one) === key);
    if (way && !disabled) onChoose({ action: way.action, videoModel: way.videoModel });
  };
  return (
    <label className="takes-choice">
      <span>{t('offer.madeBy')}</span>
      <select
        className="button button-small"
        value={keyOf(only)}
        aria-disabled={disabled}
        onChange={({ target }) => choose(target.value)}
      >
        {ways.map((way) => (
          <option key={keyOf(way)} value={keyOf(way)}>
            {nameOf(way)}
          </option>
        ))}
      </select>
    </label>
  );
}

const keyOf = ({ action, videoModel }: Way): string => `${action} ${videoModel}`;

function nameOf(way: Way & Pick<Change, 'estimatedCost' | 'modelName'> & { estimatedTime: number }): string {
  const { total, known } = way.estimatedCost;
  const model = way.videoModel === 'local' ? t('offer.builtIn') : (way.modelName ?? way.videoModel);
  const price = !known ? t('common.priceUnknown') : isZero(total) ? t('common.free') : formatUsd(total);
  return [t(WAYS[way.action], { model }), price, formatEstimate(way.estimatedTime)].join(' · ');
}

const WAYS = {
  ADJUST_FOOTAGE: 'offer.adjust',
  EDIT_FOOTAGE: 'offer.edit',
  NEW_SHOT: 'offer.newShot',
} as const satisfies Record<Way['action'], Key>;
