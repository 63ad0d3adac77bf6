import { useState } from 'react';
import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { t } from '../../../languages/t.js';
import { changedClips, madeAndRemoved, partChanged, whatChanged } from './result-words.js';
import { clipLengths, SameFor } from './SameFor.js';
import type { SameForJob } from './SameFor.js';

/** What is sent is English, which the server understands whatever language the page speaks. */
const WISHES = [
  { says: 'Stronger', label: 'result.stronger' },
  { says: 'Softer', label: 'result.softer' },
] as const;

interface ResultWishesProps {
  regeneration: ConversationRegenerationFragment;
  job: SameForJob;
  onSend: (text: string, clips: readonly number[]) => void;
}

/** What may be wished next of a result: more of it, less of it, or the same for other clips. */
export function ResultWishes({ regeneration, job, onSend }: ResultWishesProps) {
  const { templates, changes, instruction } = regeneration;
  const [isChoosing, setChoosing] = useState(false);
  const clips = changedClips(regeneration);
  // What a video model has made has no strength.
  const isAdjusted = templates.length > 0 && changes.every(({ action }) => action === 'ADJUST_FOOTAGE');
  // "A bit more" would mean something else for another clip.
  const part = partChanged(regeneration, clipLengths(job));
  // Seconds of one clip are no part of another.
  const where = typeof part === 'string' ? ` in the ${part}` : '';
  const words = isAdjusted ? `${whatChanged(regeneration)}${where}` : instruction;
  // What was taken away can be neither stronger nor softer.
  const hasMade = isAdjusted && madeAndRemoved(regeneration).made.length > 0;
  return (
    <>
      {hasMade &&
        WISHES.map(({ says, label }) => (
          <button
            key={says}
            type="button"
            className="button button-small"
            onClick={() => onSend(says, clips)}
          >
            {t(label)}
          </button>
        ))}
      <button
        type="button"
        className="button button-small"
        aria-expanded={isChoosing}
        onClick={() => setChoosing(!isChoosing)}
      >
        {t('result.sameFor')}
      </button>
      {isChoosing && (
        <SameFor
          job={job}
          but={clips}
          onChoose={(others) => {
            setChoosing(false);
            onSend(words, others);
          }}
        />
      )}
    </>
  );
}
