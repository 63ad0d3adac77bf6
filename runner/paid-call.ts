import { RegenerationFailure } from '../core/errors.js';
import { crashPoint } from '../core/regeneration/crash-point.js';
import {
  acceptPaidCall,
  describePaidCall,
  isPaidCallSettled,
  openPaidCall,
  repostPaidCall,
  settlePaidCall,
  type OpenCall,
  type Settlement,
} from '../core/regeneration/ledger.js';
import type { Claim } from '../core/regeneration/claim.js';
import type { Stage } from '../core/regeneration/lifecycle.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { Stopped } from './lease.js';

/** A call that may be charged, as its run sees it in the ledger. Every write rejects with Stopped if the fence is old. */
export class PaidCall {
  private constructor(
    private readonly db: PrismaClient,
    private readonly claim: Claim,
    private call: OpenCall,
    /** Nothing was posted. Else a POST may have arrived whose answer is not known. */
    private unposted: boolean,
  ) {}

  /** Writes INTENT, or takes over what an earlier attempt left open. BUDGET_EXCEEDED beyond what the user agreed to. */
  static async openOrResume(
    db: PrismaClient,
    claim: Claim,
    stage: Stage,
    api: string,
    estimatedUsd: string,
  ): Promise<PaidCall> {
    const opened = await openPaidCall(db, claim, stage, api, estimatedUsd);
    if (!('call' in opened)) throw refusal(opened.outcome);
    crashPoint('after-intent');
    // The request is kept before a POST: a call without one was never posted.
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
   * Allows a POST for a request, and keeps the request before it is made: the first one freely; one more, counted, after
   * the first one could not be found at the provider; then no other.
   */
  async mayPost(request: object): Promise<boolean> {
    if (!this.unposted && !(await this.countRepeat())) return false;
    await this.describe(request);
    return true;
  }

  /** Counts that a POST whose fate is not known is made once more; false where that was done already. */
  async countRepeat(): Promise<boolean> {
    return await repostPaidCall(this.db, this.claim, this.call.id);
  }

  /** Keeps what is asked for, before it is posted. */
  async describe(request: object): Promise<void> {
    if (!(await describePaidCall(this.db, this.claim, this.call.id, request)))
      throw new Stopped('lease-lost');
    this.unposted = false;
    this.call = { ...this.call, request };
  }

  /** Keeps the provider's id: before anybody waits on it. */
  async accepted(externalId: string): Promise<void> {
    crashPoint('after-post');
    if (!(await acceptPaidCall(this.db, this.claim, this.call.id, externalId)))
      throw new Stopped('lease-lost');
    this.call = { ...this.call, externalId };
    crashPoint('after-accept');
  }

  /** Books what was really charged, together with what is to be kept in the checkpoint. */
  async settle(settlement: Settlement): Promise<void> {
    const settled = await settlePaidCall(this.db, this.claim, this.call.id, settlement);
    if (!settled && !(await this.isSettled(settlement))) throw new Stopped('lease-lost');
    crashPoint('after-settle');
  }

  /** Whether it was settled before, by this run: the first answer may have been lost with its connection. */
  private async isSettled({ outcome }: Settlement): Promise<boolean> {
    return await isPaidCallSettled(this.db, this.claim, this.call.id, outcome);
  }
}

function refusal(outcome: 'STALE' | 'OVER_RESERVATION'): Error {
  if (outcome === 'STALE') return new Stopped('lease-lost');
  const message = 'Another try would cost more than was agreed to. Ask again to see the new price.';
  return new RegenerationFailure('BUDGET_EXCEEDED', message);
}
