import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ProviderWebhook, WebhookClaim } from '../provider.js';
import type { SettingName } from './settings.js';

/** Outside this window it is a replay, or a clock is wrong. */
const FRESH_SECONDS = 300;

const headersSchema = z.object({
  'webhook-id': z.string().min(1).max(200),
  // Seconds since 1970.
  'webhook-timestamp': z.string().regex(/^\d{1,12}$/),
  // `v1,<base64>`, several separated by spaces: a replaced key continues to sign for a while.
  'webhook-signature': z.string().max(2000),
});
const bodySchema = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/) });

/** https://replicate.com/docs/topics/webhooks/verify-webhook */
export const webhook: ProviderWebhook<SettingName> = {
  secretSetting: 'REPLICATE_WEBHOOK_SECRET',
  urlSetting: 'REPLICATE_WEBHOOK_URL',
  claimOf(headers) {
    const read = headersSchema.safeParse(headers).data;
    if (read === undefined) return null;
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = read;
    const ageSeconds = Math.abs(Date.now() / 1000 - Number(timestamp));
    return ageSeconds <= FRESH_SECONDS ? { id, timestamp, signature } : null;
  },
  isSigned,
  predictionIdIn: (body) => bodySchema.safeParse(body).data?.id ?? null,
};

/**
 * Whether one of the signatures is that of the body with a secret `whsec_<base64>`. Not the package's own
 * `validateWebhook` (1.4.0): it compares with `===`, which is not constant time, and accepts any version as v1.
 */
function isSigned({ id, timestamp, signature }: WebhookClaim, body: Buffer, secret: string): boolean {
  const key = Buffer.from(secret.slice(secret.indexOf('_') + 1), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  return signature
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .map((each) => Buffer.from(each.slice('v1,'.length), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
