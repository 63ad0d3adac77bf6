import { RegenerationFailure } from '../../errors.js';
import { storageFailure } from '../storage-failure.js';

/** Problems that an operator can fix, by the error's name as S3 servers send it. */
const PROBLEMS: Record<string, string> = {
  InvalidAccessKeyId: 'The object storage does not know the access key (S3_ACCESS_KEY_ID).',
  SignatureDoesNotMatch: 'The object storage refuses the signature (S3_SECRET_ACCESS_KEY, S3_REGION).',
  CredentialsProviderError: 'There are no keys for the object storage (S3_ACCESS_KEY_ID).',
  ExpiredToken: 'The keys of the object storage have expired (S3_ACCESS_KEY_ID).',
  AccessDenied: 'The keys of the object storage do not allow this (S3_ACCESS_KEY_ID, S3_BUCKET).',
  NoSuchBucket: 'The object storage has no such bucket (S3_BUCKET).',
  RequestTimeTooSkewed:
    "This machine's clock is wrong by minutes, so the object storage refuses its requests: set it right (NTP).",
  PermanentRedirect: 'The bucket is in another region (S3_REGION).',
  ENOTFOUND: 'The object storage cannot be found (S3_ENDPOINT).',
};

/** The response to a HEAD has no body with details. */
const REFUSED =
  "The object storage refuses our requests (S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_BUCKET, or this machine's clock).";

/** Errors after which the same request may succeed in a moment. */
const TRANSIENT = ['SlowDown', 'ServiceUnavailable', 'InternalError', 'RequestTimeout', 'TimeoutError'];

interface S3Error {
  name?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/** Whether a request failed because the object does not exist; false for a missing bucket. */
export function isNotFound(error: unknown): boolean {
  const { name, $metadata } = error as S3Error;
  return (
    name === 'NoSuchKey' ||
    name === 'NotFound' ||
    ($metadata?.httpStatusCode === 404 && name !== 'NoSuchBucket')
  );
}

/** The bucket does not exist; a HEAD of an object cannot tell that from a missing object. */
export function noSuchBucket(cause: unknown): RegenerationFailure {
  return new RegenerationFailure('STORAGE_FAILED', PROBLEMS['NoSuchBucket']!, { cause });
}

/** A failed request as a failure with a sentence for users, which names a wrong setting; the cause is kept. */
export function s3Failure(error: unknown): RegenerationFailure {
  if (error instanceof RegenerationFailure) return error;
  const { name = '', code = '', $metadata } = error as S3Error;
  const problem = PROBLEMS[name] ?? PROBLEMS[code];
  if (problem !== undefined) return new RegenerationFailure('STORAGE_FAILED', problem, { cause: error });
  const status = $metadata?.httpStatusCode;
  if (status === 401 || status === 403)
    return new RegenerationFailure('STORAGE_FAILED', REFUSED, { cause: error });
  if (status === undefined && !TRANSIENT.includes(name)) return storageFailure(error);
  const message = 'The object storage does not answer as it should. Try again in a moment.';
  const transient = TRANSIENT.includes(name) || status === undefined || status >= 500 || status === 429;
  return new RegenerationFailure('STORAGE_FAILED', message, { transient, cause: error });
}
