import {
  acceptPaidCall,
  openCalls,
  openPaidCall,
  settlePaidCall,
  type OpenCall,
} from '../../core/regeneration/ledger.js';
import type { ChangeClaim, Claim } from '../../core/regeneration/claim.js';
import { endedChat } from '../prompt/tally.js';
import type { EndedCall } from '../video/video-model.js';
import type { StepDeps } from './step.js';

type SettleDeps = Pick<StepDeps, 'db' | 'videoModels' | 'rateCard' | 'log'>;

/** Ends open calls at their providers and books their charges: all of a run, or those of one take of a clip. */
export async function settleOpenCalls(
  claim: Claim,
  deps: SettleDeps,
  of: Pick<ChangeClaim, 'clipIndex' | 'take'> | null = null,
): Promise<void> {
  const calls = await openCalls(deps.db, claim);
  const settling = calls.filter(
    (call) => of === null || (call.clipIndex === of.clipIndex && call.take === of.take),
  );
  await Promise.all(settling.map(async (call) => await endAndSettle(call, claim, deps)));
}

async function endAndSettle(call: OpenCall, claim: Claim, deps: SettleDeps): Promise<void> {
  const ending = endingOf(call, deps);
  if (ending === null) return;
  try {
    await settleOpenCall(call, claim, ending, deps);
  } catch (error) {
    // The end of the regeneration books it as charged in full.
    const about = { err: error, call: call.id, externalId: call.externalId };
    deps.log.error(about, 'An open call could not be ended');
  }
}
/** How to end an open call; null if its provider is unknown here. */
function endingOf(
  call: OpenCall,
  { videoModels, rateCard }: SettleDeps,
): (() => EndedCall | Promise<EndedCall>) | null {
  if (call.stage === 'prompt_generator') return () => endedChat(call, rateCard);
  const videoModel = videoModels.forCalls(call.api);
  return videoModel === undefined ? null : async () => await videoModel.cancel(call);
}

/** Takes the call over first: it may be an earlier attempt's, if this runner was started only to cancel it. */
async function settleOpenCall(
  call: OpenCall,
  claim: Claim,
  end: () => EndedCall | Promise<EndedCall>,
  { db, log }: SettleDeps,
): Promise<void> {
  await openPaidCall(
    db,
    { ...claim, clipIndex: call.clipIndex, take: call.take },
    call.stage,
    call.api,
    call.estimatedUsd,
  );
  const { outcome, costUsd, externalId = call.externalId, paid } = await end();
  if (externalId !== null) await acceptPaidCall(db, claim, call.id, externalId);
  const patch = paid === undefined ? {} : { prediction: paid };
  const settled = await settlePaidCall(db, claim, call.id, { outcome, costUsd, patch });
  log.info({ call: call.id, externalId, outcome, costUsd, settled }, 'An open call was ended');
}
