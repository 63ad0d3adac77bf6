import {
  admitRegeneration,
  type AdmissionLimits,
  type PlannedRequest,
} from '../../../core/regeneration/admission.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';

/** Default values of the rules. */
export const LIMITS: AdmissionLimits = {
  budgetUsd: '50',
  perJobPerHour: 5,
  perUserPerHour: 30,
  clipsPerUserPerHour: 120,
  activePerUser: 10,
  deadlineSeconds: 600,
};

/** The api's request when "make it nighttime" is confirmed for the third clip, at $0.50. */
export function admissionRequest(
  userId: string,
  jobId: string,
  change: Partial<PlannedRequest> = {},
): PlannedRequest {
  return {
    userId,
    jobId,
    clipIndex: 2,
    instruction: 'make it nighttime',
    conversation: [],
    idempotencyKey: null,
    inputHash: 'hash',
    originalPrompt: 'Scene 2',
    templates: ['nighttime'],
    videoModel: 'local',
    baseVersionNumber: 1,
    estimatedCost: {
      languageModel: '0.0000',
      video: '0.5000',
      recomposition: '0.0000',
      total: '0.5000',
      known: true,
    },
    estimatedSeconds: 10,
    message: 'Clip 3 is queued.',
    retryOf: null,
    ...change,
  };
}

/** Admits a change that no rule forbids; returns the regeneration's id. */
export async function admit(
  db: PrismaClient,
  userId: string,
  jobId: string,
  limits: Partial<AdmissionLimits> = {},
): Promise<string> {
  const request = admissionRequest(userId, jobId);
  const admission = await admitRegeneration(db, request, { ...LIMITS, ...limits });
  if (!('regenerationId' in admission)) throw new Error(`The admission was refused: ${admission.outcome}`);
  return admission.regenerationId;
}
