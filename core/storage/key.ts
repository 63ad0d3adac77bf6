import { RegenerationFailure } from '../errors.js';

/** Letters, digits, `.`, `_`, `-`, not beginning with a dot: no traversal, no escapes, no hidden files. */
const SEGMENT = '[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}';
const KEY = new RegExp(`^${SEGMENT}(?:/${SEGMENT})+$`);
const PREFIX = new RegExp(`^(?:${SEGMENT}/)+$`);
const LONGEST_KEY = 1000;

/** Whether a text is a storage key: `bucket/path` of plain segments, as core/storage/storage.ts defines it. */
export function isStorageKey(text: string): boolean {
  return text.length <= LONGEST_KEY && KEY.test(text);
}

/** Throws RegenerationFailure('STORAGE_FAILED') where the text is not a storage key. */
export function assertStorageKey(key: string): void {
  if (!isStorageKey(key)) throw invalidKey(key);
}

/** Throws RegenerationFailure('STORAGE_FAILED') where the text is not a key prefix ending in `/`. */
export function assertStoragePrefix(prefix: string): void {
  if (prefix.length > LONGEST_KEY || !PREFIX.test(prefix)) throw invalidKey(prefix);
}

function invalidKey(key: string): RegenerationFailure {
  return new RegenerationFailure('STORAGE_FAILED', 'The file has a name that the storage does not accept.', {
    cause: new Error(`Not a storage key: ${JSON.stringify(key)}`),
  });
}
