import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isFree } from '../quote/pricing.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { assertNever, type ApiErrorCode } from '../errors.js';
import type { ListPrice } from '../quote/estimate.js';
import type { CostBreakdown } from '../quote/pricing.js';
import type { ChangeAction } from '../quote/video-model-card.js';
import { announce } from './events.js';

// The admission rules and their order are SQL: prisma/functions/admit_regeneration.sql.

export interface RequestMessage {
  role: 'USER' | 'ASSISTANT';
  content: string;
}

/** A request for one clip with its planned work: an argument of the SQL function admit_regeneration. */
export interface PlannedRequest {
  userId: string;
  jobId: string;
  /** Counts from 0. */
  clipIndex: number;
  /** Trimmed and free of invisible characters. */
  instruction: string;
  idempotencyKey: string | null;
  /** The same key with another hash is another request. */
  inputHash: string;
  /** An ended regeneration whose finished steps are reused. */
  retryOf: string | null;
  /** Ends with this request and its reply. */
  conversation: (RequestMessage & { createdAt: string })[];
  originalPrompt: string;
  templates: string[];
  videoModel: string;
  baseVersionNumber: number;
  /** The breakdown shown to the user, decimal strings in USD. */
  estimatedCost: CostBreakdown & {
    /** The rate card's own figures: history is measured against them (core/quote/cost-history.ts). */
    list?: ListPrice;
    /** Taken off the total of several clips where it was shown. */
    discount?: string;
  };
  estimatedSeconds: number;
  /** Of the first event, for the user. */
  message: string;
}

/** What becomes of a change of several clips of which one fails. */
export const FAILURE_POLICIES = ['PUBLISH_WHAT_SUCCEEDED', 'PUBLISH_ALL_OR_NOTHING'] as const;
export type FailurePolicy = (typeof FAILURE_POLICIES)[number];

/** One clip's part of a request for several. */
export interface PlannedChange extends Pick<
  PlannedRequest,
  | 'clipIndex'
  | 'instruction'
  | 'originalPrompt'
  | 'templates'
  | 'videoModel'
  | 'baseVersionNumber'
  | 'estimatedCost'
> {
  action: ChangeAction;
  /** What the built-in renderer draws (core/adjustments), over the footage of which of the clip's versions; left out for other models. */
  adjustments?: { id: string; strength: number; of?: object }[];
  footageVersion?: number;
  /** The prompt that its person wrote, and the seed that they chose, of the first take where there are several; left out: none. */
  prompt?: string;
  seed?: number;
  /** 1 to 4. Above 1 for any clip, nothing of the request becomes current: its versions are there to choose from. */
  takes: number;
}

/** A request to change several clips, with its planned work: admitted all or none. */
export interface PlannedChanges extends Omit<PlannedRequest, Exclude<keyof PlannedChange, 'estimatedCost'>> {
  /** 1 to 60, in any order. */
  changes: PlannedChange[];
  /** USD taken off the total of `estimatedCost` for the video's budget; decimal string. */
  discount: string;
  onFailure: FailurePolicy;
}

export interface AdmissionLimits {
  /** USD, decimal string. */
  budgetUsd: string;
  perJobPerHour: number;
  perUserPerHour: number;
  /** Clips that are charged. */
  clipsPerUserPerHour: number;
  /** Changes of one person that run or wait to run: the only bound of what is free. */
  activePerUser: number;
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
  'CLIP_REPEATED',
] as const satisfies readonly ApiErrorCode[];

const admissionRow = z.object({
  outcome: z.enum(['ADMITTED', 'REPLAYED', ...rejections]),
  regeneration_id: z.string().nullable(),
  retry_after: z.number(),
  clip_index: z.number().nullable(),
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
  /** The first clip that may not be changed, where the rule is about one; counts from 0. */
  clipIndex: number | null;
}

export type Admission = Admitted | Refused;

/** Admits a regeneration, or says which rule refuses it. */
export async function admitRegeneration(
  db: PrismaClient,
  request: PlannedRequest | PlannedChanges,
  limits: AdmissionLimits,
): Promise<Admission> {
  const [admission] = await admitTogether(db, [{ ...request, limits }]);
  return admission!;
}

type LimitedRequest = (PlannedRequest | PlannedChanges) & { limits: AdmissionLimits };

/** Decides on requests in one round trip, each as if it came alone; answers come in the order of the requests. */
async function admitTogether(db: PrismaClient, requests: LimitedRequest[]): Promise<Admission[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT * FROM admit_regenerations(${JSON.stringify(requests)}::jsonb) ORDER BY position`;
  return rows.map((row) => readAdmission(db, row));
}

/** What a row of admit_regeneration says; what was admitted is announced. */
export function readAdmission(db: PrismaClient, answer: unknown): Admission {
  const row = admissionRow.parse(answer);
  if (row.outcome !== 'ADMITTED' && row.outcome !== 'REPLAYED') {
    return { outcome: row.outcome, retryAfterSeconds: row.retry_after, clipIndex: row.clip_index };
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
  async admit(request: PlannedRequest | PlannedChanges, limits: AdmissionLimits): Promise<Admission> {
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

const holdRow = z.object({
  held_by: z.enum(['JOB_PER_HOUR', 'USER_PER_HOUR', 'CLIPS_PER_HOUR', 'USER_ACTIVE']),
  retry_after: z.number(),
});

/** A limit that keeps a change waiting. */
export interface Hold {
  heldBy: z.infer<typeof holdRow>['held_by'];
  retryAfterSeconds: number;
}

/** How many clips count toward the limits of an hour, each take as one. */
export function chargedClips(changes: readonly Pick<PlannedChange, 'takes' | 'estimatedCost'>[]): number {
  return changes
    .filter(({ estimatedCost }) => !isFree(estimatedCost))
    .reduce((sum, { takes }) => sum + takes, 0);
}

/** The limit that would refuse a request now, by the rule of the admission; null if none would. */
export async function findHold(
  db: PrismaClient,
  request: Pick<PlannedRequest, 'userId' | 'jobId' | 'estimatedCost'> & {
    /** How many clips count (chargedClips). */
    clips: number;
  },
  limits: AdmissionLimits,
): Promise<Hold | null> {
  const { userId, jobId, estimatedCost, clips } = request;
  const asked = JSON.stringify({ userId, jobId, estimatedCost, clips, limits });
  const [row] = z.array(holdRow).parse(await db.$queryRaw`SELECT * FROM regeneration_limit(${asked}::jsonb)`);
  return row === undefined ? null : { heldBy: row.held_by, retryAfterSeconds: row.retry_after };
}

/** Why and for how long a change must wait, for the user. */
export function describeHold({ heldBy, retryAfterSeconds }: Hold, limits: AdmissionLimits): string {
  const minutes = `${Math.ceil(retryAfterSeconds / 60)} min`;
  const { perJobPerHour: changes } = limits;
  switch (heldBy) {
    case 'JOB_PER_HOUR':
      return `Only ${changes} ${changes === 1 ? 'change' : 'changes'} of this video can be charged in an hour. ${nextIn(minutes)}`;
    case 'USER_PER_HOUR':
      return `Only ${limits.perUserPerHour} of your changes can be charged in an hour. ${nextIn(minutes)}`;
    case 'CLIPS_PER_HOUR':
      return `Only ${limits.clipsPerUserPerHour} of your clips can be charged in an hour. ${nextIn(minutes)}`;
    case 'USER_ACTIVE':
      return `Only ${limits.activePerUser} of your changes can be under way at a time. This one can start when one of them ends, in about ${minutes}.`;
    default:
      return assertNever(heldBy, 'limit');
  }
}

function nextIn(minutes: string): string {
  return `The next one is possible in ${minutes}.`;
}
