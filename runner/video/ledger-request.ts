import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Prediction, PredictionRequest } from './providers/client.js';

/** What the ledger keeps of a prediction request: files as their hashes, or where they were uploaded. */
export const ledgerRequestSchema = z.object({
  slug: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** Seconds of video that are edited. */
  seconds: z.number().optional(),
});
export type LedgerRequest = z.infer<typeof ledgerRequestSchema>;

export function ledgerRequest({
  slug,
  input,
  seconds,
}: Omit<PredictionRequest, 'cancelAfterSeconds'>): LedgerRequest {
  return {
    slug,
    ...(seconds !== undefined && { seconds }),
    input: Object.fromEntries(Object.entries(input).map(([name, value]) => [name, withoutFile(value)])),
  };
}

/** What is left of a request without its files. */
export function withoutFiles({ slug, input }: LedgerRequest): LedgerRequest {
  const left = Object.entries(input).filter(([, value]) => ![value].flat().some(isFileHash));
  return { slug, input: Object.fromEntries(left) };
}

/** The request of a call in the ledger; null if none was stored. */
export function readLedgerRequest(kept: unknown): LedgerRequest | null {
  return ledgerRequestSchema.safeParse(kept).data ?? null;
}

/**
 * Whether a prediction was made for a request. The provider may add default inputs, and may replace a file that was
 * sent as a data: URI by the URL where it stores it.
 */
export function answersRequest({ slug, input }: LedgerRequest, prediction: Prediction): boolean {
  if (prediction.slug !== slug) return false;
  return Object.entries(input).every(([name, wanted]) => shows(withoutFile(prediction.input[name]), wanted));
}

function shows(shown: unknown, wanted: unknown): boolean {
  if (Array.isArray(shown) && Array.isArray(wanted)) {
    return shown.length === wanted.length && wanted.every((each, index) => shows(shown[index], each));
  }
  return sameValue(shown, wanted) || (isFileHash(wanted) && isUrl(shown));
}

function withoutFile(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFile);
  if (typeof value !== 'string' || !value.startsWith('data:')) return value;
  return `sha256:${createHash('sha256').update(value).digest('hex')}`;
}

function isFileHash(value: unknown): boolean {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}

function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
