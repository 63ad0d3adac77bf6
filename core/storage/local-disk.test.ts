import {
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
import { RegenerationFailure } from '../errors.js';
import { createLocalDiskStorage } from './local-disk.js';
import { storageFailure } from './storage-failure.js';
import { ObjectNotFound, type Storage } from './storage.js';

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
  it('gives back what was put, whole and by ranges', async () => {
    const info = await storage.putFile('video-clips/job/clip_0.mp4', await fileWith('0123456789'));
    expect(info.size).toBe(10);
    expect(await storage.stat('video-clips/job/clip_0.mp4')).toEqual(info);
    expect(await text(await storage.openRead('video-clips/job/clip_0.mp4'))).toBe('0123456789');
    const range = await storage.openRead('video-clips/job/clip_0.mp4', { start: 2, end: 4 });
    expect(await text(range)).toBe('234');
    await storage.fetchToFile('video-clips/job/clip_0.mp4', join(folder, 'deep/er/copy.mp4'));
    expect(await readFile(join(folder, 'deep/er/copy.mp4'), 'utf8')).toBe('0123456789');
  });

  it('accepts the same content again and refuses other content under a taken key', async () => {
    await storage.putFile('b/one', await fileWith('first'));
    await storage.putFile('b/one', await fileWith('first'));
    await expect(storage.putFile('b/one', await fileWith('other'))).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      message: 'A different file is already stored under this name.',
    });
    expect(await text(await storage.openRead('b/one'))).toBe('first');
  });

  it('says that an object is missing, and deletes what is not there without complaint', async () => {
    await expect(storage.openRead('b/none')).rejects.toThrow(ObjectNotFound);
    await expect(storage.fetchToFile('b/none', join(folder, 'x'))).rejects.toThrow(ObjectNotFound);
    expect(await storage.stat('b/none')).toBeNull();
    await storage.delete('b/none');
    await storage.putFile('b/some', await fileWith('x'));
    await storage.delete('b/some');
    expect(await storage.stat('b/some')).toBeNull();
  });

  it('lists every key under a prefix and nothing beside it', async () => {
    for (const key of ['b/j/2', 'b/j/sub/1', 'b/j2/3', 'c/j/4'])
      await storage.putFile(key, await fileWith(key));
    expect(await keysUnder('b/j/')).toEqual(['b/j/2', 'b/j/sub/1']);
    expect(await keysUnder('b/')).toEqual(['b/j/2', 'b/j/sub/1', 'b/j2/3']);
    expect(await keysUnder('nothing/')).toEqual([]);
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
    for (let part: string | undefined; part === undefined; await nextTurn()) {
      part = (await readdir(join(root, 'b'))).find((name) => name.endsWith('.part'));
      if (part !== undefined) await damage(join(root, 'b', part));
    }
    await expect(put).rejects.toMatchObject({ code: 'STORAGE_FAILED', options: { transient: true } });
    expect(await readdir(join(root, 'b'))).toEqual([]);
    await storage.putFile('b/big', big);
    expect((await storage.stat('b/big'))?.size).toBe(256 * 1024 * 1024);
  });

  it('does not list or serve a copy that is still growing', async () => {
    await storage.putFile('b/done', await fileWith('x'));
    await writeFile(join(root, 'b', '.next.part'), 'ha');
    expect(await keysUnder('b/')).toEqual(['b/done']);
    await expect(storage.stat('b/.next.part')).rejects.toThrow(RegenerationFailure);
  });

  it.each([
    '../secret',
    'b/../../secret',
    'b/..',
    '/etc/passwd',
    'b//x',
    'b/x/',
    'b',
    '',
    'b/%2e%2e/x',
    'b/%252e%252e/x',
    'b/a\0.mp4',
    'b\\..\\x',
    'b/.hidden',
    'b/line\nbreak',
    'b/é',
    `b/${'x'.repeat(201)}`,
  ])('refuses %j as a key, whatever is asked', async (key) => {
    await writeFile(join(folder, 'secret'), 'secret');
    const source = await fileWith('x');
    await expect(storage.openRead(key)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    await expect(storage.putFile(key, source)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    await expect(storage.fetchToFile(key, join(folder, 'out'))).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
    await expect(storage.stat(key)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    await expect(storage.delete(key)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    const prefix = key === 'b' ? 'b' : `${key}/`;
    await expect(keysUnder(prefix)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
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
