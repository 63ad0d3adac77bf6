import { t } from '../../../languages/t.js';
import type { Played } from './use-played-url.js';
import { QUALITIES } from './use-quality.js';

const NAMES = { auto: 'stage.auto', full: 'stage.full', small: 'stage.small' } as const;

/** In the stage's controls: which file is played here. Downloads and comparisons are always the full one. */
export function QualitySelect({ quality, choose, isSmall }: Pick<Played, 'quality' | 'choose' | 'isSmall'>) {
  return (
    <span className="stage-control stage-quality" title={t('stage.qualityTitle')}>
      <span aria-hidden="true">{t('stage.qualityNow', { quality: t(NAMES[quality]) })}</span>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="m5 8 5 5 5-5" />
      </svg>
      <select
        aria-label={t('stage.quality')}
        value={quality}
        onChange={(event) => choose(QUALITIES.find((one) => one === event.target.value) ?? 'auto')}
      >
        <option value="auto">{t(quality === 'auto' && isSmall ? 'stage.autoSmall' : NAMES.auto)}</option>
        <option value="full">{t(NAMES.full)}</option>
        <option value="small">{t(NAMES.small)}</option>
      </select>
    </span>
  );
}
