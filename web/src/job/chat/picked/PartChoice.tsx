import { useId } from 'react';
import { t } from '../../../languages/t.js';
import { rounded } from './use-part.js';
import type { PartOfClip } from './use-part.js';

interface PartButtonProps {
  part: PartOfClip;
  /** Of the fields. */
  id: string;
}

/** Shows the fields for a part of the picked clip; pressed again, all of it is meant. */
export function PartButton({ part, id }: PartButtonProps) {
  return (
    <button
      type="button"
      className="chip picked-chip part-button"
      aria-expanded={part.isOpen}
      aria-controls={id}
      onClick={part.toggle}
    >
      {t('picked.part')}
    </button>
  );
}

interface PartChoiceProps {
  id: string;
  clipIndex: number;
  seconds: number;
  part: PartOfClip;
}

/** From where to where of the picked clip the next look is drawn. */
export function PartChoice({ id, clipIndex, seconds, part }: PartChoiceProps) {
  const { written, onWrite, problem } = part;
  const problemId = useId();
  const field = (name: 'from' | 'to', label: string, placeholder: string) => (
    <label>
      {label}
      <input
        className="field"
        type="number"
        aria-label={t('picked.inSeconds', { label })}
        inputMode="decimal"
        min={0}
        max={seconds}
        step="any"
        placeholder={placeholder}
        value={written[name]}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        onChange={({ target }) => onWrite({ ...written, [name]: target.value })}
      />
      <span aria-hidden="true">s</span>
    </label>
  );
  return (
    <fieldset id={id} className="part-choice">
      <legend className="visually-hidden">{t('picked.partOf', { number: clipIndex + 1 })}</legend>
      {field('from', t('picked.from'), '0')}
      {field('to', t('picked.to'), String(rounded(seconds)))}
      {problem && (
        <p id={problemId} className="composer-hint composer-hint-error">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
