import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeClip } from '../../../test/kit/media/media.js';
import { mp4Tracks } from './mp4-tracks.js';
import { seal } from '../../compose/segments/seal.js';

let folder: string;
let clip: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mp4-tracks-'));
  clip = await makeClip({ file: path.join(folder, 'clip.mp4'), seconds: 1.5, sound: true });
});
afterAll(() => rm(folder, { recursive: true }));

describe('mp4Tracks', () => {
  it('counts the frames of the picture and the packets of the sound, behind a seal, too', async () => {
    const [picture, sound] = await mp4Tracks(clip);
    expect(picture).toMatchObject({ handler: 'vide', samples: 45 });
    expect(sound!.handler).toBe('soun');
    expect(sound!.samples * 1024).toBeGreaterThanOrEqual(1.5 * 44100);
    await seal(clip);
    expect(await mp4Tracks(clip)).toEqual([picture, sound]);
  });

  it('finds nothing in a file that is cut anywhere, or no mp4', async () => {
    const bytes = await readFile(clip);
    const cut = path.join(folder, 'cut.mp4');
    const boxEnds = new Set([0, bytes.readUInt32BE(0)]);
    for (let length = 1; length < bytes.length; length += 997) {
      await writeFile(cut, bytes.subarray(0, length));
      if (!boxEnds.has(length)) expect([length, await mp4Tracks(cut)]).toEqual([length, []]);
    }
    await writeFile(cut, 'no film at all '.repeat(100));
    expect(await mp4Tracks(cut)).toEqual([]);
    await writeFile(cut, '');
    expect(await mp4Tracks(cut)).toEqual([]);
  });
});
