import { box, replaced, uint16 } from '../../kit/media/boxes.js';
import type { Random } from '../random.js';
import { boxes } from './structure.js';

/** Targets of planted references: none of them may ever be requested. */
export interface Targets {
  /** Local ports with a listener. */
  tcpPort: number;
  udpPort: number;
  /** An intact clip outside the import. */
  otherFile: string;
}

/** The addresses that could lead ffmpeg to a target. */
function addresses({ tcpPort, udpPort, otherFile }: Targets): string[] {
  const host = `127.0.0.1:${tcpPort}`;
  return [
    ...['http', 'https', 'tcp', 'rtmp', 'rtsp', 'ftp', 'tls', 'mmsh', 'icecast', 'gopher', 'hls+http'].map(
      (scheme) => `${scheme}://${host}/clip.ts`,
    ),
    ...[`udp://127.0.0.1:${udpPort}`, `rtp://127.0.0.1:${udpPort}`, `async:http://${host}/a.ts`],
    ...[otherFile, `file:${otherFile}`, `file://${otherFile}`, `../../${otherFile}`],
    ...[`concat:${otherFile}|http://${host}/b.ts`, `subfile,,start,0,end,0,,:${otherFile}`],
    ...[
      `crypto:${otherFile}`,
      `cache:http://${host}/c.ts`,
      `data:video/mp4;base64,AAAA`,
      'pipe:0',
      '/dev/zero',
    ],
  ];
}

const LISTS: ((address: string) => string)[] = [
  (to) => `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${to}\n#EXT-X-ENDLIST\n`,
  (to) => `#EXTM3U\n#EXT-X-MAP:URI="${to}"\n#EXT-X-KEY:METHOD=AES-128,URI="${to}"\n#EXTINF:1,\n${to}\n`,
  (to) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${to}\n`,
  (to) => `ffconcat version 1.0\nfile '${to}'\nduration 1\n`,
  (to) => `file '${to}'\n`,
  (to) =>
    `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>${to}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
  (to) =>
    `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\na=control:${to}\nm=video 9 RTP/AVP 96\n`,
  (to) => `<smil><body><video src="${to}"/></body></smil>`,
  (to) => `[playlist]\nFile1=${to}\nNumberOfEntries=1\n`,
  (to) => `[Reference]\nRef1=${to}\n`,
  (to) => `;FFMETADATA1\ntitle=${to}\n`,
  (to) => `RTSPtext${to}\n`,
  (to) =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="${to}"/></svg>`,
];

/** A list or manifest that refers to elsewhere, alone or with the media after it. */
export function plantedFile(bytes: Buffer, random: Random, targets: Targets): Buffer {
  const list = Buffer.from(random.pick(LISTS)(random.pick(addresses(targets))));
  return random.pick([list, Buffer.concat([list, bytes]), Buffer.concat([list, bytes.subarray(0, 500)])]);
}

/** The media with a reference in it: in its container's place for one, else over or after its bytes. */
export function plantedReference(bytes: Buffer, random: Random, targets: Targets): Buffer {
  const address = random.pick(addresses(targets));
  const hasData = boxes(bytes).some(({ type }) => type === 'dref');
  if (hasData && random.between(0, 4) > 0) return inContainer(bytes, address, random);
  const text = Buffer.from(random.pick([address, `-->\0\x03${address}\0`, random.pick(LISTS)(address)]));
  const at = random.between(0, bytes.length);
  return random.pick([
    Buffer.concat([bytes.subarray(0, at), text, bytes.subarray(at + text.length)]),
    Buffer.concat([bytes.subarray(0, at), text, bytes.subarray(at)]),
    Buffer.concat([bytes, text]),
  ]);
}

const DATA = ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref'];

/** QuickTime's ways to refer to pictures in another file. */
function inContainer(bytes: Buffer, address: string, random: Random): Buffer {
  const entries = Buffer.concat([Buffer.alloc(4), Buffer.from([0, 0, 0, 1])]);
  const text = Buffer.from(`${address}\0`);
  switch (random.pick(['alias', 'url', 'urn', 'movie'] as const)) {
    case 'alias':
      return replaced(bytes, DATA, box('dref', Buffer.concat([entries, alias(address)])));
    case 'url':
      return replaced(
        bytes,
        DATA,
        box('dref', Buffer.concat([entries, box('url ', Buffer.concat([Buffer.alloc(4), text]))])),
      );
    case 'urn':
      return replaced(
        bytes,
        DATA,
        box('dref', Buffer.concat([entries, box('urn ', Buffer.concat([Buffer.alloc(4), text, text]))])),
      );
    case 'movie': {
      const size = Buffer.alloc(4);
      size.writeUInt32BE(text.length);
      const reference = box('rdrf', Buffer.concat([Buffer.alloc(4), Buffer.from('url '), size, text]));
      return replaced(bytes, ['moov'], box('moov', box('rmra', box('rmda', reference))));
    }
  }
}

/** A Macintosh alias, of the kind that ffmpeg knows. */
export function alias(target: string): Buffer {
  const path = Buffer.from(target.replaceAll('/', ':') + (target.length % 2 === 0 ? '' : '\0'));
  const item = Buffer.concat([uint16(2), uint16(path.length), path, uint16(0xffff), uint16(0)]);
  const record = Buffer.alloc(150);
  record.writeUInt16BE(1, 130); // How far to climb from the film to the folder that both are in, and down again.
  record.writeUInt16BE(1, 132);
  return box('alis', Buffer.concat([Buffer.alloc(4), record, item]));
}
