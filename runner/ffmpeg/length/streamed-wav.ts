import { open } from 'node:fs/promises';

/** Sizes that stand for "unknown" begin here: ffmpeg writes FFFFFFFF, sox 7FFFFFFF less a header, others 80000000. */
const PLACEHOLDER = 0x7fff_0000;
/** The sound begins within this many bytes, behind descriptions of the format and the title. */
const HEADER_BYTES = 4096;

/**
 * Whether a WAV was written to a pipe: its writer could not go back to put the size of the sound into the header, and left
 * 0 or the largest number there. Then the sound goes on to the end of the file, and may end inside a packet.
 */
export async function isStreamedWav(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const size = soundBytes(buffer.subarray(0, bytesRead));
    return size !== null && (size === 0 || size >= PLACEHOLDER);
  } finally {
    await file.close();
  }
}

/** What the chunk of the sound says of its size; null if there is none. RF64 has a size elsewhere, and FFFFFFFF here. */
function soundBytes(header: Buffer): number | null {
  if (header.toString('latin1', 0, 4) !== 'RIFF') return null;
  for (let at = 12; at + 8 <= header.length;) {
    const size = header.readUInt32LE(at + 4);
    if (header.toString('latin1', at, at + 4) === 'data') return size;
    at += 8 + size + (size % 2);
  }
  return null;
}
