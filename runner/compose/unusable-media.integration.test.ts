import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { createComposingFixture, slotsOf, type ComposingFixture } from '../../test/kit/media/composing.js';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import { makeClip, makeSong } from '../../test/kit/media/media.js';
import { makeUnusable, type BadFile } from '../../test/kit/media/unusable-media.js';
import { sortFolder } from '../import/folder/folder-files.js';
import { planFolderJob } from '../import/folder/folder-job.js';
import { textOutput } from '../import/output.js';

const SIZE = { width: 160, height: 90 };
const signal = new AbortController().signal;
let fixture: ComposingFixture;
let server: Server;
let connections = 0;
let good: string;
let song: string;
let secret: string;
let bad: BadFile[];

beforeAll(async () => {
  fixture = await createComposingFixture();
  server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  good = await makeClip({ file: fixture.inFolder('good.mp4'), seconds: 1, ...SIZE });
  song = await makeSong({ file: fixture.inFolder('song.mp3'), seconds: 4 });
  await mkdir(fixture.inFolder('elsewhere'));
  secret = await makeClip({ file: fixture.inFolder('elsewhere/secret.mp4'), seconds: 2, ...SIZE });
  const named = { url: `http://127.0.0.1:${port}/clip.ts`, otherFile: secret };
  bad = await makeUnusable((name) => fixture.inFolder(name), named);
}, 60_000);

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await fixture.drop();
});

eachFfmpeg((tools) => {
  it('a recomposition fails with the number of the clip and what is wrong with it, and calls no server', async () => {
    const first = await fixture.stored(good);
    const timeline = { ...slotsOf([20, 60]), transitions: [] };
    const messages: string[] = [];
    for (const { file } of bad) {
      const sources = [first, await fixture.stored(file)];
      const jobId = `${tools().build}-${path.basename(file)}`;
      const composition = { jobId, timeline, sources, song: null, ffmpeg: tools() };
      const failure = await fixture.compose(SIZE, composition).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'RECOMPOSITION_FAILED' });
      messages.push((failure as Error).message);
    }
    expect(messages).toEqual(bad.map(({ sentence }) => expect.stringMatching(clip2(sentence)) as string));
    expect(connections).toBe(0);
  }, 120_000);

  it('an import is refused with the number and name of each such clip, and calls no server', async () => {
    const folder = fixture.inFolder(`import-${tools().build}`);
    await mkdir(folder);
    await copyFile(song, path.join(folder, 'song.mp3'));
    await copyFile(good, path.join(folder, '0 good.mp4'));
    for (const [index, { file }] of bad.entries()) {
      await copyFile(file, path.join(folder, `${index + 1} ${path.basename(file)}`));
    }
    const before = await readdir(fixture.inFolder('.'), { recursive: true });
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    const report = textOutput(say, say);
    const deps = { ffmpeg: tools(), report };
    const names = bad.map(({ file }, index) => `clip ${index + 2} (${index + 1} ${path.basename(file)})`);
    await expect(planFolderJob(folder, await sortFolder(folder), deps, signal)).rejects.toThrow(
      `Nothing was imported: ${names.join(', ')} cannot be used.`,
    );
    expect(said).toHaveLength(bad.length);
    for (const [index, line] of said.entries()) {
      const name = `C${names[index]!.slice(1)}`;
      expect([name, line.startsWith(name)]).toEqual([name, true]);
      expect(line.slice(name.length)).toMatch(bad[index]!.imported);
    }
    expect(await readdir(fixture.inFolder('.'), { recursive: true })).toEqual(before);
    expect(connections).toBe(0);
  }, 120_000);
});

function clip2(words: RegExp): RegExp {
  return new RegExp(`^Clip 2${words.source.slice(1)}`);
}
