import { useEffect, useRef, useState } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';
import type { QueuedChangeFragment } from '../../generated/graphql.js';
import { Notice } from '../../layout/Notice.js';
import { t } from '../../languages/t.js';
import { clipsWith, wishesOf } from './queue.js';
import type { DearerWords, QueueActions } from './use-queue-actions.js';

interface RewordFormProps {
  change: QueuedChangeFragment;
  actions: QueueActions;
  onDone: () => void;
}

/** Other words for a queued change, a field for each wish. Where they cost more, the price is agreed to first. */
export function RewordForm({ change, actions, onDone }: RewordFormProps) {
  const wishes = wishesOf(change);
  const [texts, setTexts] = useState(wishes);
  const [dearer, setDearer] = useState<DearerWords | null>(null);
  const first = useRef<HTMLInputElement>(null);
  // Opened by the press of a button, so the person means to write.
  useEffect(() => first.current?.focus(), []);
  const words = texts.map((text) => text.trim());
  const isComplete = words.every((text) => text !== '');

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    if (words.every((text, at) => text === wishes[at])) return onDone();
    const newWords = new Map(wishes.map((wish, at) => [wish, words[at] ?? wish]));
    if (await actions.reword(change, newWords, dearer, setDearer)) onDone();
  };
  const write = (at: number, text: string) => {
    setTexts(texts.with(at, text));
    setDearer(null);
  };
  const leave = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') onDone();
  };

  return (
    <form className="queue-form" onSubmit={(event) => void save(event)} onKeyDown={leave}>
      {wishes.map((wish, at) => (
        <input
          key={wish}
          ref={at === 0 ? first : undefined}
          className="field"
          aria-label={t('chat.fieldFor', { clips: clipsWith(change, wish) })}
          dir="auto"
          maxLength={1000}
          value={texts[at]}
          onChange={(event) => write(at, event.target.value)}
        />
      ))}
      {dearer && <Notice tone="warning" title={t('queue.wouldCost', { price: dearer.price })} />}
      <div className="queue-form-actions">
        <button
          type="submit"
          className="button button-small button-primary"
          disabled={!isComplete || actions.working}
        >
          {dearer ? t('queue.saveFor', { price: dearer.price }) : t('queue.save')}
        </button>
        <button type="button" className="button button-small" onClick={onDone}>
          {t('queue.keep')}
        </button>
      </div>
    </form>
  );
}
