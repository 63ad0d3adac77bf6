import type { Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { RegenerationFailure } from '../../errors.js';
import { copyFileVerified, fetchFile } from '../copy-file.js';
import { haveSameContent } from '../file-hash.js';
import { assertStorageKey, assertStoragePrefix, isStorageKey } from '../key.js';
import {
  ObjectNotFound,
  type ByteRange,
  type ByteWatcher,
  type ObjectInfo,
  type Storage,
} from '../storage.js';
import { overwriting, storageFailure } from '../storage-failure.js';

/**
 * Stores objects as files under a root folder, one folder per key segment. A key never leaves the root: its segments are
 * plain, and a symbolic link to the outside counts as absent.
 */
export function createLocalDiskStorage(rootFolder: string): Storage {
  return new LocalDiskStorage(resolve(rootFolder));
}

class LocalDiskStorage implements Storage {
  constructor(private readonly root: string) {}

  async putFile(
    key: string,
    filePath: string,
    signal?: AbortSignal,
    watch?: ByteWatcher,
  ): Promise<ObjectInfo> {
    assertStorageKey(key);
    return guarded(async () => {
      signal?.throwIfAborted();
      const target = join(this.root, key);
      await this.assertFolderInside(dirname(target));
      const existing = await this.find(key);
      if (existing === null) await copyFileVerified(filePath, target, signal, watch);
      else if (!(await haveSameContent(existing.path, filePath, signal))) throw overwriting(key);
      return toInfo(await lstat(target));
    }, signal);
  }

  async fetchToFile(key: string, filePath: string, signal?: AbortSignal, watch?: ByteWatcher): Promise<void> {
    assertStorageKey(key);
    await guarded(async () => {
      signal?.throwIfAborted();
      await fetchFile((await this.require(key)).path, resolve(filePath), signal, watch);
    }, signal);
  }

  async openRead(key: string, range?: ByteRange): Promise<Readable> {
    assertStorageKey(key);
    return guarded(async () => {
      const handle = await unlessAbsent(open((await this.require(key)).path, 'r'), null);
      if (handle === null) throw new ObjectNotFound(key);
      return handle.createReadStream({ start: range?.start, end: range?.end });
    });
  }

  async stat(key: string): Promise<ObjectInfo | null> {
    assertStorageKey(key);
    const found = await guarded(() => this.find(key));
    return found === null ? null : toInfo(found.stats);
  }

  async delete(key: string): Promise<void> {
    assertStorageKey(key);
    await guarded(async () => {
      const found = await this.find(key);
      if (found !== null) await rm(found.path, { force: true });
    });
  }

  async *list(prefix: string): AsyncIterable<string> {
    assertStoragePrefix(prefix);
    yield* this.listFolder(prefix.slice(0, -1));
  }

  private async *listFolder(folder: string): AsyncIterable<string> {
    const entries = await guarded(async () => {
      const path = await this.insideRoot(folder);
      return path === null ? [] : await unlessAbsent(readdir(path, { withFileTypes: true }), []);
    });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) yield* this.listFolder(path);
      else if (entry.isFile() && isStorageKey(path)) yield path;
    }
  }

  /** The object's file; null if there is none inside the root. */
  private async find(key: string): Promise<{ path: string; stats: Stats } | null> {
    const path = await this.insideRoot(key);
    const stats = path === null ? null : await unlessAbsent(lstat(path), null);
    return path !== null && stats?.isFile() ? { path, stats } : null;
  }

  /** The real path of a path below the root; null if it does not exist or a link leads out of the root. */
  private async insideRoot(relativePath: string): Promise<string | null> {
    const path = await unlessAbsent(realpath(join(this.root, relativePath)), null);
    const root = await unlessAbsent(realpath(this.root), null);
    return path !== null && root !== null && path.startsWith(root + sep) ? path : null;
  }

  private async require(key: string): Promise<{ path: string; stats: Stats }> {
    const found = await this.find(key);
    if (found === null) throw new ObjectNotFound(key);
    return found;
  }

  /** Refuses to write below a link that leads out of the root; checks the deepest existing folder. */
  private async assertFolderInside(folder: string): Promise<void> {
    await mkdir(this.root, { recursive: true });
    const root = await realpath(this.root);
    let existing = folder;
    while (!(await exists(existing))) existing = dirname(existing);
    const real = await realpath(existing);
    if (real === root || real.startsWith(root + sep)) return;
    const cause = new Error(`${folder} leads out of the storage folder`);
    throw new RegenerationFailure('STORAGE_FAILED', 'The storage folder holds a link that leads out of it.', {
      cause,
    });
  }
}

/** Converts the system's errors to storage errors; an abort stays unchanged. */
async function guarded<T>(operation: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof ObjectNotFound || signal?.aborted) throw error;
    throw storageFailure(error);
  }
}

function toInfo(stats: Stats): ObjectInfo {
  return { size: stats.size, modifiedAt: stats.mtime };
}

function isAbsent(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP';
}

async function exists(path: string): Promise<boolean> {
  return (await unlessAbsent(lstat(path), null)) !== null;
}

/** What was asked of the disk, or `otherwise` where the file is not there: another process may have just deleted it. */
async function unlessAbsent<T, U>(asked: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await asked;
  } catch (error) {
    if (isAbsent(error)) return otherwise;
    throw error;
  }
}
