import type { Played } from './use-played-url.js';
import { QUALITIES } from './use-quality.js';

const NAMES = { auto: 'Auto', full: 'Full', small: 'Small' };

/** In the stage's controls: which file is played here. Downloads and comparisons are always the full one. */
export function QualitySelect({ quality, choose, isSmall }: Pick<Played, 'quality' | 'choose' | 'isSmall'>) {
  return (
    <span
      className="stage-control stage-quality"
      title="Quality of the picture here; downloads and comparisons are always full"
    >
      <span aria-hidden="true">Quality: {NAMES[quality]}</span>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="m5 8 5 5 5-5" />
      </svg>
      <select
        aria-label="Quality"
        value={quality}
        onChange={(event) => choose(QUALITIES.find((one) => one === event.target.value) ?? 'auto')}
      >
        <option value="auto">{quality === 'auto' && isSmall ? 'Auto (small)' : NAMES.auto}</option>
        <option value="full">{NAMES.full}</option>
        <option value="small">{NAMES.small}</option>
      </select>
    </span>
  );
}
