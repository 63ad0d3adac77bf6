import { spawnSync } from 'node:child_process';
import { spread } from '../../test/kit/effort.js';
import { createComposingFixture, slotsOf, type ComposingFixture } from '../../test/kit/media/composing.js';
import {
  COLOR,
  colorIn,
  makeCounted,
  makeMaster,
  numberIn,
  picturesOf,
  televised,
  type Picture,
  type Placed,
} from '../../test/kit/media/counted-footage.js';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import { testFfmpeg } from '../../test/kit/media/media.js';
import { declareRequiring } from '../../test/kit/jest/requirement.js';
import type { StoredMedia } from './clip-sources.js';

/** One kind of footage; the default is plain: 30 fps H.264 of 160x90, 20 frames for a slot of 16. */
interface Row {
  name: string;
  fps?: string;
  frames?: number;
  slot?: number;
  /** How it must fill its slot. Default: trimmed. */
  fit?: 'trim' | 'hold' | 'slow' | 'loop';
  filters?: string;
  conversion?: string;
  encoder?: string[];
  extension?: 'mp4' | 'mov' | 'mkv' | 'webm';
  soundSeconds?: number;
  rotation?: Placed['rotation'];
  mirrored?: boolean;
  /** Display aspect before rotation. */
  aspect?: number;
  /** Colors of the upper half, in RGB, by their horizontal position. */
  colors?: readonly (readonly [number, readonly number[]])[];
  /** How far around their middle. */
  reach?: number;
  /** Allowed difference of each plane. Default: 1.5 and 3. */
  within?: number;
  /** The source frames that the file keeps, if it drops some. */
  keeps?: (frame: number) => boolean;
}

const SIZE = { width: 160, height: 90 };
const tagged = ['-color_range', 'tv', '-colorspace', 'bt709'];
const UNTAGGED_X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-bf', '2', '-g', '24'];
const X264 = [...UNTAGGED_X264, ...tagged];
const x264 = (...more: string[]) => [...X264, ...more];
const vp9 = (...more: string[]) => [
  ...['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-b:v', '2M'],
  ...(more.includes('-colorspace') ? more : [...tagged, ...more]),
];
const bt709 = (pixelFormat: string, range = 'tv') =>
  `scale=out_color_matrix=bt709:out_range=${range}:flags=accurate_rnd+full_chroma_int,format=${pixelFormat}`;

/** Transparent on the left, half transparent on the right, and the numbers opaque. */
const VEILED = "format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(gte(Y,H/2),255,if(gte(X,W/2),128,0))'";
const OVER_BLACK: [number, readonly number[]][] = [
  [0.25, [0, 0, 0]],
  [0.75, COLOR.map((part) => (part * 128) / 255)],
];
/** The colors of the inputs that people have, from left to right. */
const PATCHES = [
  ...[
    [255, 255, 255],
    [236, 180, 120],
    [200, 40, 40],
    [40, 180, 60],
  ],
  ...[
    [40, 60, 200],
    [128, 128, 128],
    [20, 20, 20],
    [240, 220, 40],
  ],
] as const;
const patch = (part: 0 | 1 | 2) =>
  PATCHES.map((color, index) => `eq(floor(8*X/W),${index})*${color[part]}`).join('+');
const PATCHED = {
  filters:
    `geq=r='if(lt(Y,H/2),${patch(0)},r(X,Y))':g='if(lt(Y,H/2),${patch(1)},g(X,Y))'` +
    `:b='if(lt(Y,H/2),${patch(2)},b(X,Y))'`,
  colors: PATCHES.map((color, index) => [(index + 0.5) / 8, color] as const),
  reach: 0.04,
};
/** SDR as HDR of the same look: its white at 203 cd/m². */
const hdr = (transfer: 'smpte2084' | 'arib-std-b67'): Partial<Row> => ({
  ...PATCHED,
  conversion:
    `format=gbrp,zscale=tin=bt709:pin=bt709:min=gbr:rin=full:t=${transfer}:p=bt2020:m=2020_ncl:r=limited:npl=203,` +
    'format=yuv420p10le',
  encoder: [
    ...[...UNTAGGED_X264, '-color_range', 'tv', '-colorspace', 'bt2020nc'],
    ...['-color_primaries', 'bt2020', '-color_trc', transfer],
  ],
  within: 4,
});
const dropped = {
  frames: 48,
  filters: "select='not(between(mod(n,9),3,5))'",
  keeps: (n: number) => n % 9 < 3 || n % 9 > 5,
};

const RATES = ['24000/1001', '24', '25', '30000/1001', '30', '50', '60'];
const ALL_ROWS: Row[] = [
  ...RATES.flatMap((fps): Row[] => {
    const perSecond = fps.includes('/') ? (30 * Number(fps.split('/')[0])) / 30030 : Number(fps);
    const lasting = (seconds: number) => Math.round(perSecond * seconds);
    return [
      { name: `${fps} fps, longer than its slot`, fps, frames: lasting(2), slot: 50 },
      { name: `${fps} fps, slowed down`, fps, frames: lasting(1.5), slot: 61, fit: 'slow' },
    ];
  }),
  { name: 'two frames short', frames: 45, slot: 47, fit: 'hold' },
  { name: '23.976 fps, repeated', fps: '24000/1001', frames: 19, slot: 91, fit: 'loop' },
  { name: '25 fps, repeated', fps: '25', frames: 20, slot: 91, fit: 'loop' },
  { name: '60 fps, repeated', fps: '60', frames: 48, slot: 91, fit: 'loop' },
  { name: 'a variable frame rate', ...dropped, encoder: x264('-vsync', 'vfr'), slot: 44 },
  {
    name: 'a variable frame rate, slowed down',
    ...dropped,
    encoder: x264('-vsync', 'vfr'),
    slot: 60,
    fit: 'slow',
  },
  {
    name: 'a variable frame rate, repeated',
    ...dropped,
    encoder: x264('-vsync', 'vfr'),
    slot: 100,
    fit: 'loop',
  },
  { name: 'a picture that ends before its sound', frames: 24, slot: 50, fit: 'loop', soundSeconds: 2 },
  {
    name: 'a picture that ends before its sound, in Matroska',
    frames: 40,
    slot: 50,
    fit: 'slow',
    soundSeconds: 2,
    extension: 'mkv',
  },
  { name: 'one frame', frames: 1, fit: 'hold' },
  {
    name: 'one frame of PNG',
    frames: 1,
    fit: 'hold',
    conversion: 'format=rgb24',
    encoder: ['-c:v', 'png'],
    extension: 'mov',
  },
  { name: 'a larger size', filters: 'scale=640:360:flags=neighbor' },
  { name: 'upright', filters: 'scale=90:160:flags=neighbor', aspect: 9 / 16 },
  { name: 'square', filters: 'scale=120:120:flags=neighbor', aspect: 1 },
  { name: 'four to three', filters: 'scale=200:150:flags=neighbor', aspect: 4 / 3 },
  {
    name: 'an odd width and height',
    filters: 'scale=161:91:flags=neighbor',
    conversion: bt709('yuv444p'),
    encoder: X264,
  },
  { name: 'an odd width in VP9', filters: 'scale=161:91:flags=neighbor', encoder: vp9(), extension: 'webm' },
  { name: 'pixels that are not square', filters: 'scale=120:90:flags=neighbor,setsar=4/3' },
  {
    name: 'turned, of pixels that are not square',
    filters: 'scale=120:90:flags=neighbor,setsar=4/3',
    rotation: 90,
  },
  ...([90, 180, 270] as const).map((rotation): Row => ({ name: `turned by ${rotation} degrees`, rotation })),
  ...([0, 90, 180, 270] as const).map((rotation): Row => ({
    name: `mirrored and turned by ${rotation} degrees`,
    rotation,
    mirrored: true,
  })),
  { name: 'mirrored, turned and repeated', mirrored: true, rotation: 270, frames: 24, slot: 60, fit: 'loop' },
  { name: 'turned and repeated', rotation: 90, frames: 24, slot: 60, fit: 'loop' },
  { name: 'yuv422p', conversion: bt709('yuv422p') },
  { name: 'yuv444p', conversion: bt709('yuv444p') },
  { name: '10 bits', conversion: bt709('yuv420p10le') },
  {
    name: 'HEVC of 10 bits',
    conversion: bt709('yuv420p10le'),
    encoder: ['-c:v', 'libx265', '-x265-params', 'log-level=error:pools=1', '-crf', '12', ...tagged],
  },
  {
    name: 'RGB',
    conversion: 'format=gbrp',
    encoder: ['-c:v', 'libx264rgb', '-crf', '12', '-pix_fmt', 'rgb24'],
  },
  {
    name: 'gray',
    filters: 'colorchannelmixer=0:1:0:0:0:1:0:0:0:1:0:0',
    conversion: 'format=gray',
    colors: [[0.5, [120, 120, 120]]],
  },
  {
    name: 'full range',
    conversion: bt709('yuv420p', 'pc'),
    encoder: x264('-color_range', 'pc', '-colorspace', 'bt709'),
  },
  {
    name: 'full range as yuvj420p',
    conversion: bt709('yuvj420p', 'pc'),
    encoder: [...UNTAGGED_X264, '-colorspace', 'bt709'],
  },
  {
    name: 'full range in VP9',
    conversion: bt709('yuv420p', 'pc'),
    encoder: vp9('-color_range', 'pc', '-colorspace', 'bt709'),
    extension: 'webm',
  },
  {
    name: 'BT.601 that says so',
    conversion: 'scale=out_color_matrix=bt601:out_range=tv,format=yuv420p',
    encoder: x264('-color_range', 'tv', '-colorspace', 'smpte170m'),
  },
  {
    name: 'BT.601 that no matrix is named for',
    conversion: 'scale=out_color_matrix=bt601:out_range=tv,format=yuv420p',
    encoder: UNTAGGED_X264,
  },
  {
    name: 'BT.709 of 720 lines that no matrix is named for',
    filters: 'scale=1280:720:flags=neighbor',
    encoder: UNTAGGED_X264,
  },
  { name: 'HDR by PQ', ...hdr('smpte2084') },
  { name: 'HDR by HLG', ...hdr('arib-std-b67') },
  {
    name: 'HDR by HLG, mirrored and repeated',
    ...hdr('arib-std-b67'),
    mirrored: true,
    frames: 24,
    slot: 60,
    fit: 'loop',
  },
  {
    name: 'the colors of Display P3',
    ...PATCHED,
    conversion:
      'format=gbrp,zscale=tin=bt709:pin=bt709:min=gbr:rin=full:t=bt709:p=smpte432:m=709:r=limited,format=yuv420p',
    encoder: x264('-color_primaries', 'smpte432', '-color_trc', 'bt709'),
    within: 4,
  },
  {
    name: 'BT.2020 of 10 bits',
    conversion: 'scale=out_color_matrix=bt2020:out_range=tv,format=yuv420p10le',
    encoder: x264('-colorspace', 'bt2020nc'),
  },
  { name: 'VP9', encoder: vp9(), extension: 'webm' },
  {
    name: 'VP8',
    encoder: ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '2M', ...tagged],
    extension: 'webm',
    frames: 40,
    slot: 60,
    fit: 'slow',
  },
  {
    name: 'AV1',
    encoder: ['-c:v', 'libaom-av1', '-cpu-used', '8', '-usage', 'realtime', '-crf', '20', ...tagged],
    extension: 'mkv',
  },
  {
    name: 'VP9 with alpha',
    filters: VEILED,
    conversion: bt709('yuva420p'),
    encoder: vp9('-auto-alt-ref', '0', ...tagged),
    extension: 'webm',
    colors: OVER_BLACK,
  },
  {
    name: 'VP9 with alpha, repeated',
    frames: 24,
    slot: 60,
    fit: 'loop',
    filters: VEILED,
    conversion: bt709('yuva420p'),
    encoder: vp9('-auto-alt-ref', '0', ...tagged),
    extension: 'webm',
    colors: OVER_BLACK,
  },
  {
    name: 'QuickTime Animation with alpha',
    filters: VEILED,
    conversion: 'format=argb',
    encoder: ['-c:v', 'qtrle'],
    extension: 'mov',
    colors: OVER_BLACK,
  },
  {
    name: 'PNG with alpha',
    filters: VEILED,
    conversion: 'format=rgba',
    encoder: ['-c:v', 'png'],
    extension: 'mov',
    colors: OVER_BLACK,
  },
  {
    name: 'ProRes 4444 with alpha',
    filters: VEILED,
    conversion: bt709('yuva444p10le'),
    encoder: ['-c:v', 'prores_ks', '-profile:v', '4444', ...tagged],
    extension: 'mov',
    colors: OVER_BLACK,
  },
];

const ROWS = spread(ALL_ROWS, 16);

type FullRow = Row & Required<Pick<Row, 'frames' | 'slot' | 'fit' | 'fps'>>;
const full = (row: Row): FullRow => ({ fps: '30', frames: 20, slot: 16, fit: 'trim', ...row });

/** The footage's length in frames of the final video. */
function lengthOf({ frames, fps }: FullRow): number {
  return Math.round(timeOf(frames, fps));
}

/** The start of a file's frame, in frames of the final video. */
function timeOf(frame: number, fps: string): number {
  const [over, under = 1] = fps.split('/').map(Number);
  return (frame * 30 * under) / over!;
}

/** The numbers that may appear at a frame of the slot: the one by the rule, or its neighbors in the file. */
function expectedNumbers(row: FullRow, slotFrame: number): number[] {
  const length = lengthOf(row);
  const places = {
    trim: slotFrame,
    hold: slotFrame,
    slow: (slotFrame * length) / row.slot,
    loop: slotFrame % length,
  };
  const kept = Array.from({ length: row.frames }, (_, frame) => frame).filter(row.keeps ?? (() => true));
  const at = kept.findLastIndex((frame) => timeOf(frame, row.fps) <= places[row.fit] + 0.5);
  return kept.slice(Math.max(0, at - 1), at + 2);
}

/** First, middle and last frame of the slot; for a loop also the ones around its first seam. */
function lookedAt(row: FullRow): number[] {
  const ends = [0, Math.floor(row.slot / 2), row.slot - 1];
  return row.fit === 'loop' ? [...ends, lengthOf(row) - 1, lengthOf(row), lengthOf(row) + 1] : ends;
}

const { ffmpegPath } = await testFfmpeg();
const encoders = spawnSync(ffmpegPath, ['-v', 'error', '-encoders'], { encoding: 'utf8' }).stdout;
const encoderOf = (row: Row) => (row.encoder ?? X264)[1]!;
const canBeMade = (row: Row) => encoders.includes(` ${encoderOf(row)} `);
const made = ROWS.filter(canBeMade).map(full);
const { clips, totalFrames } = slotsOf(made.map(({ slot }) => slot));
let fixture: ComposingFixture;
let sources: StoredMedia[];

beforeAll(async () => {
  fixture = await createComposingFixture();
  const master = fixture.inFolder('master.rgb');
  await makeMaster(master);
  sources = [];
  for (const [index, row] of made.entries()) {
    const file = fixture.inFolder(`footage-${index}.${row.extension ?? 'mp4'}`);
    const { conversion = bt709('yuv420p'), encoder = X264 } = row;
    sources.push(await fixture.stored(await makeCounted(master, { ...row, file, conversion, encoder })));
  }
}, 120_000);
afterAll(() => fixture.drop());

eachFfmpeg((tools) => {
  let pictures: Picture[];

  beforeAll(async () => {
    const ffmpeg = tools();
    const timeline = { clips, totalFrames, transitions: [] };
    const composition = { jobId: ffmpeg.build, timeline, sources, song: null, ffmpeg };
    const { filePath } = await fixture.compose(SIZE, composition);
    pictures = await picturesOf(filePath, SIZE.width, SIZE.height);
  }, 240_000);

  it('makes exactly the frames of all slots', () => {
    expect(pictures).toHaveLength(totalFrames);
  });

  describe('shows the right frame of the footage, in its place and its color, of', () => {
    for (const row of ROWS.map(full)) {
      const requirement = `the encoder ${encoderOf(row)}`;
      const need = { requirement, present: canBeMade(row), requireAll: process.env.REQUIRE_ALL === '1' };
      declareRequiring(it, need, row.name, async () => expectShown(row, pictures));
    }
  });
});

function expectShown(row: FullRow, pictures: Picture[]): void {
  const { startFrame } = clips[made.findIndex(({ name }) => name === row.name)]!;
  const { rotation = 0, mirrored = false, aspect = 16 / 9, colors = [[0.5, COLOR]] } = row;
  const placed: Placed = { rotation, mirrored, aspect: rotation % 180 === 0 ? aspect : 1 / aspect };
  for (const slotFrame of lookedAt(row)) {
    const picture = pictures[startFrame + slotFrame]!;
    const shown = numberIn(picture, placed);
    expect({ slotFrame, shown, expected: expectedNumbers(row, slotFrame) }).toMatchObject({
      expected: expect.arrayContaining([shown]) as unknown,
    });
    for (const [across, color] of colors) {
      const seen = colorIn(picture, placed, [across, 0.25], row.reach);
      televised(color).forEach((value, plane) => {
        const difference = Math.abs(seen[plane]! - value);
        expect({
          slotFrame,
          plane,
          seen,
          value,
          near: difference < (row.within ?? (plane === 0 ? 1.5 : 3)),
        }).toMatchObject({
          near: true,
        });
      });
    }
  }
}
