import { useId, useRef } from 'react';
import { readFragment } from '../../generated/fragment-masking.js';
import { Notice } from '../../layout/Notice.js';
import { t } from '../../languages/t.js';
import { QueuedItem } from './QueuedItem.js';
import { JOB_QUEUE, QUEUED_CHANGE } from './queue.js';
import type { JobQueue } from './queue.js';
import { useQueueActions } from './use-queue-actions.js';
import './queue.css';

/** The changes that wait for their turn, the next one first: to reorder, reword, remove, and to answer. */
export function QueuePanel({ job: jobRef }: { job: JobQueue }) {
  const job = readFragment(JOB_QUEUE, jobRef);
  const queue = job.queue.map((one) => readFragment(QUEUED_CHANGE, one));
  const actions = useQueueActions(job.id);
  const titleId = useId();
  const list = useRef<HTMLOListElement>(null);
  const asking = queue.filter(({ state }) => state === 'ASKS').length;

  const move = async (id: string, place: number) => {
    const pressed = document.activeElement;
    await actions.move(id, place);
    // The entry was taken out of the page and put in again.
    focusIfLost(() => pressed);
  };
  const remove = async (id: string) => {
    const at = queue.findIndex((one) => one.id === id);
    const neighbor = queue[at + 1] ?? queue[at - 1];
    if (!(await actions.remove(id)) || !neighbor) return;
    // Not the button that agrees to a price.
    focusIfLost(() => list.current?.querySelector(`[data-queued="${neighbor.id}"] .queue-tools button`));
  };

  return (
    <section className="queue card" data-testid="queue" aria-labelledby={titleId} hidden={queue.length === 0}>
      <div className="queue-head">
        <h2 id={titleId}>{t('queue.title')}</h2>
        <span className="muted">{t('queue.waiting', { count: queue.length })}</span>
      </div>
      <p className="visually-hidden" role="status">
        {asking > 0 && t('queue.asks', { count: asking })}
      </p>
      {actions.problem && (
        <Notice tone="error" title={actions.problem.sentence}>
          {actions.problem.detail}
        </Notice>
      )}
      <ol ref={list} className="queue-list">
        {queue.map((change, index) => (
          <QueuedItem
            key={change.id}
            change={change}
            place={index + 1}
            last={queue.length}
            actions={actions}
            onMove={(place) => void move(change.id, place)}
            onRemove={() => void remove(change.id)}
          />
        ))}
      </ol>
    </section>
  );
}

/** After the next rendering; whoever has gone elsewhere meanwhile stays there. */
function focusIfLost(find: () => Element | null | undefined): void {
  requestAnimationFrame(() => {
    const found = find();
    if (document.activeElement === document.body && found instanceof HTMLElement) found.focus();
  });
}
