import { RegenerationFailure } from '../../core/errors.js';
import type { Storage } from '../../core/storage/storage.js';

/** Always empty: what counts is whether the storage answers. */
const PREFIX = 'segments/installation/probe/';

/**
 * What is wrong with the storage; null if it can be read. It lists, because the answer says which setting is wrong; a
 * HEAD has no body, and a missing bucket looks like a missing object.
 */
export async function storageProblem(storage: Storage): Promise<string | null> {
  try {
    await storage.list(PREFIX)[Symbol.asyncIterator]().next();
    return null;
  } catch (error) {
    return error instanceof RegenerationFailure ? error.message : 'The storage cannot be read.';
  }
}
