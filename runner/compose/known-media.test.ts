import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalDiskStorage } from '../../core/storage/disk/local-disk.js';
import { readAhead } from './known-media.js';

const { signal } = new AbortController();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'known-media-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('checksums are read ahead of all files that are there, and of none once it is stopped', async () => {
  const storage = createLocalDiskStorage(join(folder, 'storage'));
  for (const name of ['one', 'other']) {
    await writeFile(join(folder, name), name);
    await storage.putFile(`clips/${name}.mp4`, join(folder, name), signal);
  }
  const keys = ['clips/missing.mp4', 'clips/one.mp4', 'clips/other.mp4', 'clips/one.mp4'];
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  expect(await readAhead(keys, storage, signal)).toEqual(
    new Map([
      ['clips/one.mp4', sha256('one')],
      ['clips/other.mp4', sha256('other')],
    ]),
  );
  expect(await readAhead(keys, storage, AbortSignal.abort())).toEqual(new Map());
});
