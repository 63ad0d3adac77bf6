import {
  admitRegeneration,
  type AdmissionLimits,
  type PlannedChange,
  type PlannedChanges,
} from '../../../core/regeneration/admission.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { admissionRequest, LIMITS } from './admit.js';

/** The api's request when the same is confirmed for several clips, at $0.50 each. */
export function changesRequest(
  userId: string,
  jobId: string,
  changes: (Partial<PlannedChange> & { clipIndex: number })[],
  change: Partial<PlannedChanges> = {},
): PlannedChanges {
  const { clipIndex: _, instruction, originalPrompt, templates, ...rest } = admissionRequest(userId, jobId);
  const { videoModel, baseVersionNumber, estimatedCost, ...request } = rest;
  const one = { instruction, originalPrompt, templates, videoModel, baseVersionNumber, estimatedCost };
  const total = (Number(estimatedCost.total) * changes.length).toFixed(4);
  return {
    ...request,
    changes: changes.map((each) => ({ ...one, action: 'ADJUST_FOOTAGE', takes: 1, ...each })),
    estimatedCost: { ...estimatedCost, video: total, total },
    discount: '0.0000',
    onFailure: 'PUBLISH_WHAT_SUCCEEDED',
    message: `${changes.length} clips are queued.`,
    ...change,
  };
}

/** Admits changes that no rule forbids; returns the regeneration's id. */
export async function admitChanges(
  db: PrismaClient,
  request: PlannedChanges,
  limits: AdmissionLimits = LIMITS,
): Promise<string> {
  const admission = await admitRegeneration(db, request, limits);
  if (!('regenerationId' in admission)) throw new Error(`The admission was refused: ${admission.outcome}`);
  return admission.regenerationId;
}
