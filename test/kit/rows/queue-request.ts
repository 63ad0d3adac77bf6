import type { QueueRequest } from '../../../core/queue/queue-changes.js';
import type { Price } from '../../../core/queue/queued-change.js';

/** The price of a video model's work, in USD. */
export const price = (total: string, discount = '0.0000', known = true): Price => ({
  cost: { languageModel: '0.0000', video: total, recomposition: '0.0000', total, known },
  discount,
});

/** The api's request when the same is queued for some clips, agreed to at $0.50. */
export function queueRequest(
  userId: string,
  jobId: string,
  clipIndexes: readonly number[],
  { instruction = 'make it nighttime', ...change }: Partial<QueueRequest> & { instruction?: string } = {},
): QueueRequest {
  return {
    ...{ userId, jobId, quoted: price('0.5000'), idempotencyKey: null, inputHash: 'hash' },
    changes: clipIndexes.map((clipIndex) => ({
      ...{ clipIndex, instruction, action: null, videoModel: null, takes: 1, styleFrom: null },
      ...{ range: null, prompt: null, seed: null, more: null },
    })),
    history: [],
    onFailure: 'PUBLISH_WHAT_SUCCEEDED',
    ...change,
  };
}
