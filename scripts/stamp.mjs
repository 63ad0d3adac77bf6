import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './step.mjs';

/**
 * Runs `action` only if its inputs changed since it last succeeded, or an output is gone. Contents are
 * compared, not times: those say nothing after a clone or a switch of branches.
 *
 * @param inputs Files and folders, relative to the checkout.
 * @param outputs A file or folder of each thing that the action makes.
 */
export async function whenChanged(name, { inputs, outputs }, action) {
  const stamp = join(ROOT, '.cache', `${name}.stamp`);
  const current = fingerprint(inputs);
  const known = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (known === current && outputs.every((output) => existsSync(join(ROOT, output)))) return;
  await action();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, current);
}

function fingerprint(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs.flatMap(filesOf)) {
    const content = readFileSync(join(ROOT, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** The files at or below `path` in a fixed order, without tests and without what generators wrote. */
function filesOf(path) {
  const entries = existsSync(join(ROOT, path)) ? listing(path) : [];
  return entries.filter((file) => !/\.test\.tsx?$|(^|\/)(generated|node_modules)\//.test(file));
}

function listing(path) {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  const entries = readdirSync(join(ROOT, path), { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => file.slice(ROOT.length + 1)).sort();
}
