import { ApiError, assertNever } from '../../../core/errors.js';
import { restoreCut, type RestoreRefusal, type RestoreRequest } from '../../../core/history/restore-cut.js';
import type { JobRecord } from '../../../core/job/job-record.js';
import { clipOf, ownJob, requireFinished } from '../access.js';
import type { ApiContext } from '../context.js';
import { jobView } from '../jobs/job-view.js';
import { ownRegeneration } from '../regenerations/regeneration-query.js';
import type { RestorePayload } from './restore.type.js';

/** Brings earlier footage back; every rejection carries the contract's code. */
export async function restore(context: ApiContext, request: RestoreRequest): Promise<RestorePayload> {
  const { db, log, nudgeDispatcher } = context;
  const { jobId, action } = request;
  const job = await ownJob(context, jobId);
  // What a video without files lacks is said by the rules, which know the idempotency key.
  if (!job.mediaExpired) requireFinished(job);
  if (request.action === 'CLIP') clipOf(job, request.clipIndex);
  const restored = await restoreCut(db, request);
  if (!('regenerationId' in restored)) throw rejection(restored.outcome, request, job);
  const { outcome, regenerationId } = restored;
  log.info({ regeneration: regenerationId, job: jobId, action, outcome }, 'Earlier footage was asked for');
  if (outcome === 'ADMITTED') nudgeDispatcher();
  const [now, regeneration] = await Promise.all([
    ownJob(context, jobId),
    ownRegeneration(context, regenerationId),
  ]);
  return { job: jobView(now, context), regeneration };
}

/** What the caller reads of a refused restore. */
function rejection(outcome: RestoreRefusal, request: RestoreRequest, job: JobRecord): ApiError {
  switch (outcome) {
    case 'UNKNOWN_VERSION':
      return new ApiError('BAD_USER_INPUT', `${subject(request)} has no version ${numberOf(request)}.`);
    case 'ALREADY_CURRENT': {
      const sentence = `${subject(request)} already shows version ${numberOf(request)}.`;
      return new ApiError('BAD_USER_INPUT', sentence);
    }
    case 'VERSION_CONFLICT':
      return new ApiError(outcome, `${subject(request)} has changed meanwhile. Look at it, then ask again.`);
    case 'VERSION_GONE':
      return new ApiError(outcome, (job.mediaExpired ? job.errorMessage : null) ?? FILES_GONE);
    case 'NOTHING_TO_UNDO':
      return new ApiError(outcome, request.action === 'REDO' ? NOTHING_TO_REDO : NOTHING_TO_UNDO);
    case 'NOT_FOUND':
      return new ApiError(outcome, 'There is no such video.');
    case 'FORBIDDEN':
      return new ApiError(outcome, 'This video belongs to somebody else.');
    case 'REGENERATION_IN_PROGRESS':
      return new ApiError(outcome, 'A change of this video is still running. Wait for it, then ask again.');
    case 'JOB_NOT_COMPLETED':
      return new ApiError(outcome, 'This video is not finished yet; its versions begin once it is.');
    case 'IDEMPOTENCY_KEY_REUSED':
      return new ApiError(outcome, 'This idempotency key was used for another request.');
    default:
      return assertNever(outcome, 'refusal of a restore');
  }
}

const FILES_GONE = 'The files of this version are no longer kept, so it cannot come back.';
const NOTHING_TO_UNDO = 'There is nothing to undo: this is the video as it was first made.';
const NOTHING_TO_REDO = 'There is nothing to redo: redo takes back an undo, until something else is done.';

function subject(request: RestoreRequest): string {
  return request.action === 'CLIP' ? `Clip ${request.clipIndex + 1}` : 'This video';
}

function numberOf(request: RestoreRequest): number | null {
  return 'versionNumber' in request ? request.versionNumber : null;
}
