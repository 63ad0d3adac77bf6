// `node scripts/build/image-packages.mjs FOLDER`: copies the packages that the bundles import, and what these need, from
// node_modules into FOLDER. All others are in the bundles; ffmpeg is the image's own.
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../kit/step.mjs';

const NOT_IN_IMAGES = /^@ff(mpeg|probe)-installer\//;
const read = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/**
 * Folders of a package and of all its dependencies, resolved from `from`; optional ones of other platforms are
 * missing.
 */
function foldersOf(name, from, found) {
  const folder = find(name, from);
  if (folder === undefined || found.has(folder)) return;
  found.add(folder);
  const { dependencies, optionalDependencies } = read(`${folder}/package.json`);
  for (const needed of Object.keys({ ...dependencies, ...optionalDependencies }))
    foldersOf(needed, folder, found);
}

/** As Node resolves: in the nearest node_modules, then in those above. */
function find(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (existsSync(join(ROOT, path))) return path;
    if (folder === '.') return undefined;
  }
}

const folders = new Set();
const imported = read('dist/packages.json').filter((name) => !NOT_IN_IMAGES.test(name));
for (const name of imported) foldersOf(name, '.', folders);
for (const folder of folders) {
  const withoutNested = (path) => !path.slice(join(ROOT, folder).length).includes('/node_modules/');
  cpSync(join(ROOT, folder), join(process.argv[2], folder), { recursive: true, filter: withoutNested });
}
