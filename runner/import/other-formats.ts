import { open } from 'node:fs/promises';

const AS_VIDEO = 'Save it as mp4.';
const AS_SOUND = 'Save it as mp3 or wav.';
const AS_FILM = 'Make a video of it that lasts as long as it is to be seen.';

/** How files begin that people take for clips and songs, what they are, and what helps. */
const FORMATS: readonly (readonly [begins: RegExp, what: string, advice: string])[] = [
  [/^GIF8[79]a/, 'a GIF', AS_VIDEO],
  [/^RIFF.{4}WEBP/s, 'a WebP picture', AS_VIDEO],
  [/^RIFF.{4}AVI /s, 'an AVI file', AS_VIDEO],
  [/^FLV\x01/, 'a Flash video', AS_VIDEO],
  [/^G.{187}G.{187}G|^.{4}G.{191}G/s, 'an MPEG transport stream', AS_VIDEO],
  [/^\0\0\x01\xba/, 'an MPEG program stream', AS_VIDEO],
  [/^\0{2,3}\x01[\x09\x27\x40\x46\x67]/, 'a picture stream without a container', AS_VIDEO],
  [/^\x30\x26\xb2\x75\x8e\x66\xcf\x11/, 'a Windows Media file', 'Save it as mp4, or a song as mp3.'],
  [/^\x89PNG\r\n/, 'a PNG picture', AS_FILM],
  [/^\xff\xd8\xff/, 'a JPEG picture', AS_FILM],
  [/^.{4}ftyp(?:hei[cx]|mif1|msf1|avi[fs])/s, 'a HEIC or AVIF picture', AS_FILM],
  [/^FORM.{4}AIF[CF]/s, 'an AIFF file', AS_SOUND],
  [/^caff/, 'a CAF file', AS_SOUND],
  [/^#!AMR/, 'an AMR recording', AS_SOUND],
  [/^MThd/, 'a MIDI file', AS_SOUND],
  [/^(?:\xef\xbb\xbf)?#EXTM3U/, 'a playlist', 'Use the file that it names.'],
  [/^(?:\xef\xbb\xbf)?\s{0,99}<(?:!doctype|html)/i, 'a web page', 'Download the file again.'],
  [/^(?:\xef\xbb\xbf)?<\?xml/, 'an XML file', 'Use the file that it names.'],
  [/^(?:PK\x03\x04|Rar!|7z\xbc\xaf)/, 'an archive', 'Unpack it first.'],
  [/^version https:\/\/git-lfs/, 'a pointer of Git LFS', 'Fetch the file itself.'],
];

/** As many bytes as the longest of the beginnings takes. */
const HEAD_BYTES = 512;

const WITHOUT_INDEX =
  'Its index is missing or damaged, as where a recording or a download broke off. Download it again, or have it repaired.';

/**
 * Why a file that ffmpeg does not read cannot be read, as a sentence for users: it is of another format, or was never
 * written whole. Null where its beginning says nothing.
 */
export async function whyNotRead(file: string): Promise<string | null> {
  const head = await headOf(file);
  const found = FORMATS.find(([begins]) => begins.test(head));
  if (found !== undefined) return `It is ${found[1]}, whatever its name says. ${found[2]}`;
  if (/^.{4}(?:ftyp|wide|mdat)/s.test(head)) return WITHOUT_INDEX;
  if (/^\0{512}/.test(head)) return 'It begins with zeros, as copies do that broke off. Copy it again.';
  return null;
}

/** Each byte as one character. */
async function headOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
