import { existsSync, readFileSync } from 'node:fs';
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
  const [program, ...args] = npmCommand();
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { shell: process.platform === 'win32' && args.length === 0 };
  showFailure(
    'Installing the packages ("npm ci")',
    await captureProgram(program, [...args, ...flags], options),
  );
}

/**
 * Compares npm's own list of installed packages with the lock file; optional packages may belong to other
 * platforms.
 */
export function isInstalled() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const present = packagesIn(installed);
  return Object.entries(packagesIn(join(ROOT, 'package-lock.json'))).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || present[path]?.version === version,
  );
}

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** The npm that runs this script, if one does. */
function npmCommand() {
  const { npm_execpath: npm } = process.env;
  return npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
}
