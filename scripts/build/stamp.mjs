import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../kit/step.mjs';

/**
 * Whether all results of `name` are as they were made, and its inputs are unchanged. Compares contents: times mean
 * nothing after a clone or a switch of branches, and a damaged file may have its size still.
 *
 * @param inputs Files and folders, relative to the checkout.
 */
export function isCurrent({ name, inputs }) {
  const stamp = readStamp(name);
  return (
    stamp !== undefined &&
    Object.entries(stamp.outputs).every(([file, digest]) => digestOf(file) === digest) &&
    stamp.inputs === fingerprint(inputs)
  );
}

/**
 * Runs a step. Until it ends, its stamp names no inputs, so that an interrupted step is repeated.
 *
 * @param make Takes the files of the last run; resolves to the files and folders that it made. All are relative to the
 *   checkout.
 */
export async function makeCurrent({ name, inputs, make }) {
  const current = fingerprint(inputs);
  const last = readStamp(name)?.outputs ?? {};
  writeStamp(name, { outputs: last });
  const files = (await make(Object.keys(last))).flatMap(listing);
  const outputs = Object.fromEntries(files.map((file) => [file, digestOf(file)]));
  writeStamp(name, { inputs: current, outputs });
}

/** Parts of a program or page: their names carry a hash, so those of several builds stand side by side. */
const PARTS = /\/(chunks|assets)\//;

/**
 * Moves the contents of `draft` to `target`, file by file, and removes all other files there except the parts of the
 * last build: a server or page of that build that still runs may load them late.
 *
 * @param last The files of the last build.
 * @param foreign Folders in `target` that belong to other steps.
 * @returns The files of this build, relative to the checkout.
 */
export function publish(draft, target, last, foreign = []) {
  const files = listing(draft).map((file) => file.slice(draft.length + 1));
  // Programs come after the parts that they import.
  files.sort((a, b) => b.split('/').length - a.split('/').length);
  for (const file of files) {
    mkdirSync(dirname(join(ROOT, target, file)), { recursive: true });
    renameSync(join(ROOT, draft, file), join(ROOT, target, file));
  }
  rmSync(join(ROOT, draft), { recursive: true });
  const published = files.map((file) => `${target}/${file}`);
  const kept = new Set([...published, ...last.filter((file) => PARTS.test(file))]);
  const others = [...foreign, '.draft'].map((folder) => `${target}/${folder}`);
  for (const file of listing(target)) {
    if (!kept.has(file) && !others.some((start) => file.startsWith(start))) rmSync(join(ROOT, file));
  }
  for (const name of readdirSync(join(ROOT, target))) {
    if (listing(`${target}/${name}`).length === 0) rmSync(join(ROOT, target, name), { recursive: true });
  }
  return published;
}

const stampOf = (name) => join(ROOT, '.cache', `${name}.stamp`);

function writeStamp(name, stamp) {
  mkdirSync(dirname(stampOf(name)), { recursive: true });
  writeFileSync(stampOf(name), JSON.stringify(stamp));
}

/** Undefined if the stamp is missing, half-written or from an earlier release. */
function readStamp(name) {
  try {
    const stamp = JSON.parse(readFileSync(stampOf(name), 'utf8'));
    return stamp.outputs === undefined ? undefined : stamp;
  } catch {
    return undefined;
  }
}

/** Undefined if the file is missing. */
function digestOf(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : undefined;
}

function fingerprint(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs.flatMap(sourcesOf)) {
    const content = readFileSync(join(ROOT, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** The files at or below `path`, without tests, the demo's media and generated files. */
function sourcesOf(path) {
  return listing(path).filter(
    (file) => !/\.test\.tsx?$|(^|\/)(generated|node_modules)\/|^prisma\/demo\//.test(file),
  );
}

/** The files at or below `path` in a fixed order; none if it is missing. */
function listing(path) {
  if (!existsSync(join(ROOT, path))) return [];
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  const entries = readdirSync(join(ROOT, path), { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => file.slice(ROOT.length + 1)).sort();
}
