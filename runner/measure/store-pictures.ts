import { stat } from 'node:fs/promises';
import type { Preview } from '../../core/previews/preview.js';
import type { ClipPictures } from './clip-pictures.js';

/**
 * Stores a clip's pictures beside its thumbnail, in a folder of keys where nothing of their names is yet.
 *
 * @param pictures null where none were made
 * @param put stores a local file
 * @returns What was stored; a picture that ffmpeg has left out of odd footage is absent.
 */
export async function storePictures(
  pictures: ClipPictures | null,
  folder: string,
  put: (key: string, path: string) => Promise<unknown>,
): Promise<Preview> {
  const [poster, key] = [`${folder}/poster.jpg`, `${folder}/filmstrip.jpg`];
  const preview: Preview = {};
  if (pictures === null) return preview;
  const { posterPath, filmstripPath, filmstrip } = pictures;
  if (await holdsSomething(posterPath)) {
    await put(poster, posterPath);
    preview.poster = poster;
  }
  if (await holdsSomething(filmstripPath)) {
    await put(key, filmstripPath);
    preview.filmstrip = { key, ...filmstrip };
  }
  return preview;
}

async function holdsSomething(path: string): Promise<boolean> {
  const file = await stat(path).catch(() => null);
  return file !== null && file.size > 0;
}
