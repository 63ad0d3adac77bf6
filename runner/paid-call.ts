import { RegenerationFailure } from '../core/errors.js';
import { crashPoint } from '../core/crash-point.js';
import {
  acceptPaidCall,
  openPaidCall,
  repostPaidCall,
  settlePaidCall,
  type CallOwner,
  type OpenCall,
  type Settlement,
} from '../core/regeneration/ledger.js';
import type { Stage } from '../core/regeneration/lifecycle.js';
import type { PrismaClient } from '../prisma/generated/client.js';
import { Stopped } from './lease.js';

/** A call that may be charged, as the run that answers for it sees the ledger. Every write rejects with Stopped where the fence is old. */
export class PaidCall {
  private constructor(
    private readonly db: PrismaClient,
    private readonly fence: number,
    private call: OpenCall,
    /** INTENT was written just now: nothing was ever posted. Else a POST of an earlier attempt may have arrived. */
    readonly isNew: boolean,
  ) {}

  /** Writes INTENT, or takes over what an earlier attempt left open. BUDGET_EXCEEDED beyond what the user agreed to. */
  static async open(
    db: PrismaClient,
    owner: CallOwner,
    stage: Stage,
    api: string,
    estimatedUsd: string,
  ): Promise<PaidCall> {
    const opened = await openPaidCall(db, owner, stage, api, estimatedUsd);
    if (!('call' in opened)) throw refusal(opened.outcome);
    crashPoint('after-intent');
    return new PaidCall(db, owner.fence, opened.call, opened.outcome === 'NEW');
  }

  /** The provider's name for it; null while no answer to its POST is known. */
  get externalId(): string | null {
    return this.call.externalId;
  }

  /** When INTENT was written, by the database's clock: a POST that arrived is not older. */
  get openedAt(): Date {
    return this.call.openedAt;
  }

  /** Allows one more POST after the first one could not be found at the provider; false when it was used up. */
  async repost(): Promise<boolean> {
    return await repostPaidCall(this.db, this.call.id, this.fence);
  }

  /** Keeps the provider's id: before anybody waits on it. */
  async accepted(externalId: string): Promise<void> {
    crashPoint('after-post');
    if (!(await acceptPaidCall(this.db, this.call.id, this.fence, externalId)))
      throw new Stopped('lease-lost');
    this.call = { ...this.call, externalId };
    crashPoint('after-accept');
  }

  /** Books what was really charged, together with what is to be kept in the checkpoint. */
  async settle(settlement: Settlement): Promise<void> {
    if (!(await settlePaidCall(this.db, this.call.id, this.fence, settlement)))
      throw new Stopped('lease-lost');
    crashPoint('after-settle');
  }
}

function refusal(outcome: 'STALE' | 'OVER_RESERVATION'): Error {
  if (outcome === 'STALE') return new Stopped('lease-lost');
  const message = 'Another try would cost more than was agreed to. Ask again to see the new price.';
  return new RegenerationFailure('BUDGET_EXCEEDED', message);
}
