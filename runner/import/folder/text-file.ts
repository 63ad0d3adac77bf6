import { readFile } from 'node:fs/promises';
import { assumedEncoding, decodeLegacy } from './legacy-encodings.js';

/** The text of a user's file. */
export interface TextFile {
  text: string;
  /** A sentence about the encoding, where the bytes alone do not prove it; else null. */
  remark: string | null;
}

/**
 * Reads a text file from any system: UTF-8 or UTF-16, with a byte order mark or without, or an older encoding, which is
 * found by what its characters are.
 */
export async function readTextFile(path: string): Promise<TextFile> {
  return decodeText(await readFile(path));
}

export function decodeText(bytes: Uint8Array): TextFile {
  const proven = unicodeEncoding(bytes);
  if (proven !== null) return { text: plain(new TextDecoder(proven).decode(bytes)), remark: null };
  const mended = damagedUtf8(bytes);
  if (mended !== null) {
    const remark = 'Some bytes of its text are damaged; the characters that they stood for are left out.';
    return { text: plain(mended), remark };
  }
  const { encoding, name } = assumedEncoding(bytes);
  const text = plain(decodeLegacy(bytes, encoding));
  return { text, remark: `Its text is not in UTF-8; it was read as ${name}.` };
}

/** PostgreSQL's texts take no character of 0; some programs end a text with it. */
function plain(text: string): string {
  return text.replaceAll('\0', '');
}

function unicodeEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (const [at, byte] of bytes.entries()) if (byte === 0) zeros[at % 2]!++;
  // In UTF-16 line ends, digits and brackets have a zero beside them; other texts have none.
  const [even, odd] = zeros as [number, number];
  if (Math.max(even, odd) > bytes.length / 20) return even > odd ? 'utf-16be' : 'utf-16le';
  return isUtf8(bytes) ? (isIso2022Jp(bytes) ? 'iso-2022-jp' : 'utf-8') : null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** No text of another encoding has so many characters that would be right in UTF-8 for each that is not. */
const RIGHT_PER_DAMAGED = 4;

/** UTF-8 that was cut within a character or joined to other bytes, without what is damaged; null if it is none. */
function damagedUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder().decode(bytes);
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  const right = text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0; // oxlint-disable-line no-control-regex
  return right >= damaged * RIGHT_PER_DAMAGED ? text.replaceAll('\ufffd', '') : null;
}

/** Old Japanese mail programs: all bytes are ASCII, and an escape switches to kanji. */
function isIso2022Jp(bytes: Uint8Array): boolean {
  return /\x1b\$[@B]/.test(new TextDecoder('latin1').decode(bytes)); // oxlint-disable-line no-control-regex
}
