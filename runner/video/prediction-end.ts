import { Decimal } from 'decimal.js';
import { assertNever, RegenerationFailure } from '../../core/errors.js';
import { usd } from '../../core/quote/pricing.js';
import { shortened } from '../../core/util/text/storable-text.js';
import type { EndedCall } from './video-model.js';
import type { ExpectedRun, Prediction } from './providers/client.js';

/** Words with which providers reject a prompt, a picture or a result for its content. */
const REFUSED_CONTENT = /sensitive|nsfw|moderat|safety|content polic|flagged|prohibited|inappropriate/i;

/** What a request was expected to cost. */
export interface Expected extends ExpectedRun {
  /** USD in total. */
  fullUsd: string;
}

/**
 * What an ended prediction is charged: a finished one for the seconds that the provider bills, else in full; a
 * canceled one for the part that ran; one that failed, or ended before it began, nothing.
 */
export function endOf(prediction: Prediction, expected: Expected): Pick<EndedCall, 'outcome' | 'costUsd'> {
  const { status } = prediction;
  switch (status) {
    case 'succeeded':
      return { outcome: 'succeeded', costUsd: billed(prediction, expected) ?? usd(expected.fullUsd) };
    case 'failed':
      return { outcome: 'failed', costUsd: usd(0) };
    case 'aborted':
      return { outcome: 'canceled', costUsd: usd(0) };
    case 'canceled':
      return { outcome: 'canceled', costUsd: billed(prediction, expected) ?? partRun(prediction, expected) };
    case 'starting':
    case 'processing':
      throw new Error(`The prediction has not ended: it is ${status}`);
    default:
      return assertNever(status, 'status of a prediction');
  }
}

/** More than this multiple of the request is an error in the metrics, not a bill. */
const MOST_TIMES = 10;

/** By the price per second and the provider's count of seconds; null if it gives none. */
function billed({ billedSeconds }: Prediction, { fullUsd, videoSeconds }: Expected): string | null {
  if (billedSeconds === null || videoSeconds === null || billedSeconds > MOST_TIMES * videoSeconds)
    return null;
  return usd(new Decimal(fullUsd).times(billedSeconds).div(videoSeconds));
}

/** Nothing, if it is known that it never ran; everything, if it is unknown how much ran. */
function partRun({ began, predictSeconds }: Prediction, { fullUsd, runSeconds }: Expected): string {
  if (!began) return usd(0);
  if (predictSeconds === null || runSeconds === null) return usd(fullUsd);
  return usd(Decimal.min(fullUsd, new Decimal(fullUsd).times(predictSeconds).div(runSeconds)));
}

/** Why an ended prediction has no clip. */
export function failureOf({ status, error, refused }: Prediction): RegenerationFailure {
  const cause = new Error(`The prediction ${status}: ${error ?? 'no reason given'}`);
  if (refused || REFUSED_CONTENT.test(error ?? '')) {
    const message = `The video model's content rules refuse this${named(error)}. Put it in other words. {charged}`;
    return new RegenerationFailure('CONTENT_REJECTED', message, { cause });
  }
  return new RegenerationFailure('VIDEO_MODEL_FAILED', `${sentence(status, error)} {charged}`, { cause });
}

const LONGEST_REASON = 200;

function sentence(status: Prediction['status'], error: string | null): string {
  if (status === 'succeeded') return 'The video model finished without a clip.';
  if (status !== 'failed') return 'The video provider stopped making the clip.';
  return `The video model could not make the clip${named(error)}.`;
}

/** The provider's words as the end of a sentence: one line of plain text, without addresses or markup. */
function named(error: string | null): string {
  const plain = (error ?? '')
    .replace(/(?:https?|data|file):\S+/gi, '')
    .replace(/[\p{C}{}<>`]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const short = shortened(plain, LONGEST_REASON);
  return short === '' ? '' : `: ${short.replace(/\.$/, '')}`;
}
