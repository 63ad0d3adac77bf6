import { statfs } from 'node:fs/promises';
import { ApiError } from '../../core/errors.js';
import { MEBIBYTE, sizeInWords } from './limits.js';

/** The space that imports leave free on the disk of their folder, so that they cannot stop the rest of the server. */
export class DiskSpace {
  private found: string | null = null;

  constructor(
    private readonly folder: string,
    private readonly leastBytes: number,
  ) {}

  /** One sentence while there is too little space for any import; else null. */
  problem(): string | null {
    return this.found;
  }

  /** Throws INSUFFICIENT_STORAGE if less than the least would be left after so many bytes. */
  async assertRoomFor(bytes: number): Promise<void> {
    if ((await this.look()) - bytes < this.leastBytes) throw noSpace();
  }

  /** Bytes that are free now. */
  async look(): Promise<number> {
    const { bavail, bsize } = await statfs(this.folder);
    const free = bavail * bsize;
    this.found =
      free < this.leastBytes
        ? `The disk of DATA_DIR has ${sizeInWords(free)} left, less than IMPORT_FREE_MEBIBYTES ` +
          `(${this.leastBytes / MEBIBYTE}): imports are refused.`
        : null;
    return free;
  }
}

export function noSpace(): ApiError {
  return new ApiError('INSUFFICIENT_STORAGE', 'The server has too little disk space left for this import.');
}
