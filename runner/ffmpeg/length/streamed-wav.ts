import { open } from 'node:fs/promises';

/** Sizes that stand for "unknown" begin here: ffmpeg writes FFFFFFFF, sox 7FFFFFFF less a header, others 80000000. */
const PLACEHOLDER = 0x7fff_0000;

/**
 * Whether a WAV was written to a pipe: its writer could not go back to put the size into the header, and left 0 or the
 * largest number there. Then the sound goes on to the end of the file, and may end inside a packet.
 */
export async function isStreamedWav(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(8);
    const { bytesRead } = await file.read(head, 0, 8, 0);
    if (bytesRead < 8 || head.toString('latin1', 0, 4) !== 'RIFF') return false;
    const size = head.readUInt32LE(4);
    return size === 0 || size >= PLACEHOLDER;
  } finally {
    await file.close();
  }
}
