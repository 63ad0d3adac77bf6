import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

const EXTENSIONS = {
  clips: ['.mp4', '.m4v', '.mov', '.webm', '.mkv'],
  songs: ['.mp3', '.m4a', '.wav', '.aac', '.flac', '.ogg'],
  lyrics: ['.lrc', '.srt'],
  prompts: ['.txt'],
  jobs: ['.json'],
};

/** The files of a folder by what their names say they are, as paths in natural name order (clip_2 before clip_10). */
export type FolderFiles = Record<keyof typeof EXTENSIONS | 'others', string[]>;

/** Hidden files and folders are left out. */
export async function sortFolder(folder: string): Promise<FolderFiles> {
  const files: FolderFiles = { clips: [], songs: [], lyrics: [], prompts: [], jobs: [], others: [] };
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  names.sort(new Intl.Collator('en', { numeric: true }).compare);
  for (const name of names) {
    const path = join(folder, name);
    const stats = await stat(path).catch(() => null); // A dangling link is no file.
    if (stats?.isFile()) files[kindOf(name)].push(path);
  }
  return files;
}

function kindOf(name: string): keyof FolderFiles {
  const extension = extname(name).toLowerCase();
  const kinds = Object.keys(EXTENSIONS) as (keyof typeof EXTENSIONS)[];
  return kinds.find((kind) => EXTENSIONS[kind].includes(extension)) ?? 'others';
}
