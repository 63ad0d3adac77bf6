import { appendFile, mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { frameHashes, makeClip } from '../../../test/kit/media/media.js';
import { seal, SealCheck } from './seal.js';

/** Checks a file's bytes in pieces, as they come from storage. */
async function isSealIntact(file: string, pieceBytes = 1 << 16): Promise<boolean> {
  const check = new SealCheck();
  const bytes = await readFile(file);
  for (let at = 0; at < bytes.length; at += pieceBytes) check.see(bytes.subarray(at, at + pieceBytes));
  return check.isIntact();
}

describe('seal', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'seal-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function sealed(name: string): Promise<string> {
    const file = path.join(folder, name);
    await writeFile(file, Buffer.alloc(100_000, 'film'));
    await seal(file);
    return file;
  }

  it('is intact as long as no byte changed', async () => {
    const file = await sealed('whole');
    expect(await isSealIntact(file)).toBe(true);
  });

  it.each([1, 7, 19, 20, 21, 100_000, 1 << 20])('is found in pieces of %i bytes', async (pieceBytes) => {
    const file = await sealed('pieces');
    expect(await isSealIntact(file, pieceBytes)).toBe(true);
    await truncate(file, 100_019);
    expect(await isSealIntact(file, pieceBytes)).toBe(false);
  });

  it('breaks with any flipped, missing or added byte', async () => {
    for (const position of [0, 50_000, 99_999, 100_010]) {
      const file = await sealed('flipped');
      const handle = await open(file, 'r+');
      await handle.write(Buffer.from([0]), 0, 1, position);
      await handle.close();
      expect([position, await isSealIntact(file)]).toEqual([position, false]);
    }
    const cut = await sealed('cut');
    await truncate(cut, 100_000);
    expect(await isSealIntact(cut)).toBe(false);
    const longer = await sealed('longer');
    await appendFile(longer, 'x');
    expect(await isSealIntact(longer)).toBe(false);
  });

  it('refuses an empty file and one that was never sealed', async () => {
    const file = path.join(folder, 'never');
    await writeFile(file, '');
    expect(await isSealIntact(file)).toBe(false);
    await writeFile(file, 'unsealed '.repeat(100));
    expect(await isSealIntact(file)).toBe(false);
  });

  it('is invisible to players', async () => {
    const clip = await makeClip({ file: path.join(folder, 'clip.mp4'), seconds: 0.5 });
    const before = await frameHashes(clip);
    await seal(clip);
    expect(await frameHashes(clip)).toEqual(before);
  });
});
