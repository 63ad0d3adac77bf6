import { isNothingSent } from '../../../core/util/http/nothing-sent.js';
import { retryAfterMs } from '../../../core/util/http/failure-class.js';
import { PostRejected, ProviderProblem } from './client.js';

/** The JSON of an answer; rejects with ProviderProblem where it is an error, or none. */
export async function readJson(response: Response): Promise<unknown> {
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new ProviderProblem(null, `The answer is not JSON: ${text.slice(0, 100)}`);
  }
}

const LONGEST_DETAIL = 500;
const LONGEST_BODY = 100_000;

/** An HTTP error, with the provider's explanation. */
export async function problemOf(response: Response): Promise<ProviderProblem> {
  const text = await response.text().catch(() => '');
  return new ProviderProblem(
    response.status,
    `HTTP ${response.status}: ${text.slice(0, LONGEST_DETAIL)}`,
    retryAfterMs(response.headers),
    text.slice(0, LONGEST_BODY),
  );
}

const OPERATOR = 'An administrator has to fix that.';
const BUSY = 'The video provider is not accepting requests right now.';
const UNREACHABLE = 'The video provider cannot be reached.';
const rejections = (access: string): Record<number, string> => ({
  400: 'The video model does not take this request.',
  401: `The video provider does not accept our access (${access}). ${OPERATOR}`,
  402: `The account at the video provider has no credit left. ${OPERATOR}`,
  403: `The video provider does not allow us this model (${access}). ${OPERATOR}`,
  404: `The video provider does not offer this model any more. ${OPERATOR}`,
  413: 'The footage or the picture is larger than the video provider takes.',
  422: 'The video model does not take this request.',
  429: BUSY,
});

/**
 * What a failed POST means: PostRejected where it certainly created nothing, else the error as it came.
 *
 * @param access The setting that gives access, for the operator.
 */
export function meaningOfFailedPost(error: unknown, access: string): unknown {
  return (error instanceof ProviderProblem ? rejectionOf(error, access) : notSent(error)) ?? error;
}

const NO_UPLOAD = 'The video provider does not take the footage right now.';

/** What a failed upload means: whatever became of it, nothing is made and nothing is charged. */
export function meaningOfFailedUpload(error: unknown, access: string): PostRejected {
  const known = meaningOfFailedPost(error, access);
  if (known instanceof PostRejected) return known;
  const retryAfter = error instanceof ProviderProblem ? error.retryAfterMs : null;
  return new PostRejected(`${NO_UPLOAD} Please try again later.`, 'busy-video', retryAfter, {
    cause: error,
    waiting: NO_UPLOAD,
  });
}

/** A 5xx proves nothing: the provider may have begun before it failed. */
function rejectionOf(error: ProviderProblem, access: string): PostRejected | null {
  const sentence = error.status === null ? undefined : rejections(access)[error.status];
  if (sentence === undefined) return null;
  if (error.status !== 429) return new PostRejected(sentence, 'permanent', null, { cause: error });
  const busy = `${BUSY} Please try again ${timeUntil(error.retryAfterMs)}.`;
  return new PostRejected(busy, 'busy-video', error.retryAfterMs, { cause: error, waiting: BUSY });
}

function timeUntil(retryAfterMs: number | null): string {
  const minutes = Math.ceil((retryAfterMs ?? 0) / 60_000);
  return minutes < 2 ? 'later' : `in ${minutes} minutes`;
}

function notSent(error: unknown): PostRejected | null {
  if (!isNothingSent(error)) return null;
  const sentence = `${UNREACHABLE} Please try again later.`;
  return new PostRejected(sentence, 'busy-video', null, { cause: error, waiting: UNREACHABLE });
}
