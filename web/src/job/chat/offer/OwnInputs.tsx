import { useState } from 'react';
import type { FormEvent } from 'react';
import { t } from '../../../languages/t.js';
import type { Offered } from './offered.js';
import type { OtherWay } from './use-offers.js';

interface OwnInputsProps {
  change: Offered['changes'][number];
  disabled: boolean;
  onChoose: (way: OtherWay) => void;
}

/** What the contract takes. */
const MOST_CHARACTERS = 4000;
const GREATEST_SEED = 2147483647;

/** The prompt of a new shot in the person's own words, and its seed. The offer is quoted again with them. */
export function OwnInputs({ change, disabled, onChoose }: OwnInputsProps) {
  const [prompt, setPrompt] = useState(change.prompt ?? '');
  const [seed, setSeed] = useState(change.seed === null ? '' : String(change.seed));
  const use = (event: FormEvent) => {
    event.preventDefault();
    if (disabled) return;
    const isOwn = prompt.trim() !== (change.prompt ?? '').trim();
    onChoose({
      // What was not touched stays as it is: written by the words, or by hand.
      ...(isOwn && { prompt: prompt.trim() === '' ? null : prompt.trim() }),
      seed: seed === '' ? null : Number(seed),
    });
  };
  return (
    <details className="own-inputs">
      <summary>{t('offer.ownInputs')}</summary>
      <form onSubmit={use}>
        <label>
          {t('offer.prompt')}
          <textarea
            className="field"
            dir="auto"
            rows={4}
            maxLength={MOST_CHARACTERS}
            placeholder={t('offer.promptEmpty')}
            value={prompt}
            onChange={({ target }) => setPrompt(target.value)}
          />
        </label>
        <label>
          {t('offer.seed')}
          <input
            className="field"
            type="number"
            inputMode="numeric"
            min={0}
            max={GREATEST_SEED}
            step={1}
            placeholder={t('offer.seedEmpty')}
            value={seed}
            onChange={({ target }) => setSeed(target.value)}
          />
        </label>
        <button type="submit" className="button button-small" aria-disabled={disabled}>
          {t('offer.useThem')}
        </button>
      </form>
    </details>
  );
}
