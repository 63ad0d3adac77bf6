import { RegenerationFailure } from '../../core/errors.js';
import type { Storage } from '../../core/storage/storage.js';

/** Nothing lies there: what counts is whether the storage says so. */
const PREFIX = 'segments/installation/probe/';

/**
 * What is wrong with the storage; null where it can be read. It is asked for a list, because the answer to that says which
 * setting is wrong; the one to a HEAD has no body, and a missing bucket looks to it like a missing object.
 */
export async function storageProblem(storage: Storage): Promise<string | null> {
  try {
    await storage.list(PREFIX)[Symbol.asyncIterator]().next();
    return null;
  } catch (error) {
    return error instanceof RegenerationFailure ? error.message : 'The storage cannot be read.';
  }
}
