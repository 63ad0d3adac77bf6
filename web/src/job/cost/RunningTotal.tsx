import { useId, useRef, useState } from 'react';
import type { ToggleEvent } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { formatUsd } from '../../format/money.js';
import { useLoaded } from '../../layout/use-loaded.js';
import { t } from '../../languages/t.js';
import './cost.css';

const RUNNING_TOTAL = graphql(`
  fragment RunningTotal on Job {
    id
    status
    totalCost
    budget {
      limit
    }
  }
`);

const loadHistory = async () => (await import('./CostHistory.js')).CostHistory;

/**
 * A video's cost so far; a click shows its parts. A native popover: Escape or a press elsewhere
 * closes it, and the focus returns by itself.
 */
export function RunningTotal({ job: jobRef }: { job: FragmentType<typeof RUNNING_TOTAL> }) {
  const job = readFragment(RUNNING_TOTAL, jobRef);
  const [open, setOpen] = useState(false);
  const CostHistory = useLoaded(loadHistory, open);
  const button = useRef<HTMLButtonElement>(null);
  const popoverId = useId();
  const place = (event: ToggleEvent<HTMLElement>) => {
    if (event.newState === 'open' && button.current) placeBelow(event.currentTarget, button.current);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="running-total"
        data-testid="total-cost"
        aria-label={t('cost.show', { total: formatUsd(job.totalCost) })}
        popoverTarget={popoverId}
        onPointerEnter={() => void loadHistory()}
      >
        {formatUsd(job.totalCost)}
      </button>
      <section
        id={popoverId}
        popover="auto"
        className="cost-history card"
        data-testid="cost-history"
        aria-label={t('cost.title')}
        onBeforeToggle={place}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {/* Read again whenever something was charged, started or ended. */}
        {open && !CostHistory && <p className="cost-history-note">{t('cost.adding')}</p>}
        {open && CostHistory && (
          <CostHistory key={`${job.totalCost} ${job.status}`} jobId={job.id} limit={job.budget.limit} />
        )}
      </section>
    </>
  );
}

/** The top layer does not follow the button: the popover is positioned on the page and scrolls with it. */
function placeBelow(popover: HTMLElement, button: HTMLElement): void {
  const { bottom, right } = button.getBoundingClientRect();
  popover.style.setProperty('--popover-top', `${bottom + window.scrollY}px`);
  popover.style.setProperty('--popover-right', `${document.documentElement.clientWidth - right}px`);
}
