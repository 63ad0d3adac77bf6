import type { VideoStream } from './video-stream.js';

type Colors = Pick<
  VideoStream,
  'height' | 'pixelFormat' | 'colorMatrix' | 'colorRange' | 'transfer' | 'primaries'
>;

/** Fewer lines are standard definition. */
const HIGH_DEFINITION_LINES = 720;

/** The matrix between RGB and YUV: the file's own, else the one that players assume. */
export function matrixOf({ colorMatrix, height, transfer }: Colors): string {
  if (colorMatrix !== null) return colorMatrix;
  if (transfer !== 'sdr') return 'bt2020nc';
  return height < HIGH_DEFINITION_LINES ? 'smpte170m' : 'bt709';
}

/** Whether the file leaves its matrix to players, who take it as that of standard definition. */
export function isAssumedStandardDefinition(colors: Colors): boolean {
  const { colorMatrix, pixelFormat } = colors;
  return colorMatrix === null && pixelFormat.startsWith('yuv') && matrixOf(colors) === 'smpte170m';
}

/** Whether its colors are stored as the final video stores them: nothing is to be converted. */
export function isStoredAsVideo(colors: Colors): boolean {
  const isBt709 = matrixOf(colors) === 'bt709' && colors.colorRange !== 'pc' && !exceedsBt709(colors);
  return isBt709 && colors.pixelFormat === 'yuv420p';
}

/** Options of ffmpeg's scale filter that say which colors come in. */
export function colorsIn(colors: Colors): string {
  const { colorMatrix, colorRange } = colors;
  // The filter's name for both kinds of BT.2020.
  const matrix = colorMatrix === null ? matrixOf(colors).replace('bt2020nc', 'bt2020') : 'auto';
  return `in_color_matrix=${matrix}:in_range=${colorRange ?? 'auto'}`;
}

/** HDR reference white in cd/m² (ITU-R BT.2408), which becomes the white of standard range. */
const WHITE = 203;
/** cd/m² of the brightest light that is told apart: the peak of an HLG display. */
const PEAK = 1000;
/** The gamma of standard displays (ITU-R BT.1886). */
const GAMMA = 2.4;
/**
 * Signal from which highlights are compressed. White then lands at 252 of 255, and what is brighter shares the rest: HDR
 * beside standard footage must not make its white gray.
 */
const KNEE = 0.97;

const X = 'val/maxval';
const PQ_ROOT = `pow(${X},1/78.84375)`;
/** Light in cd/m² of a signal from 0 to 1 (ITU-R BT.2100). HLG's system gamma per channel, as in zimg. */
const LIGHT = {
  pq: `10000*pow(max(${PQ_ROOT}-0.8359375,0)/(18.8515625-18.6875*${PQ_ROOT}),1/0.1593017578125)`,
  hlg: `${PEAK}*pow(if(lte(${X},0.5),pow(${X},2)/3,(exp((${X}-0.55991073)/0.17883277)+0.28466892)/12),1.2)`,
  sdr: `${WHITE}*pow(${X},${GAMMA})`,
};
/** Rows for red, green and blue of the conversion of light to BT.709's primaries. */
const TO_BT709 = {
  bt2020: [
    [1.660491, -0.587641, -0.07285],
    [-0.12455, 1.1329, -0.008349],
    [-0.018151, -0.100579, 1.11873],
  ],
  p3: [
    [1.22494, -0.22494, 0],
    [-0.042057, 1.042057, 0],
    [-0.019638, -0.078636, 1.098274],
  ],
} as const;

/** Whether the picture needs toBt709: it has more light or more colors than a standard display. */
export function exceedsBt709({ transfer, primaries }: Pick<Colors, 'transfer' | 'primaries'>): boolean {
  return transfer !== 'sdr' || primaries !== 'bt709';
}

/**
 * Filters from RGB of more light or color than BT.709 to its RGB: to light, to its primaries, and back to a signal. Three
 * tables and no file: neither zscale nor libplacebo is in every ffmpeg, and a 3D table of 63 steps is 12 of 255 wrong
 * where a channel nears 0. Empty for other pictures.
 */
export function toBt709(colors: Pick<Colors, 'transfer' | 'primaries'>): string[] {
  if (!exceedsBt709(colors)) return [];
  const { transfer, primaries } = colors;
  const brightest = transfer === 'sdr' ? WHITE : PEAK;
  const light = `maxval*min(1,(${LIGHT[transfer]})/${brightest})`;
  const value = `pow(${X}*${brightest}/${WHITE},1/${GAMMA})`;
  const compressed = `${KNEE}+(1-${KNEE})*(1-exp((${KNEE}-${value})/(1-${KNEE})))`;
  const signal = transfer === 'sdr' ? value : `if(lte(${value},${KNEE}),${value},${compressed})`;
  return ['format=gbrp16', table(light), ...primaryFilters(primaries), table(`maxval*${signal}`)];
}

function primaryFilters(primaries: Colors['primaries']): string[] {
  if (primaries === 'bt709') return [];
  const cells = TO_BT709[primaries].flatMap((row, to) =>
    row.map((share, from) => `${'rgb'[to]}${'rgb'[from]}=${share}`),
  );
  return [`colorchannelmixer=${cells.join(':')}`];
}

function table(expression: string): string {
  return `lutrgb=r='${expression}':g='${expression}':b='${expression}'`;
}
