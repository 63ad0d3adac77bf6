import { randomBytes } from 'node:crypto';
import { validateWebhook } from 'replicate';
import { signed, Webhooks } from '../../../../test/providers/replicate-webhooks.js';
import { webhook } from './webhook.js';

const { secret } = new Webhooks();
const BODY = '{"id":"p1","input":{"prompt":"un été à Zürich 🎬"}}';
const now = (): string => String(Math.floor(Date.now() / 1000));

type Headers = Record<string, string>;
const headers = (change: Headers = {}, by = secret): Headers => ({
  ...signed(by, 'msg_1', now(), BODY),
  ...change,
});

/** Whether a webhook is signed, by our check and by the one of the provider's own package. */
async function checks(sent: Headers, body: string): Promise<[ours: boolean, theirs: boolean]> {
  const claim = webhook.claimOf(sent);
  const ours = claim !== null && (await webhook.isSigned(claim, Buffer.from(body), secret));
  return [ours, await validateWebhook({ headers: sent, body } as never, secret)];
}

describe('the signature of a webhook', () => {
  it.each<[string, boolean, Headers, string]>([
    ['of our secret, among others', true, headers(), BODY],
    ['of another secret', false, headers({}, `whsec_${randomBytes(24).toString('base64')}`), BODY],
    ['of another body', false, headers(), BODY.replace('p1', 'p2')],
    ['of another id', false, headers({ 'webhook-id': 'msg_2' }), BODY],
    ['cut off', false, headers({ 'webhook-signature': 'v1,AAAA v1, v2' }), BODY],
  ])("%s is decided as by the provider's own package: %s", async (_what, right, sent, body) => {
    expect(await checks(sent, body)).toEqual([right, right]);
  });

  it('of a later version is none, though the package takes it', async () => {
    const sent = headers();
    const later = sent['webhook-signature']!.replaceAll('v1,', 'v9,');
    expect(await checks({ ...sent, 'webhook-signature': later }, BODY)).toEqual([false, true]);
  });

  it('is fresh for five minutes, which the package leaves to us', async () => {
    for (const [age, fresh] of [
      [290, true],
      [310, false],
      [-310, false],
    ] as const) {
      const at = String(Number(now()) - age);
      expect(await checks(signed(secret, 'msg_1', at, BODY), BODY)).toEqual([fresh, true]);
    }
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s is none', (name) => {
    const { [name]: _, ...others } = headers();
    expect(webhook.claimOf(others)).toBeNull();
  });
});
