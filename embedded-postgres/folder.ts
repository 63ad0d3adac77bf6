import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../core/util/startup-error.js';

/** Makes the folder and proves that a file can be written in it. */
export function makeWritableFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    const probe = join(folder, `.write-check-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (cause) {
    throw unusableFolder(folder, cause);
  }
}

/** The sentence for a file system error below `folder`. */
export function unusableFolder(folder: string, cause: unknown): StartupError {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder, cause);
  return new StartupError(
    `The folder ${folder} cannot be written (${code}): make it writable for this user, or set DATA_DIR to another folder.`,
    { cause },
  );
}

/** The sentence for a disk without space. */
export function diskFull(folder: string, cause?: unknown): StartupError {
  return new StartupError(
    `There is no space left for the database in ${folder}: free some, or set DATA_DIR to a folder on another disk.`,
    { cause },
  );
}
