import { execFileSync } from 'node:child_process';
import {
  lstat,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  realpath,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { itStoresObjects } from '../../../test/kit/storage/behavior.js';
import { itRequires } from '../../../test/kit/jest/requirements.js';
import { RegenerationFailure } from '../../errors.js';
import { createLocalDiskStorage } from './local-disk.js';
import { storageFailure } from '../storage-failure.js';
import { ObjectNotFound, type Storage } from '../storage.js';

let folder: string;
let root: string;
let storage: Storage;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'local-disk-')));
  root = join(folder, 'objects');
  storage = createLocalDiskStorage(root);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function fileWith(content: string): Promise<string> {
  const path = join(folder, `source-${Math.random()}`);
  await writeFile(path, content);
  return path;
}

/** Changes the first byte of a file. */
async function damage(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write('!', 0);
  await handle.close();
}

async function keysUnder(prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of storage.list(prefix)) keys.push(key);
  return keys;
}

describe('local disk storage', () => {
  it('brings an object any number of times to the same path, and keeps it when that is removed', async () => {
    await storage.putFile('b/one', await fileWith('first'));
    await mkdir(join(folder, 'scratch'));
    for (let time = 0; time < 2; time++) await storage.fetchToFile('b/one', join(folder, 'scratch/copy'));
    expect(await readdir(join(folder, 'scratch'))).toEqual(['copy']);
    await rm(join(folder, 'scratch/copy'));
    expect(await text(await storage.openRead('b/one'))).toBe('first');
  });

  itRequires('root', 'brings an object to another disk', async () => {
    await storage.putFile('b/one', await fileWith('first'));
    const disk = join(folder, 'disk');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
    try {
      let seen = '';
      const watch = (chunk: Uint8Array) => (seen += Buffer.from(chunk).toString());
      await storage.fetchToFile('b/one', join(disk, 'copy'), undefined, watch);
      expect([await readFile(join(disk, 'copy'), 'utf8'), seen]).toEqual(['first', 'first']);
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });

  it('leaves nothing behind when a copy is aborted or its source is missing', async () => {
    const big = await fileWith('x');
    await truncate(big, 256 * 1024 * 1024);
    const controller = new AbortController();
    const put = storage.putFile('b/big', big, controller.signal);
    setImmediate(() => controller.abort());
    await expect(put).rejects.toMatchObject({ name: 'AbortError' });
    await expect(storage.putFile('b/gone', join(folder, 'no-such-file'))).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
    expect(await storage.stat('b/big')).toBeNull();
    expect(await readdir(join(root, 'b')).catch(() => [])).toEqual([]);
  });

  it('34: keeps no copy whose bytes are not those of the file', async () => {
    const big = await fileWith('x');
    await truncate(big, 256 * 1024 * 1024);
    await mkdir(join(root, 'b'), { recursive: true });
    const put = storage.putFile('b/big', big);
    // A disk that fails while the copy grows on it: its beginning turns into something else.
    let damaged = false;
    while (!damaged) {
      await nextTurn();
      const part = (await readdir(join(root, 'b'))).find((name) => name.endsWith('.part'));
      // What is not yet written would be written over the damage.
      if (part === undefined || (await lstat(join(root, 'b', part))).size < 4 << 20) continue;
      await damage(join(root, 'b', part));
      damaged = true;
    }
    await expect(put).rejects.toMatchObject({ code: 'STORAGE_FAILED', options: { transient: true } });
    expect(await readdir(join(root, 'b'))).toEqual([]);
    await storage.putFile('b/big', big);
    expect((await storage.stat('b/big'))?.size).toBe(256 * 1024 * 1024);
  });

  it('takes an object that is deleted while it is looked at for one that is not there', async () => {
    const keys = Array.from({ length: 20 }, (_, number) => `b/${number}/object`);
    for (const key of keys) await storage.putFile(key, await fileWith('x'));
    const lookUntilGone = async (key: string) => {
      while ((await storage.stat(key)) !== null) await nextTurn();
    };
    const readUntilGone = async (key: string) => {
      for (;;) (await storage.openRead(key)).destroy();
    };
    for (const key of keys) {
      const read = expect(readUntilGone(key)).rejects.toThrow(ObjectNotFound);
      await Promise.all([
        lookUntilGone(key),
        read,
        storage.delete(key),
        storage.delete(key),
        keysUnder('b/'),
      ]);
    }
    expect(await keysUnder('b/')).toEqual([]);
  });

  it('does not list or serve a copy that is still growing', async () => {
    await storage.putFile('b/done', await fileWith('x'));
    await writeFile(join(root, 'b', '.next.part'), 'ha');
    expect(await keysUnder('b/')).toEqual(['b/done']);
    await expect(storage.stat('b/.next.part')).rejects.toThrow(RegenerationFailure);
  });

  it('follows no symbolic link out of its root, neither reading nor writing', async () => {
    await mkdir(join(folder, 'outside'));
    await writeFile(join(folder, 'outside/secret'), 'secret');
    await mkdir(join(root, 'b'), { recursive: true });
    await symlink(join(folder, 'outside/secret'), join(root, 'b/link'));
    await symlink(join(folder, 'outside'), join(root, 'b/folder'));
    expect(await storage.stat('b/link')).toBeNull();
    await expect(storage.openRead('b/link')).rejects.toThrow(ObjectNotFound);
    await expect(storage.openRead('b/folder/secret')).rejects.toThrow(ObjectNotFound);
    await expect(storage.putFile('b/folder/new/file', await fileWith('x'))).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
    await storage.delete('b/folder/secret');
    expect(await keysUnder('b/')).toEqual([]);
    expect(await keysUnder('b/folder/')).toEqual([]);
    expect(await readdir(join(folder, 'outside'))).toEqual(['secret']);
  });

  it('says in plain words that the disk is full', async () => {
    const full = await writeFile('/dev/full', 'x').catch((error: unknown) => storageFailure(error));
    expect(full).toMatchObject({ code: 'STORAGE_FAILED', options: { cause: { code: 'ENOSPC' } } });
    expect((full as Error).message).toMatch(/^There is no disk space left/);
  });
});

describe('what every storage does, on a local disk', () => {
  itStoresObjects((scratch) => createLocalDiskStorage(join(scratch, 'objects')));
});
