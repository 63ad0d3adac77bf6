import { Decimal } from 'decimal.js';
import { assertNever, RegenerationFailure } from '../../core/errors.js';
import { usd } from '../../core/pricing.js';
import type { EndedCall } from './video-model.js';
import type { Prediction } from './provider.js';

/** What a provider says when its rules refuse a prompt, a picture or what came out; E005 is Replicate's own code. */
const REFUSED_CONTENT = /E005|sensitive|nsfw|moderat|safety|content polic|flagged|prohibited|inappropriate/i;

/**
 * What a prediction that has ended is charged: a finished one in full; a canceled one for the part that ran; one that
 * failed, or was ended before it began, nothing.
 */
export function endOf(
  { status, predictSeconds }: Prediction,
  fullUsd: string,
  expectedSeconds: number | null,
): Pick<EndedCall, 'outcome' | 'costUsd'> {
  switch (status) {
    case 'succeeded':
      return { outcome: 'succeeded', costUsd: usd(fullUsd) };
    case 'failed':
      return { outcome: 'failed', costUsd: usd(0) };
    case 'aborted':
      return { outcome: 'canceled', costUsd: usd(0) };
    case 'canceled':
      return { outcome: 'canceled', costUsd: partOf(fullUsd, predictSeconds, expectedSeconds) };
    case 'starting':
    case 'processing':
      throw new Error(`The prediction has not ended: it is ${status}`);
    default:
      return assertNever(status, 'status of a prediction');
  }
}

/** Where it is not known how much ran, all of it. */
function partOf(fullUsd: string, ranSeconds: number | null, expectedSeconds: number | null): string {
  if (ranSeconds === null || expectedSeconds === null) return usd(fullUsd);
  return usd(Decimal.min(fullUsd, new Decimal(fullUsd).times(ranSeconds).div(expectedSeconds)));
}

/** Why a prediction that has ended has made no clip. */
export function failureOf({ status, error }: Prediction): RegenerationFailure {
  const cause = new Error(`The prediction ${status}: ${error ?? 'no reason given'}`);
  if (error !== null && REFUSED_CONTENT.test(error)) {
    const message = "The video model's content rules refuse this. Put it in other words. {charged}";
    return new RegenerationFailure('CONTENT_REJECTED', message, { cause });
  }
  return new RegenerationFailure('VIDEO_MODEL_FAILED', `${sentence(status, error)} {charged}`, { cause });
}

const LONGEST_REASON = 200;

function sentence(status: Prediction['status'], error: string | null): string {
  if (status === 'succeeded') return 'The video model finished without a clip.';
  if (status !== 'failed') return 'The video provider stopped making the clip.';
  const reason = error?.replace(/\s+/g, ' ').replace(/[{}]/g, '').trim().slice(0, LONGEST_REASON);
  return reason
    ? `The video model could not make the clip: ${reason.replace(/\.$/, '')}.`
    : 'The video model could not make the clip.';
}
