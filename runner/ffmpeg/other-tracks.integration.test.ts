import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import { makeClip } from '../../test/kit/media/media.js';
import { copyTracks } from '../../test/kit/media/odd-footage.js';
import { checkDecodable } from './length/check-decodable.js';
import { probeMedia } from './probe.js';

/** Tracks beside the picture, of which none is shown. */
let folder: string;
let small: string;
let large: string;
let huge: string;
const inFolder = (name: string) => path.join(folder, name);
const never = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tracks-'));
  small = await makeClip({ file: inFolder('small.mp4'), seconds: 0.3, width: 64, height: 36 });
  large = await makeClip({ file: inFolder('large.mp4'), seconds: 0.3, width: 160, height: 90 });
  huge = await makeClip({
    file: inFolder('huge.mp4'),
    seconds: 0.1,
    fps: 10,
    width: 4320,
    height: 7680,
    pattern: 'color=red',
  });
  await writeFile(inFolder('words.srt'), '1\n00:00:00,000 --> 00:00:00,200\nhello\n');
});
afterAll(() => rm(folder, { recursive: true }));

/** The file with these bytes in place of others that are as many. */
async function patched(file: string, ...changes: [from: string, to: string][]): Promise<string> {
  const bytes = await readFile(file);
  for (const [from, to] of changes) bytes.write(to.padEnd(from.length, '\0'), bytes.indexOf(from), 'latin1');
  await writeFile(file, bytes);
  return file;
}

const withWords = (file: string, ...codec: string[]) =>
  copyTracks(file, '-i', large, '-i', inFolder('words.srt'), '-map', '0', '-map', '1', ...codec);

eachFfmpeg((tools) => {
  it.each<[string, () => Promise<string>]>([
    ['text', () => withWords(inFolder('text.mkv'))],
    ['pictures', async () => patched(await withWords(inFolder('p.mkv')), ['S_TEXT/UTF8', 'S_HDMV/PGS'])],
    ['a kind of its own', async () => patched(await withWords(inFolder('k.mkv')), ['S_TEXT/UTF8', 'S_KATE'])],
    [
      'captions of a camera',
      async () => {
        const file = await withWords(inFolder('captions.mp4'), '-c:s', 'mov_text');
        return patched(file, ['tx3g', 'c608'], ['sbtl', 'clcp']);
      },
    ],
  ])('a clip with subtitles is taken: %s', async (_kind, make) => {
    const file = await make();
    const probe = await probeMedia(file, tools());
    expect(probe.video).toMatchObject({ specifier: 'v:0', width: 160 });
    await checkDecodable(file, probe, tools(), never);
  });

  it('of two pictures, the one that players show counts', async () => {
    const both = ['-i', small, '-i', large, '-map', '0', '-map', '1'];
    const second = inFolder('second.mkv');
    await copyTracks(second, ...both, '-disposition:v:0', '0', '-disposition:v:1', 'default');
    expect((await probeMedia(second, tools())).video).toMatchObject({ specifier: '1', width: 160 });
    await copyTracks(inFolder('first.mkv'), ...both);
    expect((await probeMedia(inFolder('first.mkv'), tools())).video).toMatchObject({ width: 64 });
  });

  it('says the size of a picture that is too large to be read', async () => {
    await expect(probeMedia(huge, tools())).rejects.toThrow(
      'Its picture of 4320x7680 is larger than 4096x2304, the most that is supported.',
    );
  });
});
