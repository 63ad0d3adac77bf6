import { createHash } from 'node:crypto';
import type { RestoreRequest, RestoreTarget } from '../../../core/history/restore-cut.js';
import type { ApiContext } from '../context.js';
import { checkIdempotencyKey } from '../../../core/order/changes-request.js';

interface RestoreInput {
  jobId: string;
  expectedVersion?: number | null;
  idempotencyKey?: string | null;
}

/** Reads what a user asks for, once; BAD_USER_INPUT where it cannot be read. */
export function parseRestore(
  { viewer, limits }: ApiContext,
  { jobId, expectedVersion = null, idempotencyKey = null }: RestoreInput,
  target: RestoreTarget,
): RestoreRequest {
  checkIdempotencyKey(idempotencyKey);
  const asked = { ...target, jobId: jobId.toLowerCase(), expectedVersion };
  const inputHash = createHash('sha256')
    .update(JSON.stringify([asked.jobId, expectedVersion, target]))
    .digest('base64url');
  const { deadlineSeconds } = limits;
  return { ...asked, userId: viewer.id.toLowerCase(), idempotencyKey, inputHash, deadlineSeconds };
}
