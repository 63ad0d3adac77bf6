import { useRef, useState } from 'react';
import type { Ref } from 'react';
import type { QueuedChangeFragment } from '../../generated/graphql.js';
import { formatPrice } from '../../format/money.js';
import { t } from '../../languages/t.js';
import { clipsNamed, wishesOf } from './queue.js';
import type { QueueActions } from './use-queue-actions.js';
import { RewordForm } from './RewordForm.js';

interface QueuedItemProps {
  change: QueuedChangeFragment;
  /** Counts from 1. */
  place: number;
  last: number;
  actions: QueueActions;
  onMove: (place: number) => void;
  onRemove: () => void;
}

/** One entry of the queue: which clips, in whose words, for how much. While it asks, its question and the answers. */
export function QueuedItem({ change, place, last, actions, onMove, onRemove }: QueuedItemProps) {
  const [editing, setEditing] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const { id, question, estimatedCost } = change;
  const wish = wishesOf(change).join(' · ');
  const name = t('queue.named', { clips: clipsNamed(change), wish });
  const stopEditing = () => {
    setEditing(false);
    // After the form has gone.
    requestAnimationFrame(() => editButton.current?.focus());
  };

  if (editing)
    return (
      <li className="queue-item" data-queued={id}>
        <RewordForm change={change} actions={actions} onDone={stopEditing} />
      </li>
    );
  return (
    <li className="queue-item" data-queued={id}>
      <div className="queue-words">
        <span className="queue-clips">{clipsNamed(change)}</span>
        <bdi className="queue-wish">{wish}</bdi>
        <span className="queue-price">{formatPrice(estimatedCost.total, estimatedCost.known)}</span>
      </div>
      {question && (
        <div className="queue-question">
          <p>{question}</p>
          <button
            type="button"
            className="button button-small button-primary"
            aria-disabled={actions.working}
            onClick={() => void actions.confirm(id)}
          >
            {t('queue.start')}
          </button>
        </div>
      )}
      <div className="queue-tools" role="group" aria-label={name}>
        <Tool
          label={t('queue.moveUp')}
          of={name}
          path="M10 15V5M5.500 9.500 10 5l4.500 4.500"
          off={place === 1}
          onClick={() => onMove(place - 1)}
        />
        <Tool
          label={t('queue.moveDown')}
          of={name}
          path="M10 5v10M5.500 10.500 10 15l4.500-4.500"
          off={place === last}
          onClick={() => onMove(place + 1)}
        />
        <Tool
          ref={editButton}
          label={t('queue.edit')}
          of={name}
          path="M4.500 15.500l.7-3.200L13 4.500l2.500 2.500-7.800 7.800Z"
          onClick={() => setEditing(true)}
        />
        <Tool
          label={t('queue.remove')}
          of={name}
          path="M5.500 5.500l9 9M14.500 5.500l-9 9"
          onClick={onRemove}
        />
      </div>
    </li>
  );
}

interface ToolProps {
  ref?: Ref<HTMLButtonElement>;
  label: string;
  /** Which entry it is for. */
  of: string;
  path: string;
  /** Nothing to do, but it keeps the focus. */
  off?: boolean;
  onClick: () => void;
}

function Tool({ ref, label, of, path, off = false, onClick }: ToolProps) {
  return (
    <button
      ref={ref}
      type="button"
      className="icon-button"
      aria-label={t('queue.tool', { action: label, name: of })}
      title={label}
      aria-disabled={off}
      onClick={off ? undefined : onClick}
    >
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}
