import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { box } from './boxes.js';
import { KIT_FFMPEG, makeClip, type ClipOptions } from './media.js';

/** Clips as cameras and shops write them. */
const run = promisify(execFile);

/** A clip of HDR: SDR of the pattern, with its white at 203 cd/m². */
export function makeHdrClip(transfer: 'smpte2084' | 'arib-std-b67', options: ClipOptions): Promise<string> {
  const target = `t=${transfer}:p=bt2020:m=2020_ncl:r=limited:npl=203`;
  return makeClip({
    ...options,
    filters: `format=gbrp,zscale=tin=bt709:pin=bt709:min=gbr:rin=full:${target},format=yuv420p10le`,
    pixelFormat: 'yuv420p10le',
    colorMatrix: 'bt2020nc',
    transfer,
  });
}

/** A clip whose cover art is the file's first track: the metadata stand before the tracks. */
export async function makeCoveredClip(options: ClipOptions & { cover: string }): Promise<string> {
  const { file, cover } = options;
  const [plain, picture] = [`${file}.plain.mp4`, `${file}.jpg`];
  await makeClip({ ...options, file: plain });
  const quiet = ['-nostdin', '-y', '-v', 'error'];
  await run(KIT_FFMPEG, [
    ...quiet,
    '-f',
    'lavfi',
    '-i',
    `color=${cover}:s=640x360:d=0.1`,
    '-frames:v',
    '1',
    picture,
  ]);
  const tracks = ['-map', '0', '-map', '1', '-c', 'copy', '-disposition:v:1', 'attached_pic'];
  await run(KIT_FFMPEG, [...quiet, '-i', plain, '-i', picture, ...tracks, file]);
  await writeFile(file, metadataFirst(await readFile(file)));
  await Promise.all([rm(plain), rm(picture)]);
  return file;
}

/** The index stays as long, so that the places of the frames stay right. */
function metadataFirst(bytes: Buffer): Buffer {
  const at = bytes.lastIndexOf('moov') - 4;
  const end = at + bytes.readUInt32BE(at);
  const inner: Buffer[] = [];
  for (let from = at + 8; from < end; from += bytes.readUInt32BE(from)) {
    inner.push(bytes.subarray(from, from + bytes.readUInt32BE(from)));
  }
  const isMetadata = (part: Buffer) => part.toString('latin1', 4, 8) === 'udta';
  const sorted = [...inner.filter(isMetadata), ...inner.filter((part) => !isMetadata(part))];
  return Buffer.concat([bytes.subarray(0, at), box('moov', Buffer.concat(sorted)), bytes.subarray(end)]);
}

export interface StripesOptions {
  file: string;
  frames: number;
  size: string;
  /** The field that is taken first; null for whole pictures, each of the time of a first field. */
  first: 'top' | 'bottom' | null;
  encoder: string[];
}

/** Upright stripes that move 16 pixels a frame, in fields as cameras of tapes and broadcasts take them. */
export async function makeStripes({ file, frames, size, first, encoder }: StripesOptions): Promise<string> {
  const taken = `color=black:s=${size}:r=60,trim=end_frame=${2 * frames}`;
  const stripes = "geq=lum='if(lt(mod(X-8*N,80),40),200,40)':cb=128:cr=128";
  const woven =
    first === null
      ? "select='not(mod(n,2))',setpts=N/30/TB,fps=30"
      : `tinterlace=interleave_${first},setfield=${first === 'top' ? 'tff' : 'bff'}`;
  const fields = first === null ? [] : ['-flags', '+ilme+ildct', '-top', first === 'top' ? '1' : '0'];
  const source = ['-f', 'lavfi', '-i', `${taken},${stripes},${woven}`];
  const quiet = ['-nostdin', '-y', '-v', 'error'];
  await run(KIT_FFMPEG, [...quiet, ...source, ...fields, ...encoder, '-colorspace', 'bt709', file]);
  return file;
}
