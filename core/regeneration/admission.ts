import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { ApiErrorCode } from '../errors.js';
import type { ListPrice } from '../quote/estimate.js';
import { announce } from './events.js';

// The admission rules and their order are SQL: prisma/functions/admit_regeneration.sql.

export interface RequestMessage {
  role: 'USER' | 'ASSISTANT';
  content: string;
}

/** A user's request, parsed once at the API and passed down to admission. */
export interface RegenerationRequest {
  userId: string;
  jobId: string;
  /** Counts from 0. */
  clipIndex: number;
  /** Trimmed and free of invisible characters. */
  instruction: string;
  /** The last messages before it. */
  history: RequestMessage[];
  idempotencyKey: string | null;
  /** The same key with another hash is another request. */
  inputHash: string;
  /** Of the quote that the user confirmed. */
  quoteToken: string | null;
  /** An ended regeneration whose finished steps are reused. */
  retryOf: string | null;
}

/** A request with its planned work: the argument of the SQL function admit_regeneration. */
export interface PlannedRequest extends Omit<RegenerationRequest, 'history' | 'quoteToken'> {
  /** Ends with this request and its reply. */
  conversation: (RequestMessage & { createdAt: string })[];
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
  /** Of the first event, for the user. */
  message: string;
}

export interface AdmissionLimits {
  /** USD, decimal string. */
  budgetUsd: string;
  perJobPerHour: number;
  perUserPerHour: number;
  deadlineSeconds: number;
}

const rejections = [
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
  outcome: z.enum(['ADMITTED', 'REPLAYED', ...rejections]),
  regeneration_id: z.string().nullable(),
  retry_after: z.number(),
});

/** REPLAYED: the same key and input were admitted before. */
export interface Admitted {
  outcome: 'ADMITTED' | 'REPLAYED';
  regenerationId: string;
}

/** The rule that refuses a request. */
export interface Refused {
  outcome: (typeof rejections)[number];
  /** With RATE_LIMITED; 0 otherwise. */
  retryAfterSeconds: number;
}

export type Admission = Admitted | Refused;

/** Admits a regeneration, or says which rule refuses it. */
export async function admitRegeneration(
  db: PrismaClient,
  request: PlannedRequest,
  limits: AdmissionLimits,
): Promise<Admission> {
  const [admission] = await admitTogether(db, [{ ...request, limits }]);
  return admission!;
}

type LimitedRequest = PlannedRequest & { limits: AdmissionLimits };

/** Decides on requests in one round trip, each as if it came alone; answers come in the order of the requests. */
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
  // Not awaited: a lost notification costs a poll, and it never rejects.
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
 * The admissions of one api process. Requests that arrive during a round trip share the next one: a hundred contenders
 * cost a few statements. A request that arrives alone does not wait.
 */
export class Admissions {
  private waiting: Waiting[] = [];
  private underWay = false;

  constructor(private readonly db: PrismaClient) {}

  /** Admits a regeneration, or says which rule refuses it. */
  async admit(request: PlannedRequest, limits: AdmissionLimits): Promise<Admission> {
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
      // A silent connection must not hold up the requests behind it.
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
      // A request that breaks the statement must not fail the others; the statement admitted none of them.
      for (const { request, answer, fail } of batch) {
        if (batch.length === 1) fail(error);
        else answer(admitRegeneration(this.db, request, request.limits));
      }
    }
  }
}

/** Seconds until the sliding-hour limits admit one more; 0 if they do now. */
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
