import { createHmac, randomBytes } from 'node:crypto';

/** A webhook as sent, so that a receiver can send it again. */
export interface Delivery {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** What the receiver answered; null where it did not. */
  status: number | null;
}

/** Signs and sends webhooks as Replicate does (https://replicate.com/docs/topics/webhooks/verify-webhook). */
export class Webhooks {
  readonly secret = `whsec_${randomBytes(24).toString('base64')}`;
  readonly deliveries: Delivery[] = [];
  /** False: they are lost on the way. */
  delivered = true;

  async send(url: string, body: string): Promise<void> {
    if (!this.delivered) return;
    const id = `msg_${randomBytes(12).toString('hex')}`;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const delivery = { url, headers: signed(this.secret, id, timestamp, body), body, status: null };
    this.deliveries.push(delivery);
    await deliver(delivery);
  }
}

/** The headers of a webhook; a key that was replaced goes on signing for a while. */
export function signed(secret: string, id: string, timestamp: string, body: string): Record<string, string> {
  const sign = (key: Buffer): string =>
    `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  const signatures = [sign(randomBytes(24)), sign(Buffer.from(secret.replace('whsec_', ''), 'base64'))];
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

/** Sends one (again); its status. */
export async function deliver(delivery: Delivery): Promise<number | null> {
  const { url, headers, body } = delivery;
  const response = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
  delivery.status = response?.status ?? null;
  await response?.body?.cancel();
  return delivery.status;
}
