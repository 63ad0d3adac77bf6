import type { QueuedChange } from '../../../core/queue/queued-change.js';
import type { QueuedChangeType } from './queued-change.type.js';

export function queuedChangeView(change: QueuedChange): QueuedChangeType {
  const { id, jobId, changes, onFailure, state, question, quoted, asked, createdAt } = change;
  const { cost, discount } = asked ?? quoted;
  return {
    offerId: /^offer:(.+)/.exec(change.idempotencyKey ?? '')?.[1] ?? null,
    ...{ id, jobId, onFailure, state, question, createdAt, discount, estimatedCost: cost },
    changes: changes.map(({ clipIndex, instruction, action, videoModel, takes, prompt, seed }) => ({
      ...{ clipIndex, instruction, action, videoModel, takes, prompt, seed },
    })),
  };
}
