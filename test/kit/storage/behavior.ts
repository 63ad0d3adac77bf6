import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ObjectNotFound, type Storage } from '../../../core/storage/storage.js';

/**
 * Declares the tests that every storage passes.
 *
 * @param open Opens an empty storage. `folder` is a scratch folder that is removed after each test.
 */
export function itStoresObjects(open: (folder: string) => Promise<Storage> | Storage): void {
  let folder: string;
  let storage: Storage;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'storage-')));
    storage = await open(folder);
  });
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  async function fileWith(content: string): Promise<string> {
    const path = join(folder, `source-${Math.random()}`);
    await writeFile(path, content);
    return path;
  }

  async function keysUnder(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const key of storage.list(prefix)) keys.push(key);
    return keys;
  }

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

  it('reports every byte that it reads or writes, in order, and their number', async () => {
    const content = 'film '.repeat(500_000);
    const seen = { put: '', fetched: '' };
    const totals = new Set<number>();
    const watcher = (way: keyof typeof seen) => (chunk: Uint8Array, totalBytes: number) => {
      seen[way] += Buffer.from(chunk).toString();
      totals.add(totalBytes);
    };
    await storage.putFile('b/film', await fileWith(content), undefined, watcher('put'));
    await storage.fetchToFile('b/film', join(folder, 'film'), undefined, watcher('fetched'));
    expect(seen.put === content && seen.fetched === content).toBe(true);
    expect([...totals]).toEqual([content.length]);
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
}
