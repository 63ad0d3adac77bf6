import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, StepError } from './step.mjs';

/** Installs the packages of package-lock.json unless all of them are there. */
export function installPackages() {
  if (isInstalled()) return;
  console.log('Installing packages…');
  const [program, ...args] = npmCommand();
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stdout, stderr, error } = spawnSync(program, [...args, ...flags], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: Infinity,
    shell: process.platform === 'win32' && args.length === 0,
  });
  if (status === 0) return;
  process.stderr.write(error ? `${error.message}\n` : stdout + stderr);
  throw new StepError('Installing the packages ("npm ci") failed; the reason stands above.');
}

/** npm's own list of what it installed, against the lock file; optional packages belong to other platforms. */
function isInstalled() {
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
