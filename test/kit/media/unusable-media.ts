import { execFile } from 'node:child_process';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { KIT_FFMPEG, makeClip } from './media.js';
import { box, replaced } from './boxes.js';
import { alias } from '../../security/media/planted.js';

const run = promisify(execFile);

/** A file that is named like a clip but is not one, or that refers to another file or to a server. */
export interface BadFile {
  file: string;
  /** A pattern for the user's sentence after "Clip 2". */
  sentence: RegExp;
  /** The same at an import, which says more where a file is unreadable. */
  imported: RegExp;
}

const NO_MEDIA =
  /^ cannot be used\. The file is not a video or sound file that can be read, or it is damaged\.$/;
const PLAYLIST = /^ is a playlist, whatever its name says\. Use the file that it names\.$/;
const MANIFEST = /^ is an XML file, whatever its name says\. Use the file that it names\.$/;
const BROKEN_OFF =
  /^ cannot be used\. Its index is missing or damaged, .*broke off\. Download it again, or .*\.$/;
const DAMAGED = /^ cannot be used\. The file is damaged or incomplete\.$/;
const NO_PICTURE =
  /^ cannot be used\. (The file is damaged or incomplete|No picture can be read from the file)\.$/;
const NO_VIDEO_TRACK = /^ has no video track\.$/;

/** Makes one file of each kind. Some of them refer to `url` or `otherFile`. */
export async function makeUnusable(
  inFolder: (name: string) => string,
  { url, otherFile }: { url: string; otherFile: string },
): Promise<BadFile[]> {
  const whole = await makeClip({ file: inFolder('whole-source.mp4'), seconds: 2, width: 160, height: 90 });
  const bytes = await readFile(whole);
  const fast = inFolder('fast-source.mp4');
  await ffmpeg(['-i', whole, '-c', 'copy', '-movflags', '+faststart', fast]);
  const contents: [name: string, content: string | Buffer, sentence: RegExp, imported?: RegExp][] = [
    ['empty.mp4', '', /^ cannot be used\. The file is empty\.$/],
    ['text.mp4', 'not a film\n'.repeat(500), NO_MEDIA],
    ['garbage.mp4', Buffer.from(Array.from({ length: 20_000 }, (_, n) => (n * 7919) % 251)), NO_MEDIA],
    ['without-index.mp4', bytes.subarray(0, bytes.indexOf('moov') - 4), NO_MEDIA, BROKEN_OFF],
    ['broken-off.mp4', bytes.subarray(0, bytes.length / 2), NO_MEDIA, BROKEN_OFF],
    ['hls.mp4', `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${url}\n#EXT-X-ENDLIST\n`, NO_MEDIA, PLAYLIST],
    [
      'hls-file.mp4',
      `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${otherFile}\n#EXT-X-ENDLIST\n`,
      NO_MEDIA,
      PLAYLIST,
    ],
    ['concat.mp4', `ffconcat version 1.0\nfile '${url}'\n`, NO_MEDIA],
    ['concat-file.mp4', `ffconcat version 1.0\nfile '${otherFile}'\n`, NO_MEDIA],
    ['dash.mp4', dashManifest(url), NO_MEDIA, MANIFEST],
    [
      'sdp.mp4',
      'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n',
      NO_MEDIA,
    ],
    ['other-file.mov', withReference(bytes, otherFile), NO_PICTURE],
    ['address.mov', withReference(bytes, url), NO_PICTURE],
    [
      'huge.mov',
      await hugePicture(inFolder('small-source.mov')),
      /^ cannot be used\. Its picture cannot be read, or it is larger than 4096x2304, /,
    ],
  ];
  for (const [name, content] of contents) await writeFile(inFolder(name), content);
  const half = inFolder('cut-short.mp4');
  await writeFile(half, await readFile(fast));
  await truncate(half, Math.floor((await readFile(fast)).length / 2));
  const sound = inFolder('sound-only.mp4');
  await ffmpeg(['-f', 'lavfi', '-i', 'sine=d=2', '-c:a', 'aac', sound]);
  return [
    ...contents.map(([name, , sentence, imported = sentence]) => ({
      file: inFolder(name),
      sentence,
      imported,
    })),
    { file: half, sentence: DAMAGED, imported: DAMAGED },
    { file: sound, sentence: NO_VIDEO_TRACK, imported: NO_VIDEO_TRACK },
  ];
}

function dashManifest(url: string): string {
  return (
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S"' +
    ' profiles="urn:mpeg:dash:profile:isoff-main:2011" minBufferTime="PT1S"><Period><AdaptationSet' +
    ` mimeType="video/mp4"><Representation id="1" bandwidth="1000"><BaseURL>${url}</BaseURL></Representation>` +
    '</AdaptationSet></Period></MPD>'
  );
}

/** The film's boxes, with a data reference to another place. */
function withReference(film: Buffer, target: string): Buffer {
  const reference = box('dref', Buffer.concat([Buffer.alloc(4), Buffer.from([0, 0, 0, 1]), alias(target)]));
  return replaced(film, ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref'], reference);
}

/** A few bytes of PNG that declare a picture of 16000x16000, in a QuickTime file that declares the same. */
async function hugePicture(file: string): Promise<Buffer> {
  await ffmpeg(['-f', 'lavfi', '-i', 'color=s=64x64:r=10:d=0.5', '-c:v', 'png', file]);
  const bytes = await readFile(file);
  const entry = bytes.indexOf('png ', bytes.indexOf('stsd')) - 4;
  bytes.writeUInt16BE(16_000, entry + 32);
  bytes.writeUInt16BE(16_000, entry + 34);
  for (let at = bytes.indexOf('IHDR'); at !== -1; at = bytes.indexOf('IHDR', at + 1)) {
    bytes.writeUInt32BE(16_000, at + 4);
    bytes.writeUInt32BE(16_000, at + 8);
    bytes.writeUInt32BE(crc32(bytes.subarray(at, at + 17)), at + 17);
  }
  return bytes;
}

async function ffmpeg(args: string[]): Promise<void> {
  await run(KIT_FFMPEG, ['-nostdin', '-y', '-v', 'error', ...args]);
}
