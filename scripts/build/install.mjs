import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { captureProgram, ROOT, showFailure } from '../kit/step.mjs';
import { withLock } from './lock.mjs';

/** Installs the packages of package-lock.json unless all of them are there; of several processes one does. */
export async function installPackages() {
  if (!isInstalled()) await withLock(installWhileLocked);
}

/** The same for a caller that holds the lock. */
export async function installWhileLocked() {
  if (isInstalled()) return;
  console.log('Installing packages…');
  const result = await installFromKnownPlaces();
  // A registry that keeps archives elsewhere, or has no certificate where npm is old, is asked about each package.
  const isElsewhere = result.code !== 0 && /E404|EPROTO|ERR_SSL/.test(result.output);
  showFailure('Installing the packages ("npm ci")', isElsewhere ? await npmCi([]) : result);
}

/**
 * The lock file names no registry, so npm would ask it about each package before it fetches that package's archive: 1,400
 * requests, a quarter of an installation's CPU time. Registries keep archives at the same paths; the host is replaced by npm.
 */
async function installFromKnownPlaces() {
  writeFileSync(LOCATED, JSON.stringify(withPlaces(readLockFile(join(ROOT, 'package-lock.json')))));
  try {
    return await npmCi(['--replace-registry-host=always']);
  } finally {
    rmSync(LOCATED, { force: true });
  }
}

/** npm reads it in place of package-lock.json. Git ignores what a killed installation leaves, and the next one removes it. */
const LOCATED = join(ROOT, 'npm-shrinkwrap.json');

function withPlaces(lock) {
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.integrity === undefined || entry.resolved !== undefined) continue;
    const name = entry.name ?? path.split('node_modules/').at(-1);
    const file = `${name.split('/').at(-1)}-${entry.version.split('+')[0]}.tgz`;
    entry.resolved = `https://registry.invalid/${name}/-/${file}`;
  }
  return lock;
}

async function npmCi(flags) {
  const [program, ...args] = npmCommand();
  const options = { shell: process.platform === 'win32' && args.length === 0 };
  const all = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', ...flags];
  return await captureProgram(program, [...args, ...all], options);
}

/**
 * Compares npm's own list of installed packages with the lock file; optional packages may belong to other
 * platforms.
 */
export function isInstalled() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const present = readLockFile(installed).packages;
  return Object.entries(readLockFile(join(ROOT, 'package-lock.json')).packages).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || present[path]?.version === version,
  );
}

function readLockFile(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The npm that runs this script, if one does. */
function npmCommand() {
  const { npm_execpath: npm } = process.env;
  return npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
}
