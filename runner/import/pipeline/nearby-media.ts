import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mediaKey } from '../../../core/storage/media-key.js';
import { ImportError } from '../import-error.js';

/**
 * The local file of a media reference in a job's JSON: a `file:` URL's own, or for a storage key (or a URL of the
 * object storage) the first that is there of `<folder>/<key>`, `<folder>/media/<key>`, `<folder>/<name>`,
 * `<folder>/media/<name>`. Null where there is none. Throws ImportError where the reference is neither.
 */
export async function nearbyMedia(folder: string, reference: string): Promise<string | null> {
  for (const path of candidates(folder, reference)) {
    if (await isFile(path)) return path;
  }
  return null;
}

function candidates(folder: string, reference: string): string[] {
  try {
    if (reference.startsWith('file:')) return [fileURLToPath(reference)];
    const key = mediaKey(reference);
    return [key, basename(key)].flatMap((name) => [join(folder, name), join(folder, 'media', name)]);
  } catch (error) {
    throw new ImportError(`${(error as Error).message}.`, error);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
