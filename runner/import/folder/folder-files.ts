import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { importKind, unsupportedKind, type ImportKind } from '../../../core/import/import-files.js';

const LISTS = { clip: 'clips', song: 'songs', lyrics: 'lyrics', prompts: 'prompts' } as const;

/**
 * The files of a folder, sorted into kinds by their names, as paths in natural name order (clip_2 before clip_10), and the
 * folders in it, which are not looked into.
 */
export type FolderFiles = Record<
  (typeof LISTS)[ImportKind] | 'unsupportedClips' | 'unsupportedSongs' | 'jobs' | 'others' | 'folders',
  string[]
>;

/**
 * Skips hidden files and folders. A link counts as the file it leads to, even outside the folder, because the
 * importing user has put it there.
 */
export async function sortFolder(folder: string): Promise<FolderFiles> {
  const files: FolderFiles = {
    ...{ clips: [], songs: [], lyrics: [], prompts: [], unsupportedClips: [], unsupportedSongs: [] },
    ...{ jobs: [], others: [], folders: [] },
  };
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  names.sort(new Intl.Collator('en', { numeric: true }).compare);
  for (const name of names) {
    const path = join(folder, name);
    const stats = await stat(path).catch(() => null); // A dangling link is skipped.
    if (stats?.isFile()) files[listOf(name)].push(path);
    if (stats?.isDirectory()) files.folders.push(path);
  }
  return files;
}

function listOf(name: string): keyof FolderFiles {
  const kind = importKind(name);
  if (kind !== null) return LISTS[kind];
  const unsupported = unsupportedKind(name);
  if (unsupported !== null) return unsupported === 'clip' ? 'unsupportedClips' : 'unsupportedSongs';
  return extname(name).toLowerCase() === '.json' ? 'jobs' : 'others';
}
