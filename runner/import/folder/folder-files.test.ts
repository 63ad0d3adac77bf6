import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sortFolder } from './folder-files.js';

let folder: string;
const inFolder = (name: string) => join(folder, name);
const write = (...names: string[]) => Promise.all(names.map((name) => writeFile(inFolder(name), 'x')));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('takes clips under any name, in the order that people count in', async () => {
  const names = [
    ...['-dash.mp4', 'a b.mp4', 'c %03d.mp4', 'clip.mp4', 'clip (1).mp4', 'clip (2).mp4', 'clip 10.MP4'],
    ...['CON.mp4', 'd\nline.mp4', 'e “quotes\'".mp4', 'f 😀.mp4', 'g..mp4', 'h.mp4.', 'i.mp4 '],
    ...[`z${'z'.repeat(250)}.mp4`, 'م.mp4'],
  ];
  await write(...names.toReversed());
  const { clips, missing } = await sortFolder(folder);
  expect(clips.map((path) => basename(path))).toEqual(names);
  expect(missing).toEqual([]);
});

it('leaves out what systems put into folders, and looks through links', async () => {
  await write('1.mp4', '._1.mp4', '.DS_Store', 'Thumbs.db', 'desktop.ini', '.song.mp3.swp');
  await symlink('1.mp4', inFolder('2.mp4'));
  await mkdir(inFolder('__MACOSX'));
  const { clips, songs, others, folders, missing } = await sortFolder(folder);
  expect([clips, songs, folders].map((paths) => paths.map((path) => basename(path)))).toEqual([
    ['1.mp4', '2.mp4'],
    [],
    ['__MACOSX'],
  ]);
  expect(others.map((path) => basename(path))).toEqual(['desktop.ini', 'Thumbs.db']);
  expect(missing).toEqual([]);
});

it('says of each clip and song why it is not there: all others would move up', async () => {
  await write('.1.mp4.icloud', '2.mp4.crdownload', '3.MOV.part', 'notes.txt.part', '.notes.txt.icloud');
  await symlink('nowhere.mp4', inFolder('4.mp4'));
  await mkdir(inFolder('5.mp4'));
  const socket = createServer().listen(inFolder('6.mp4'));
  await once(socket, 'listening');
  await writeFile(Buffer.concat([Buffer.from(inFolder('7')), Buffer.from([0xfc]), Buffer.from('.mp4')]), 'x');
  await symlink('nowhere.mp3', inFolder('song.mp3'));
  const { clips, missing } = await sortFolder(folder);
  socket.close();
  expect(clips).toEqual([]);
  expect(missing.map(({ name, kind, why }) => [name, kind, why])).toEqual([
    ['1.mp4', 'clip', 'it is in iCloud and not on this machine. Download it first.'],
    ['2.mp4.crdownload', 'clip', 'its download has not ended. Wait for it, or take it away.'],
    ['3.MOV.part', 'clip', 'its download has not ended. Wait for it, or take it away.'],
    ['4.mp4', 'clip', 'it is a link that leads nowhere. Put the file there, or take the link away.'],
    ['5.mp4', 'clip', 'it is a folder; these are not looked into.'],
    ['6.mp4', 'clip', 'it is no file. Take it away.'],
    ['7\ufffd.mp4', 'clip', 'its name is not in UTF-8. Rename it.'],
    ['song.mp3', 'song', 'it is a link that leads nowhere. Put the file there, or take the link away.'],
  ]);
});
