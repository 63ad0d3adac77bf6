import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundledTools } from '../../../test/kit/media/ffmpegs.js';
import { makeClip, makeSong } from '../../../test/kit/media/media.js';
import { textOutput } from '../output.js';
import { sortFolder } from './folder-files.js';
import { planFolderJob } from './folder-job.js';

let folder: string;
let clip: string;
let song: string;
const inFolder = (...names: string[]) => path.join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'odd-folder-'));
  clip = await makeClip({ file: inFolder('clip.mp4'), seconds: 0.2, width: 64, height: 36 });
  song = await makeSong({ file: inFolder('song.mp3'), seconds: 3 });
});
afterAll(() => rm(folder, { recursive: true }));

/** Imports a folder of these clips and the song up to its plan; resolves to what was said, an error last. */
async function planned(name: string, clips: [name: string, file: string][], texts: Record<string, string>) {
  await mkdir(inFolder(name));
  await copyFile(song, inFolder(name, 'song.mp3'));
  for (const [clipName, file] of clips) await copyFile(file, inFolder(name, clipName));
  for (const [text, content] of Object.entries(texts)) await writeFile(inFolder(name, text), content);
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const deps = { ffmpeg: await bundledTools(), report: textOutput(say, say) };
  const files = await sortFolder(inFolder(name));
  const plan = await planFolderJob(inFolder(name), files, deps, new AbortController().signal).catch(
    (error: Error) => void said.push(error.message),
  );
  return { plan, said };
}

it('no name of a file means anything to ffmpeg', async () => {
  const names = ['%03d.mp4', '--help.mp4', '-i.mp4', '[q].mp4', '*.mp4', 'concat:a|b.mp4', 'file:c.mp4'];
  names.push('a\nb.mp4', `d'"$(x);.mp4`, 'e😀 .mp4.', 'pipe:1.mp4', `z${'z'.repeat(250)}.mp4`);
  const { plan, said } = await planned(
    'names',
    names.map((name) => [name, clip]),
    {},
  );
  expect(said).toEqual([]);
  expect(plan!.clips.size).toBe(names.length);
});

it('refuses a clip that would be seen for less than three frames', async () => {
  const still = await makeClip({ file: inFolder('still.mp4'), seconds: 0.04, width: 64, height: 36 });
  const { said } = await planned(
    'short',
    [
      ['1.mp4', still],
      ['2.mp4', clip],
    ],
    {},
  );
  expect(said).toEqual([
    expect.stringMatching(
      /^Clip 1 \(1\.mp4\) lasts 0\.0\d seconds, less than 0\.1, the least for a clip\. Make a video of it /,
    ),
    'Nothing was imported: clip 1 (1.mp4) cannot be used.',
  ]);
});

it('takes the text that says it is the prompts and holds some, and says what pictures are not', async () => {
  const clips: [string, string][] = [
    ['1.mp4', clip],
    ['2.mp4', clip],
  ];
  const texts = { 'a.txt': '', 'notes.txt': 'Buy milk', 'my prompts.txt': '\ufeffA\r\nB\r\n', '3.png': 'x' };
  const { plan, said } = await planned('texts', clips, texts);
  const stage = plan!.stages.find(({ stageName }) => stageName === 'prompt_generator');
  expect(JSON.stringify(stage!.metadata)).toContain(
    '[{"clip_index":0,"prompt":"A"},{"clip_index":1,"prompt":"B"}]',
  );
  expect(said).toEqual([
    'a.txt is empty.',
    'notes.txt is not used: my prompts.txt already gives the prompts.',
    '3.png is not used: a picture becomes a clip once it is a video.',
  ]);
});
