/** What an H.264 stream's own header says of its pictures. */
export interface H264Picture {
  /** `4:2:0`, `4:2:2`, `4:4:4` or `4:0:0`. */
  chroma: string;
  bitDepth: number;
  /** Width of a pixel divided by its height; null if the header does not say. */
  codedPixelAspect: number | null;
}

const CHROMA = ['4:0:0', '4:2:0', '4:2:2', '4:4:4'];
/** Profiles whose headers say what their pixels are; the others have 8 bits of 4:2:0. */
const WITH_FORMAT = [100, 110, 122, 244, 44];
const EXTENDED_ASPECT = 255;

/**
 * The sequence parameter set in the content of an `avcC` box (ITU-R H.264, 7.3.2.1.1), as far as the shape of pixels.
 * Null for a header that x264 does not write here: with scaling lists or interlaced counting.
 */
export function readH264(avcC: Buffer): H264Picture | null {
  // Six bytes before the first set, which begins with its length and the header of its unit.
  const length = avcC.readUInt16BE(6);
  const bits = new Bits(avcC.subarray(9, 8 + length));
  const profile = bits.read(8);
  bits.read(16);
  bits.golomb();
  let chroma = 1;
  let bitDepth = 8;
  if (WITH_FORMAT.includes(profile)) {
    chroma = bits.golomb();
    if (chroma === 3) bits.read(1);
    bitDepth = 8 + bits.golomb();
    bits.golomb();
    bits.read(1);
    if (bits.read(1) === 1) return null;
  }
  bits.golomb();
  const order = bits.golomb();
  if (order === 1) return null;
  if (order === 0) bits.golomb();
  bits.golomb();
  bits.read(1);
  bits.golomb();
  bits.golomb();
  if (bits.read(1) === 0) bits.read(1);
  bits.read(1);
  if (bits.read(1) === 1) for (let side = 0; side < 4; side++) bits.golomb();
  return { chroma: CHROMA[chroma] ?? 'unknown', bitDepth, codedPixelAspect: readAspect(bits) };
}

function readAspect(bits: Bits): number | null {
  if (bits.read(1) === 0 || bits.read(1) === 0) return null;
  const aspect = bits.read(8);
  if (aspect === 1) return 1;
  return aspect === EXTENDED_ASPECT ? bits.read(16) / bits.read(16) : NaN;
}

/** Bits of a unit, without the 3 that keeps two zeros from looking like a start code. */
class Bits {
  private at = 0;
  private readonly bytes: number[];

  constructor(unit: Buffer) {
    this.bytes = [...unit].filter(
      (byte, index) => !(byte === 3 && index > 1 && unit[index - 1] === 0 && unit[index - 2] === 0),
    );
  }

  read(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit++, this.at++) {
      const byte = this.bytes[this.at >> 3] ?? 0;
      value = value * 2 + ((byte >> (7 - (this.at & 7))) & 1);
    }
    return value;
  }

  /** An unsigned number in Exp-Golomb code. */
  golomb(): number {
    let zeros = 0;
    while (zeros < 31 && this.read(1) === 0) zeros++;
    return 2 ** zeros - 1 + this.read(zeros);
  }
}
