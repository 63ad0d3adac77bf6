import { ApiError, assertNever } from '../../../core/errors.js';
import { parseChanges, type ChangesInput, type ChangesRequest } from '../../../core/order/changes-request.js';
import { withKeptInputs } from '../../../core/order/meant/kept-inputs.js';
import { noSuchJob, somebodyElsesJob } from '../../../core/order/own-job.js';
import { agreementTo } from '../../../core/queue/agreement.js';
import { addQueuedChange, findQueuedReplay, type Added } from '../../../core/queue/queue-changes.js';
import { MOST_QUEUED, type QueuedChange } from '../../../core/queue/queued-change.js';
import { isUuid } from '../../../core/util/uuid.js';
import { ownFinishedJob, ownJob } from '../access.js';
import type { ApiContext } from '../context.js';
import { jobView } from '../jobs/job-view.js';
import { orderRegeneration } from '../regenerations/order-regeneration.js';
import { ownRegeneration } from '../regenerations/regeneration-query.js';
import { queuedChangeView } from './queue-view.js';
import type { QueueChangesPayload } from './queued-change.type.js';

/** A change may begin and end between two looks at a video, but seldom. */
const MOST_TRIES = 5;

/** Queues changes, or starts them where nothing runs and nothing waits; every rejection carries the contract's code. */
export async function queueChanges(
  context: ApiContext,
  request: ChangesRequest,
): Promise<QueueChangesPayload> {
  // The key comes first, whatever has become of the clips since it was used.
  const known = await findQueuedReplay(context.db, request);
  if (known !== null) return await answer(context, request, accepted(known));
  const agreed = await agreementTo(context, request);
  for (let tries = 1; ; tries++) {
    const added = await addQueuedChange(context.db, { ...request, ...agreed });
    if (added.outcome !== 'IDLE') {
      const { queuedId, regenerationId, outcome } = accepted(added);
      context.log.info(
        { job: request.jobId, queued: queuedId, regeneration: regenerationId, outcome },
        'Changes were queued',
      );
      if (outcome === 'QUEUED') context.nudgeQueue();
      return await answer(context, request, { queuedId, regenerationId });
    }
    try {
      return await answer(context, request, {
        queuedId: null,
        regenerationId: await orderRegeneration(context, request),
      });
    } catch (error) {
      const isBusy = error instanceof ApiError && error.code === 'REGENERATION_IN_PROGRESS';
      if (!isBusy || tries === MOST_TRIES) throw error;
    }
  }
}

type Accepted = Extract<Added, { queuedId: string | null }>;

/** What became of changes that no rule refuses; else throws the rule. */
function accepted(added: Exclude<Added, { outcome: 'IDLE' }>): Accepted {
  if ('queuedId' in added) return added;
  throw rejection(added.outcome);
}

async function answer(
  context: ApiContext,
  { jobId }: ChangesRequest,
  { queuedId, regenerationId }: Omit<Accepted, 'outcome'>,
): Promise<QueueChangesPayload> {
  const [job, queued] = await Promise.all([
    ownJob(context, jobId),
    queuedId === null ? null : context.queues.find(queuedId, context.viewer.id),
  ]);
  return {
    job: jobView(job, context),
    queuedChange: queued === null ? null : queuedChangeView(queued),
    regeneration: regenerationId === null ? null : await ownRegeneration(context, regenerationId),
  };
}

function rejection(outcome: Exclude<Added, Accepted | { outcome: 'IDLE' }>['outcome']): ApiError {
  switch (outcome) {
    case 'NOT_FOUND':
      return noSuchJob();
    case 'FORBIDDEN':
      return somebodyElsesJob();
    case 'LIMIT_REACHED':
      return new ApiError(
        outcome,
        `${MOST_QUEUED} changes wait for this video already. Remove one of them, or wait until one is done.`,
      );
    case 'IDEMPOTENCY_KEY_REUSED':
      return new ApiError(outcome, 'This idempotency key was used for another request.');
    default:
      return assertNever(outcome, 'refusal of a queue');
  }
}

/** The viewer's queued change; NOT_FOUND if there is none, FORBIDDEN if it belongs to another user. */
export async function ownQueuedChange({ db, queues, viewer }: ApiContext, id: string): Promise<QueuedChange> {
  const change = isUuid(id) ? await queues.find(id, viewer.id) : null;
  if (change !== null) return change;
  const exists = isUuid(id) && (await db.queuedChange.count({ where: { id } })) > 0;
  if (exists) throw new ApiError('FORBIDDEN', 'This queued change belongs to somebody else.');
  throw noSuchQueuedChange();
}

/**
 * What is asked for in the place of a queued change: with its conversation, unless another one is given, and with what was
 * asked for beside its words, unless the new ones replace that.
 */
export async function parseReplacement(
  context: ApiContext,
  { id, jobId, userId, history, changes: queued }: QueuedChange,
  wish: Omit<ChangesInput, 'jobId' | 'idempotencyKey'>,
): Promise<ChangesRequest> {
  const changes = withKeptInputs(await ownFinishedJob(context, jobId), queued, wish.changes);
  const conversationHistory = wish.conversationHistory ?? history;
  return { ...parseChanges(userId, { ...wish, changes, jobId, conversationHistory }), queuedId: id };
}

export function noSuchQueuedChange(): ApiError {
  return new ApiError('NOT_FOUND', 'There is no such queued change.');
}
