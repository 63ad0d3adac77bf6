import { RegenerationFailure } from '../core/errors.js';
import { crashPoint } from '../core/regeneration/crash-point.js';
import {
  acceptPaidCall,
  describePaidCall,
  isPaidCallSettled,
  openCalls,
  openPaidCall,
  repostPaidCall,
  settlePaidCall,
  type OpenCall,
  type Settlement,
} from '../core/regeneration/ledger.js';
import type { ChangeClaim, Claim } from '../core/regeneration/claim.js';
import type { Stage } from '../core/regeneration/lifecycle.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { Stopped } from './lease.js';

/** A paid call as its run sees it in the ledger. Every write rejects with Stopped if the fence is old. */
export class PaidCall {
  private constructor(
    private readonly db: PrismaClient,
    private readonly claim: Claim,
    private call: OpenCall,
    /** Nothing was posted. If false, a POST may have arrived whose answer was lost. */
    private unposted: boolean,
  ) {}

  /**
   * Writes INTENT, or takes over an earlier attempt's open call. BUDGET_EXCEEDED beyond what the user agreed to.
   */
  static async openOrResume(
    db: PrismaClient,
    claim: Claim | ChangeClaim,
    stage: Stage,
    api: string,
    estimatedUsd: string,
  ): Promise<PaidCall> {
    const opened = await openPaidCall(db, claim, stage, api, estimatedUsd);
    if (!('call' in opened)) throw rejection(opened.outcome);
    crashPoint('after-intent');
    // The request is stored before a POST, so a call without one was never posted.
    const { request, externalId } = opened.call;
    return new PaidCall(db, claim, opened.call, request === null && externalId === null);
  }

  /** Nothing was posted yet. */
  get isNew(): boolean {
    return this.unposted;
  }

  /** As the ledger has it. */
  get open(): OpenCall {
    return this.call;
  }

  /**
   * Allows a POST for a request, and stores the request first. The first POST is free; a second one is counted and
   * allowed only after the first could not be found at the provider; a third is refused.
   */
  async mayPost(request: object): Promise<boolean> {
    if (!this.unposted && !(await this.countRepeat())) return false;
    await this.describe(request);
    return true;
  }

  /** Counts the repetition of a POST with an unknown outcome; false if it was already repeated. */
  async countRepeat(): Promise<boolean> {
    const { id, posts } = this.call;
    const isCounted =
      (await repostPaidCall(this.db, this.claim, id)) ||
      // This run has counted it before: the first answer may have been lost with its connection.
      (await openCalls(this.db, this.claim)).some((call) => call.id === id && call.posts > posts);
    if (isCounted) this.call = { ...this.call, posts: posts + 1 };
    return isCounted;
  }

  /** Stores the request before it is posted. */
  async describe(request: object): Promise<void> {
    if (!(await describePaidCall(this.db, this.claim, this.call.id, request)))
      throw new Stopped('lease-lost');
    this.unposted = false;
    this.call = { ...this.call, request };
  }

  /** Stores the provider's id before anything waits for the prediction. */
  async accepted(externalId: string): Promise<void> {
    crashPoint('after-post');
    if (!(await acceptPaidCall(this.db, this.claim, this.call.id, externalId)))
      throw new Stopped('lease-lost');
    this.call = { ...this.call, externalId };
    crashPoint('after-accept');
  }

  /** Books the actual charge, with a patch for the checkpoint. */
  async settle(settlement: Settlement): Promise<void> {
    const settled = await settlePaidCall(this.db, this.claim, this.call.id, settlement);
    if (!settled && !(await this.isSettled(settlement))) throw new Stopped('lease-lost');
    crashPoint('after-settle');
  }

  /** Whether this run has settled it before: the first answer may have been lost with its connection. */
  private async isSettled({ outcome }: Settlement): Promise<boolean> {
    return await isPaidCallSettled(this.db, this.claim, this.call.id, outcome);
  }
}

function rejection(outcome: 'STALE' | 'OVER_RESERVATION'): Error {
  if (outcome === 'STALE') return new Stopped('lease-lost');
  const message = 'Another try would cost more than was agreed to. Ask again to see the new price.';
  return new RegenerationFailure('BUDGET_EXCEEDED', message);
}
