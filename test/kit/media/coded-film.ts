import type { TimelinePlan } from '../../../core/timeline/segments.js';
import { lumaOfFrames, makeClip, makeSong } from './media.js';

/**
 * Footage that identifies itself: the top quarter of every picture encodes the clip and the frame of the final video in
 * ten black or white columns. Below it, a frame flashes once per second of the song, together with a beep.
 */
const SIZE = { width: 160, height: 90 };
const FRAME_BITS = 8;
const CLIP_BITS = 2;

export interface CodedFrame {
  clip: number;
  frame: number;
}

/** A clip that is one second longer than its slot. */
export function makeCodedClip(
  file: string,
  { clipIndex, startFrame, endFrame }: TimelinePlan['clips'][number],
) {
  const column = `floor(X/${SIZE.width / (FRAME_BITS + CLIP_BITS)})`;
  const code = `N+${startFrame}+${clipIndex << FRAME_BITS}`;
  const bit = `mod(floor((${code})/pow(2,${column})),2)`;
  const flash = `eq(mod(N+${startFrame},30),0)`;
  const luma = `if(lt(Y,${SIZE.height / 4}),16+219*${bit},60+175*${flash})`;
  return makeClip({
    ...{ file, ...SIZE, pattern: 'color=gray', seconds: (endFrame - startFrame) / 30 + 1 },
    filters: `format=yuv420p,geq=lum='${luma}':cb=128:cr=128`,
  });
}

/** A song that beeps during the first tenth of every second. */
export function makeBeeps(file: string, seconds: number): Promise<string> {
  return makeSong({ file, seconds, wave: '0.8*sin(2*PI*880*t)*lt(mod(t,1),0.1)' });
}

/** The frames that flash. */
export async function flashesIn(file: string): Promise<number[]> {
  return (await lumaOfFrames(file)).flatMap((luma, frame) => (luma > 140 ? [frame] : []));
}

/** Reads the code of the frame that a page's `<video>` shows now. */
export const READ_CODE = `(() => {
  const video = document.querySelector('video');
  const canvas = Object.assign(document.createElement('canvas'), ${JSON.stringify(SIZE)});
  const picture = canvas.getContext('2d');
  picture.drawImage(video, 0, 0, canvas.width, canvas.height);
  let code = 0;
  for (let bit = 0; bit < ${FRAME_BITS + CLIP_BITS}; bit++) {
    const [red] = picture.getImageData(bit * 16 + 8, 10, 1, 1).data;
    if (red > 128) code += 1 << bit;
  }
  return { clip: code >> ${FRAME_BITS}, frame: code & ${(1 << FRAME_BITS) - 1} };
})()`;
