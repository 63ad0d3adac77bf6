import { t } from '../../../languages/t.js';
import type { Played } from './use-played-url.js';
import { QUALITIES } from './use-quality.js';

/** In the stage's controls: which file is played here. Downloads and comparisons are always the full one. */
export function QualitySelect({ quality, choose, isSmall }: Pick<Played, 'quality' | 'choose' | 'isSmall'>) {
  return (
    <select
      className="stage-control stage-quality"
      aria-label={t('stage.quality')}
      title={t('stage.qualityTitle')}
      value={quality}
      onChange={(event) => choose(QUALITIES.find((one) => one === event.target.value) ?? 'auto')}
    >
      <option value="auto">{quality === 'auto' && isSmall ? t('stage.autoSmall') : t('stage.auto')}</option>
      <option value="full">{t('stage.full')}</option>
      <option value="small">{t('stage.small')}</option>
    </select>
  );
}
