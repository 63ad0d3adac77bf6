import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import type { RegenerationStatus } from '../../generated/graphql.js';
import { formatPrice } from '../../format/money.js';
import { formatMoment } from '../../format/time.js';

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
const STATES: Record<RegenerationStatus, string> = {
  QUEUED: 'waiting',
  PROCESSING: 'under way',
  CANCELING: 'being canceled',
  COMPLETED: '',
  FAILED: 'failed',
  CANCELED: 'canceled',
};

/** One change: its clip, instruction, time, outcome and charge. */
export function CostEntry({ regeneration }: { regeneration: FragmentType<typeof COST_ENTRY> }) {
  const { clipIndex, instruction, status, createdAt, cost } = readFragment(COST_ENTRY, regeneration);
  return (
    <li className="cost-entry">
      <span className="cost-entry-what">
        Clip {clipIndex + 1} “<bdi>{instruction}</bdi>”
      </span>
      <span className="cost-entry-amount">{formatPrice(cost.total, cost.known)}</span>
      <span className="cost-entry-when">
        <time dateTime={createdAt}>{formatMoment(createdAt)}</time>
        {STATES[status] && ` · ${STATES[status]}`}
      </span>
    </li>
  );
}
