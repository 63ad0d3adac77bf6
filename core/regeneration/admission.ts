import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { ApiErrorCode } from '../errors.js';
import type { ListPrice } from '../quote/estimate.js';
import { announce } from './events.js';

/** Whether a regeneration may begin. The rules, and the order in which they are asked, are SQL: admit_regeneration. */

export interface AdmissionRequest {
  userId: string;
  jobId: string;
  clipIndex: number;
  instruction: string;
  conversation: { role: 'USER' | 'ASSISTANT'; content: string; createdAt: string }[];
  idempotencyKey: string | null;
  inputHash: string;
  originalPrompt: string;
  templates: string[];
  videoModel: string;
  baseVersionNumber: number;
  /** The breakdown shown to the user, decimal strings in USD. */
  estimatedCost: {
    languageModel: string;
    video: string;
    recomposition: string;
    total: string;
    known: boolean;
    /** The rate card's own figures: history is measured against them (core/quote/cost-history.ts). */
    list?: ListPrice;
  };
  estimatedSeconds: number;
  message: string;
  /** An ended regeneration whose finished steps are taken over. */
  retryOf: string | null;
}

export interface AdmissionLimits {
  /** USD, decimal string. */
  budgetUsd: string;
  perJobPerHour: number;
  perUserPerHour: number;
  deadlineSeconds: number;
}

const refusals = [
  'NOT_FOUND',
  'FORBIDDEN',
  'REGENERATION_IN_PROGRESS',
  'JOB_NOT_COMPLETED',
  'QUOTE_STALE',
  'RATE_LIMITED',
  'BUDGET_EXCEEDED',
  'IDEMPOTENCY_KEY_REUSED',
] as const satisfies readonly ApiErrorCode[];

const admissionRow = z.object({
  position: z.number(),
  outcome: z.enum(['ADMITTED', 'REPLAYED', ...refusals]),
  regeneration_id: z.string().nullable(),
  retry_after: z.number(),
});

export type Admission =
  | { outcome: 'ADMITTED' | 'REPLAYED'; regenerationId: string }
  | { outcome: (typeof refusals)[number]; retryAfterSeconds: number };

/** Admits a regeneration, or says which rule refuses it. */
export async function admitRegeneration(
  db: PrismaClient,
  request: AdmissionRequest,
  limits: AdmissionLimits,
): Promise<Admission> {
  const [admission] = await admitTogether(db, [{ ...request, limits }]);
  return admission!;
}

type LimitedRequest = AdmissionRequest & { limits: AdmissionLimits };

/** Judges requests in one round trip, each as if it came alone; the answers come in the order of the requests. */
async function admitTogether(db: PrismaClient, requests: LimitedRequest[]): Promise<Admission[]> {
  const rows = z
    .array(admissionRow)
    .parse(
      await db.$queryRaw`SELECT * FROM admit_regenerations(${JSON.stringify(requests)}::jsonb) ORDER BY position`,
    );
  return rows.map((row) => toAdmission(db, row));
}

function toAdmission(db: PrismaClient, row: z.infer<typeof admissionRow>): Admission {
  if (row.outcome !== 'ADMITTED' && row.outcome !== 'REPLAYED') {
    return { outcome: row.outcome, retryAfterSeconds: row.retry_after };
  }
  const regenerationId = z.string().parse(row.regeneration_id);
  // Nobody waits for a hint; it never rejects.
  if (row.outcome === 'ADMITTED') void announce(db, regenerationId, 1);
  return { outcome: row.outcome, regenerationId };
}

/** Requests in one statement: their locks are held until its end. */
const LARGEST_BATCH = 50;
const LONGEST_TURN_MS = 500;

interface Waiting {
  request: LimitedRequest;
  answer: (admission: Admission | Promise<Admission>) => void;
  fail: (error: unknown) => void;
}

/**
 * The admissions of one api process. While one round trip is under way, whoever comes waits, and then all go together:
 * a crowd costs a few statements, not one each; whoever comes alone is not kept waiting.
 */
export class Admissions {
  private waiting: Waiting[] = [];
  private underWay = false;

  constructor(private readonly db: PrismaClient) {}

  /** Admits a regeneration, or says which rule refuses it. */
  async admit(request: AdmissionRequest, limits: AdmissionLimits): Promise<Admission> {
    const admission = new Promise<Admission>((answer, fail) =>
      this.waiting.push({ request: { ...request, limits }, answer, fail }),
    );
    void this.send();
    return await admission;
  }

  private async send(): Promise<void> {
    if (this.underWay) return;
    this.underWay = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, LARGEST_BATCH);
      // A connection that went silent must not keep everybody waiting behind it.
      await Promise.race([this.answer(batch), sleep(LONGEST_TURN_MS, undefined, { ref: false })]);
    }
    this.underWay = false;
  }

  private async answer(batch: Waiting[]): Promise<void> {
    try {
      const admissions = await admitTogether(
        this.db,
        batch.map(({ request }) => request),
      );
      batch.forEach(({ answer }, index) => answer(admissions[index]!));
    } catch (error) {
      // One that breaks the statement must not take the others with it; none of them was admitted by it.
      for (const { request, answer, fail } of batch) {
        if (batch.length === 1) fail(error);
        else answer(admitRegeneration(this.db, request, request.limits));
      }
    }
  }
}

/** Seconds until the sliding-hour limits would admit one more; 0 where they do now. */
export async function retryAfterSeconds(
  db: PrismaClient,
  userId: string,
  jobId: string,
  limits: AdmissionLimits,
): Promise<number> {
  const [row] = await db.$queryRaw<{ wait: number }[]>`
    SELECT GREATEST(regeneration_retry_after(${userId}::uuid, ${jobId}::uuid, ${limits.perJobPerHour}::int),
      regeneration_retry_after(${userId}::uuid, NULL, ${limits.perUserPerHour}::int)) AS wait`;
  return row?.wait ?? 0;
}
