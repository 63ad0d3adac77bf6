import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of a file of this package, wherever the code runs from (source or dist). */
export function packagePath(path: string): string {
  return join(root, path);
}

const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Manifests in dist/ say only how Node reads the files there; the package's has a name. */
function findRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  const isRoot = existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"name"');
  return isRoot ? folder : findRoot(dirname(folder));
}
