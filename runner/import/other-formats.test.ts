// cspell:ignore WEBPVP ftypheic AIFFCOMM ftypisom
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNotRead } from './other-formats.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
});
afterAll(() => rm(folder, { recursive: true }));

const packets = (size: number, ahead: number) =>
  Array.from({ length: 3 }, () => `${'\0'.repeat(ahead)}G${'x'.repeat(size - ahead - 1)}`).join('');

it.each([
  ['GIF89a…', 'a GIF'],
  ['RIFF\x01\n\x02\x03WEBPVP8X', 'a WebP picture'],
  ['RIFF\x01\n\x02\x03AVI LIST', 'an AVI file'],
  ['FLV\x01\x05', 'a Flash video'],
  [packets(188, 0), 'an MPEG transport stream'],
  [packets(192, 4), 'an MPEG transport stream'],
  ['\0\0\x01\xbaD\0', 'an MPEG program stream'],
  ['\0\0\0\x01\x67\x42', 'a picture stream without a container'],
  ['\0\0\x01\x09\x10', 'a picture stream without a container'],
  ['\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6', 'a Windows Media file'],
  ['\x89PNG\r\n\x1a\n', 'a PNG picture'],
  ['\xff\xd8\xff\xe0', 'a JPEG picture'],
  ['\0\0\0\x18ftypheic', 'a HEIC or AVIF picture'],
  ['FORM\0\0\n\x01AIFFCOMM', 'an AIFF file'],
  ['caff\0\x01', 'a CAF file'],
  ['#!AMR\n', 'an AMR recording'],
  ['MThd\0\0\0\x06', 'a MIDI file'],
  ['\xef\xbb\xbf#EXTM3U\n', 'a playlist'],
  ['\n <!DOCTYPE html><title>404', 'a web page'],
  ['<html>', 'a web page'],
  ['<?xml version="1.0"?>', 'an XML file'],
  ['PK\x03\x04', 'an archive'],
  ['version https://git-lfs.github.com/spec/v1', 'a pointer of Git LFS'],
])('%j is called what it is, and what helps is said', async (head, what) => {
  await writeFile(join(folder, 'clip.mp4'), head, 'latin1');
  const why = await whyNotRead(join(folder, 'clip.mp4'));
  expect(why).toMatch(new RegExp(`^It is ${what}, whatever its name says\\. [A-Z][^.]+\\.$`));
});

it.each([
  ['\0\0\0\x20ftypisom\0\0\x02\0', 'Its index is missing'],
  ['\0\0\0\x08wide\0\0\x10\0mdat', 'Its index is missing'],
  ['\0'.repeat(600), 'It begins with zeros'],
])('%j was not written whole', async (head, why) => {
  await writeFile(join(folder, 'clip.mp4'), head, 'latin1');
  expect(await whyNotRead(join(folder, 'clip.mp4'))).toMatch(new RegExp(`^${why}.* again.*\\.$`));
});

it.each(['', 'not a film', '\0\0', 'G'.repeat(10), 'RIFF'])('of %j nothing is known', async (head) => {
  await writeFile(join(folder, 'clip.mp4'), head, 'latin1');
  expect(await whyNotRead(join(folder, 'clip.mp4'))).toBeNull();
});
