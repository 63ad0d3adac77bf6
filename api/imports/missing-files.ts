import type { ImportKind } from '../../core/import/import-files.js';
import type { UploadedFile } from './open-import.js';

/** What is missing for a video, in one sentence; null if nothing is. */
export function whatIsMissing(files: Iterable<UploadedFile>): string | null {
  const all = [...files];
  const named = (kind: ImportKind): string[] =>
    all.filter((file) => file.kind === kind).map(({ name }) => name);
  const songs = named('song');
  if (named('clip').length === 0) return 'There are no clips yet (mp4, mov, webm or mkv).';
  if (songs.length === 0) return 'There is no song yet (mp3, m4a, wav, aac, flac or ogg).';
  if (songs.length > 1)
    return `There are ${songs.length} songs (${songs.join(', ')}). Keep the one that belongs to the clips.`;
  return null;
}
