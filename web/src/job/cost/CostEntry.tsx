import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import type { RegenerationStatus } from '../../generated/graphql.js';
import { formatPrice } from '../../format/money.js';
import { formatMoment } from '../../format/time.js';
import { rich, t, type Key } from '../../languages/t.js';

const COST_ENTRY = graphql(`
  fragment CostEntry on Regeneration {
    id
    clipIndex
    instruction
    status
    createdAt
    cost {
      total
      known
    }
  }
`);

/** What needs no word is done. */
const STATES = {
  QUEUED: 'cost.queued',
  PROCESSING: 'cost.processing',
  CANCELING: 'cost.canceling',
  COMPLETED: null,
  FAILED: 'cost.failed',
  CANCELED: 'cost.canceled',
} as const satisfies Record<RegenerationStatus, Key | null>;

/** One change: its clip, instruction, time, outcome and charge. */
export function CostEntry({ regeneration }: { regeneration: FragmentType<typeof COST_ENTRY> }) {
  const { clipIndex, instruction, status, createdAt, cost } = readFragment(COST_ENTRY, regeneration);
  const state = STATES[status];
  return (
    <li className="cost-entry">
      <span className="cost-entry-what">
        {rich('cost.entry', {
          ...{ number: clipIndex + 1, instruction },
          words: (said) => <bdi>{said}</bdi>,
        })}
      </span>
      <span className="cost-entry-amount">{formatPrice(cost.total, cost.known)}</span>
      <span className="cost-entry-when">
        <time dateTime={createdAt}>{formatMoment(createdAt)}</time>
        {state && ` · ${t(state)}`}
      </span>
    </li>
  );
}
