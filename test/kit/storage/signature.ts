import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The checked parts of a request. */
export interface SignedHttpRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

type Rejection =
  | 'AccessDenied'
  | 'InvalidAccessKeyId'
  | 'SignatureDoesNotMatch'
  | 'RequestTimeTooSkewed'
  | 'XAmzContentSHA256Mismatch';

const ALLOWED_SKEW_MS = 15 * 60_000;

/**
 * Checks AWS Signature Version 4 in the header or in the query, by its public description. Null: it is valid.
 *
 * @param secrets Secret access keys by access key.
 */
export function rejectionOf(request: SignedHttpRequest, secrets: Map<string, string>): Rejection | null {
  const signed = signatureIn(request);
  if (signed === null) return 'AccessDenied';
  const [accessKey = '', ...scope] = signed.credential.split('/');
  const secret = secrets.get(accessKey);
  if (secret === undefined) return 'InvalidAccessKeyId';
  const age = Date.now() - timeOf(signed.date);
  if (signed.expiresSeconds !== null && age > signed.expiresSeconds * 1000) return 'AccessDenied';
  if (Math.abs(age) > ALLOWED_SKEW_MS && signed.expiresSeconds === null) return 'RequestTimeTooSkewed';
  // A URL that is signed for a later time is not valid yet.
  if (age < -ALLOWED_SKEW_MS) return 'AccessDenied';
  const text = ['AWS4-HMAC-SHA256', signed.date, scope.join('/'), sha256(canonical(request, signed))].join(
    '\n',
  );
  const key = scope.reduce<Buffer | string>((from, part) => hmac(from, part), `AWS4${secret}`);
  if (hmac(key, text).toString('hex') !== signed.signature) return 'SignatureDoesNotMatch';
  const isHash = /^[0-9a-f]{64}$/.test(signed.payload);
  return isHash && sha256(request.body) !== signed.payload ? 'XAmzContentSHA256Mismatch' : null;
}

interface Signature {
  credential: string;
  signedHeaders: string;
  signature: string;
  /** `20261123T060000Z`. */
  date: string;
  /** Null if it is in a header. */
  expiresSeconds: number | null;
  payload: string;
}

function signatureIn({ url, headers }: SignedHttpRequest): Signature | null {
  const query = new URL(url, 'http://x').searchParams;
  if (query.has('X-Amz-Signature')) {
    return {
      credential: query.get('X-Amz-Credential') ?? '',
      signedHeaders: query.get('X-Amz-SignedHeaders') ?? '',
      signature: query.get('X-Amz-Signature') ?? '',
      date: query.get('X-Amz-Date') ?? '',
      expiresSeconds: Number(query.get('X-Amz-Expires')),
      payload: 'UNSIGNED-PAYLOAD',
    };
  }
  const found = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
    headers.authorization ?? '',
  );
  if (found === null) return null;
  const [, credential = '', signedHeaders = '', signature = ''] = found;
  const [date, payload] = [headers['x-amz-date'], headers['x-amz-content-sha256']].map(String);
  return { credential, signedHeaders, signature, date: date!, expiresSeconds: null, payload: payload! };
}

function canonical(
  { method, url, headers }: SignedHttpRequest,
  { signedHeaders, payload }: Signature,
): string {
  const { pathname, searchParams } = new URL(url, 'http://x');
  const query = [...searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');
  const lines = signedHeaders.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`);
  return [method, pathname, query, lines.join(''), signedHeaders, payload].join('\n');
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function timeOf(date: string): number {
  return Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
