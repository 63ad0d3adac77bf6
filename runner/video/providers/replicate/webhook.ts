import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older or newer than this it is a replay, or somebody's clock is wrong. */
const FRESH_SECONDS = 300;

export interface SignedWebhook {
  id: string;
  /** Seconds since 1970, as it came. */
  timestamp: string;
  /** `v1,<base64>`, several with spaces between. */
  signature: string;
}

/** Whether the time that it names is now, give or take five minutes. */
export function isFresh({ timestamp }: SignedWebhook, nowMs: number = Date.now()): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(nowMs / 1000 - Number(timestamp)) <= FRESH_SECONDS;
}

/** Whether one of the signatures is that of the body, by a secret `whsec_<base64>`; in constant time. */
export function isSignedBy(
  secret: string,
  { id, timestamp, signature }: SignedWebhook,
  body: Buffer,
): boolean {
  const key = Buffer.from(secret.slice(secret.indexOf('_') + 1), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  return signature
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .map((each) => Buffer.from(each.slice('v1,'.length), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
