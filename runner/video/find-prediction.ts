import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenCall } from '../../core/regeneration/ledger.js';
import { limited } from '../../core/util/limited.js';
import { answersRequest, readLedgerRequest } from './ledger-request.js';
import type { ListPredictions, Prediction } from './providers/client.js';

/** The provider's clock and the database's may differ by this much. */
const CLOCK_SKEW_MS = 60_000;
const LOOK_EVERY_MS = 1000;
/** For one request, so that a hanging one leaves time for the others. */
const LOOK_LIMIT_MS = 5000;

/** Provider ids that are not yet recorded in the ledger. */
export type UnrecordedIds = (ids: string[]) => Promise<string[]>;

/**
 * Which call of this run each prediction belongs to. Takes of a model without a seed ask for the same: a prediction whose
 * POST was just answered, and is not recorded yet, must not be taken for that of another take.
 */
export class PredictionOwners {
  private readonly callOf = new Map<string, string>();

  /** False where it is another call's. */
  claim(externalId: string, callId: string): boolean {
    const owner = this.callOf.get(externalId) ?? callId;
    this.callOf.set(externalId, owner);
    return owner === callId;
  }
}

/** What is known of predictions that no call may take. */
export interface KnownPredictions {
  unrecordedIds: UnrecordedIds;
  owners: PredictionOwners;
}

/**
 * Looks for the prediction of a POST without an answer, for some time because the POST may still arrive. Null if
 * there is none. A provider that does not answer at the end of that time is asked for as long again: a short outage must
 * not cost the clip. Rejects if it still did not answer: then nothing is known.
 */
export async function findPrediction(
  call: OpenCall,
  list: ListPredictions,
  known: KnownPredictions,
  lookForMs: number,
  signal: AbortSignal,
): Promise<Prediction | null> {
  const until = Date.now() + lookForMs;
  for (;;) {
    try {
      const found = await look(call, list, known, signal);
      if (found !== null || Date.now() >= until) return found;
    } catch (error) {
      signal.throwIfAborted();
      if (Date.now() >= until + lookForMs) throw error;
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function look(
  call: OpenCall,
  list: ListPredictions,
  { unrecordedIds, owners }: KnownPredictions,
  signal: AbortSignal,
): Promise<Prediction | null> {
  const request = readLedgerRequest(call.request);
  if (request === null) return null;
  const since = new Date(call.openedAt.getTime() - CLOCK_SKEW_MS);
  const listed = await limited(signal, LOOK_LIMIT_MS, async (ask) => await list(since, ask));
  const answering = listed.filter((prediction) => answersRequest(request, prediction));
  const unrecorded = await unrecordedIds(answering.map((prediction) => prediction.id));
  const id = unrecorded.find((candidate) => owners.claim(candidate, call.id));
  return answering.find((prediction) => prediction.id === id) ?? null;
}
