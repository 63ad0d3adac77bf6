import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of a file of this package, wherever the code runs from (source or dist). */
export function packagePath(path: string): string {
  return join(root, path);
}

const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The manifest of dist/ says only how Node reads the files there. */
function findRoot(folder: string): string {
  const isRoot = existsSync(join(folder, 'package.json')) && basename(folder) !== 'dist';
  return isRoot ? folder : findRoot(dirname(folder));
}
