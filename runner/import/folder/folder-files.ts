import type { Stats } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import {
  byFileName,
  importKind,
  unsupportedKind,
  type ImportKind,
} from '../../../core/import/import-files.js';

const LISTS = { clip: 'clips', song: 'songs', lyrics: 'lyrics', prompts: 'prompts' } as const;

/**
 * The files of a folder, sorted into kinds by their names, as paths in the order of clips, and the folders in it, which are
 * not looked into.
 */
export type FolderFiles = Record<
  (typeof LISTS)[ImportKind] | 'unsupportedClips' | 'unsupportedSongs' | 'jobs' | 'others' | 'folders',
  string[]
> & {
  /** Clips and songs by their names, of which there is no file to read. */
  missing: MissingFile[];
};

export interface MissingFile {
  /** The name that the file would have. */
  name: string;
  kind: 'clip' | 'song';
  /** What is wrong and what helps: "it is a link that leads nowhere. …" */
  why: string;
}

/**
 * Skips hidden files and folders. A link counts as the file it leads to, even outside the folder, because the
 * importing user has put it there.
 */
export async function sortFolder(folder: string): Promise<FolderFiles> {
  const files: FolderFiles = {
    ...{ clips: [], songs: [], lyrics: [], prompts: [], unsupportedClips: [], unsupportedSongs: [] },
    ...{ jobs: [], others: [], folders: [], missing: [] },
  };
  for (const name of (await readdir(folder)).sort(byFileName)) {
    const path = join(folder, name);
    const stats = await stat(path).catch(() => null);
    const missing = await missingFile(name, path, stats);
    if (missing !== null) files.missing.push(missing);
    else if (name.startsWith('.')) continue;
    else if (stats?.isFile()) files[listOf(name)].push(path);
    else if (stats?.isDirectory()) files.folders.push(path);
  }
  return files;
}

/** What programs add to the name of a file that is not whole yet. */
const UNFINISHED = /\.(?:part|partial|crdownload|download|opdownload|tmp)$/i;
/** What iCloud leaves in the place of a file that it has taken off the disk. */
const IN_CLOUD = /^\.(.+)\.icloud$/;

const LEADS_NOWHERE = 'it is a link that leads nowhere. Put the file there, or take the link away.';

/** A clip must not be left out in silence: all others would move up. */
async function missingFile(name: string, path: string, stats: Stats | null): Promise<MissingFile | null> {
  const inCloud = IN_CLOUD.exec(name)?.[1];
  const meant = inCloud ?? name.replace(UNFINISHED, '');
  const kind = importKind(meant);
  if ((kind !== 'clip' && kind !== 'song') || meant.startsWith('.')) return null;
  const missing = (why: string): MissingFile => ({ name: inCloud ?? name, kind, why });
  if (inCloud !== undefined) return missing('it is in iCloud and not on this machine. Download it first.');
  if (meant !== name) return missing('its download has not ended. Wait for it, or take it away.');
  if (stats?.isFile()) return null;
  if (stats !== null)
    return missing(
      stats.isDirectory() ? 'it is a folder; these are not looked into.' : 'it is no file. Take it away.',
    );
  const isLink = await lstat(path).then(
    () => true,
    () => false,
  );
  return missing(isLink ? LEADS_NOWHERE : 'its name is not in UTF-8. Rename it.');
}

function listOf(name: string): Exclude<keyof FolderFiles, 'missing'> {
  const kind = importKind(name);
  if (kind !== null) return LISTS[kind];
  const unsupported = unsupportedKind(name);
  if (unsupported !== null) return unsupported === 'clip' ? 'unsupportedClips' : 'unsupportedSongs';
  return extname(name).toLowerCase() === '.json' ? 'jobs' : 'others';
}
