import { t } from '../../../languages/t.js';
interface TakesChoiceProps {
  takes: number;
  /** There are several clips. */
  ofEach: boolean;
  disabled: boolean;
  onChoose: (takes: number) => void;
}

/** How many are made of the same words, to choose the best from. */
export function TakesChoice({ takes, ofEach, disabled, onChoose }: TakesChoiceProps) {
  return (
    <label className="takes-choice">
      <span>{ofEach ? t('offer.takesOfEach') : t('offer.takes')}</span>
      <select
        className="button button-small"
        value={takes}
        aria-disabled={disabled}
        onChange={(event) => !disabled && onChoose(Number(event.target.value))}
      >
        {[1, 2, 3, 4].map((count) => (
          <option key={count} value={count}>
            {t('common.takes', { count })}
          </option>
        ))}
      </select>
    </label>
  );
}
