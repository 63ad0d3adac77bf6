import type { LocalExchange } from './conversation.js';

/** Removed with the drafts when another user signs in on this tab. */
const keyOf = (jobId: string) => `clip-chatbot.draft.offers.${jobId}`;

/** Keeps the offers that still wait for an answer, so that they outlive a reload of this tab. */
export function keepOffers(jobId: string, exchanges: readonly LocalExchange[]): void {
  const open = exchanges.filter(({ stage }) => stage.kind === 'quoted');
  if (open.length === 0) sessionStorage.removeItem(keyOf(jobId));
  else sessionStorage.setItem(keyOf(jobId), JSON.stringify(open));
}

/**
 * The offers that were kept and still stand. One that was just being confirmed is offered again, under the same key: the
 * server knows whether it has begun.
 */
export function keptOffers(jobId: string): LocalExchange[] {
  return read(keyOf(jobId)).flatMap(({ stage, ...exchange }) =>
    stage.kind === 'quoted' && stage.standsUntil > Date.now()
      ? { ...exchange, stage: { ...stage, confirming: false, problem: null } }
      : [],
  );
}

/** Offers stored by another release in another format are ignored. */
function read(key: string): LocalExchange[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? (kept as LocalExchange[]) : [];
  } catch {
    return [];
  }
}
