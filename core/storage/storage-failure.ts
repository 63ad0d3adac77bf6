import { RegenerationFailure } from '../errors.js';

/** A failed file operation as a failure with a sentence for users; the system's error stays in `cause`. */
export function storageFailure(error: unknown): RegenerationFailure {
  if (error instanceof RegenerationFailure) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const message = 'There is no disk space left to store the video. Free some space, then try again.';
    return new RegenerationFailure('STORAGE_FAILED', message, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const message = 'The storage folder cannot be written. Check its permissions, then try again.';
    return new RegenerationFailure('STORAGE_FAILED', message, { cause: error });
  }
  const message = 'A file could not be read from or written to the storage.';
  return new RegenerationFailure('STORAGE_FAILED', message, { transient: true, cause: error });
}

/** The failure of writing other content to an existing key: objects are immutable. */
export function overwriting(key: string): RegenerationFailure {
  return new RegenerationFailure('STORAGE_FAILED', 'A different file is already stored under this name.', {
    cause: new Error(`${key} is immutable and holds other content`),
  });
}
