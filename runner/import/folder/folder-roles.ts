import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { importRoles, namesIn, type ImportRoles } from '../../../core/import/import-roles.js';
import { ImportError } from '../import-error.js';
import type { FolderFiles } from './folder-files.js';

/** The roles that a JSON file gives to the files of a folder. Throws ImportError. */
export async function readRoles(path: string): Promise<ImportRoles> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ImportError(`There is no file ${path}.`, error);
  });
  const roles = importRoles.safeParse(parsed(text));
  if (roles.success) return roles.data;
  throw new ImportError(`${basename(path)} does not name clips and a song; see --help.`, roles.error);
}

/** The files that have roles, the clips in their order; all others are left alone. Throws ImportError. */
export async function castFolder(folder: string, roles: ImportRoles): Promise<FolderFiles> {
  for (const name of namesIn(roles)) {
    const stats = await stat(join(folder, name)).catch(() => null);
    if (basename(name) !== name || !stats?.isFile())
      throw new ImportError(`The folder ${basename(folder)} holds no file ${name}.`);
  }
  const paths = (names: (string | null)[]): string[] =>
    names.filter((name) => name !== null).map((name) => join(folder, name));
  return {
    ...{ clips: paths(roles.clips), songs: paths([roles.song]) },
    ...{ lyrics: paths([roles.lyrics]), prompts: paths([roles.prompts]) },
    ...{ unsupportedClips: [], unsupportedSongs: [], jobs: [], others: [], folders: [], missing: [] },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
