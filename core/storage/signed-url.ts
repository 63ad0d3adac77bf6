import { createHmac, timingSafeEqual } from 'node:crypto';
import { extname } from 'node:path';
import { fileName } from './download-name.js';
import { isStorageKey } from './key.js';
import type { UrlSigner } from './storage.js';

/** Signed URLs live for one hour at most. */
const LONGEST_LIFE_SECONDS = 3600;
/** Expiries are multiples of this, so a reloaded page finds the same URLs in its cache. */
const EXPIRY_STEP_SECONDS = 300;
/** About 400 bytes each. A video of 60 clips with 100 versions each has 12,000. */
const REMEMBERED_URLS = 20_000;

export interface SigningKey {
  secret: string;
  /** Names the secret in the URL: when it is replaced, old URLs are rejected at once. */
  keyId?: string;
}

/** The unverified parts of a signed URL: the object's key and the query parameters as received. */
export interface SignedRequest {
  /** GET or HEAD; a URL for one is valid for the other. */
  method: string;
  key: string;
  expires: unknown;
  kid: unknown;
  /** The name of a download; undefined where the object is shown. */
  name?: unknown;
  signature: unknown;
}

export type SignatureVerdict =
  | { outcome: 'valid'; secondsLeft: number; name: string | null }
  | { outcome: 'expired' }
  | { outcome: 'invalid' };

/**
 * Signs `${baseUrl}/media/<key>?expires=…&kid=…&signature=…` (expires: Unix seconds), valid for 55 to 60 minutes.
 * `now` (milliseconds) is for tests.
 */
export function createUrlSigner(
  options: SigningKey & { baseUrl: string },
  now: () => number = Date.now,
): UrlSigner {
  const keyId = options.keyId ?? DEFAULT_KEY_ID;
  const remembered = new Map<string, string>();
  let rememberedExpiry = 0;
  const urlOf = (key: string, name: string | null): string => {
    const expires = expiryFor(now());
    if (expires !== rememberedExpiry || remembered.size >= REMEMBERED_URLS) remembered.clear();
    rememberedExpiry = expires;
    const wanted = name === null ? key : `${key}\n${name}`;
    const known = remembered.get(wanted);
    if (known !== undefined) return known;
    if (!isStorageKey(key)) throw new Error(`Not a storage key: ${JSON.stringify(key)}`);
    const signature = sign(options.secret, key, String(expires), keyId, name);
    const named = name === null ? '' : `&name=${encodeURIComponent(name)}`;
    const url = `${options.baseUrl}/media/${key}?expires=${expires}&kid=${encodeURIComponent(keyId)}${named}&signature=${signature}`;
    remembered.set(wanted, url);
    return url;
  };
  return {
    signedUrl: (key) => urlOf(key, null),
    downloadUrl: (key, title, suffix = '') => urlOf(key, fileName(title, `${suffix}${extname(key)}`)),
  };
}

const DEFAULT_KEY_ID = '1';

function expiryFor(nowMs: number): number {
  const latest = Math.floor(nowMs / 1000) + LONGEST_LIFE_SECONDS;
  return latest - (latest % EXPIRY_STEP_SECONDS);
}

/** Verifies the signature in constant time, and only then the expiry. */
export function verifySignedUrl(
  signingKey: SigningKey,
  request: SignedRequest,
  nowMs: number = Date.now(),
): SignatureVerdict {
  const { method, key, expires, kid, name = null, signature } = request;
  if (method !== 'GET' && method !== 'HEAD') return { outcome: 'invalid' };
  if (typeof expires !== 'string' || typeof kid !== 'string' || typeof signature !== 'string') {
    return { outcome: 'invalid' };
  }
  if (name !== null && typeof name !== 'string') return { outcome: 'invalid' };
  if (!isStorageKey(key) || !/^\d{1,12}$/.test(expires)) return { outcome: 'invalid' };
  if (kid !== (signingKey.keyId ?? DEFAULT_KEY_ID)) return { outcome: 'invalid' };
  if (!areEqual(signature, sign(signingKey.secret, key, expires, kid, name))) return { outcome: 'invalid' };
  const secondsLeft = Number(expires) - Math.floor(nowMs / 1000);
  return secondsLeft > 0 ? { outcome: 'valid', secondsLeft, name } : { outcome: 'expired' };
}

/** The parts contain no newlines, so no two requests share one message. A name is one more part. */
function sign(secret: string, key: string, expires: string, keyId: string, name: string | null): string {
  const parts = ['GET', key, expires, keyId, ...(name === null ? [] : [name])];
  return createHmac('sha256', secret).update(parts.join('\n')).digest('base64url');
}

/** Compares the texts, not the decoded bytes: base64url's last character has bits that decoding drops. */
function areEqual(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
