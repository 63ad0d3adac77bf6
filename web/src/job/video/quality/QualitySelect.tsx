import type { Played } from './use-played-url.js';
import { QUALITIES } from './use-quality.js';

/** In the stage's controls: which file is played here. Downloads and comparisons are always the full one. */
export function QualitySelect({ quality, choose, isSmall }: Pick<Played, 'quality' | 'choose' | 'isSmall'>) {
  return (
    <select
      className="stage-control stage-quality"
      aria-label="Quality"
      title="Quality of the picture here; downloads and comparisons are always full"
      value={quality}
      onChange={(event) => choose(QUALITIES.find((one) => one === event.target.value) ?? 'auto')}
    >
      <option value="auto">{quality === 'auto' && isSmall ? 'Auto (small)' : 'Auto'}</option>
      <option value="full">Full</option>
      <option value="small">Small</option>
    </select>
  );
}
