import type { ImportKind } from '../../core/import/import-files.js';
import { namesIn, type ImportRoles } from '../../core/import/import-roles.js';
import type { UploadedFile } from './open-import.js';

/** What a file may be for, by the kind that its name gives: a video may be the song by its sound, a text either. */
const KINDS: Record<ImportKind, readonly ImportKind[]> = {
  clip: ['clip'],
  song: ['song', 'clip'],
  lyrics: ['lyrics', 'prompts'],
  prompts: ['prompts', 'lyrics'],
};

/** Why files cannot have these roles, in one sentence; null if they can. */
export function whatIsWrong(roles: ImportRoles, files: ReadonlyMap<string, UploadedFile>): string | null {
  const names = namesIn(roles);
  const missing = names.find((name) => !files.has(name));
  if (missing !== undefined) return `There is no file ${missing} in this import.`;
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `${twice} is named twice. A file is for one thing.`;
  const unfit = (kind: ImportKind, name: string | null): boolean =>
    name !== null && !KINDS[kind].includes(files.get(name)!.kind);
  const clip = roles.clips.find((each) => unfit('clip', each));
  if (clip !== undefined) return `${clip} cannot be a clip.`;
  if (unfit('song', roles.song)) return `${roles.song} cannot be the song.`;
  if (unfit('lyrics', roles.lyrics)) return `${roles.lyrics} cannot be the lyrics.`;
  if (unfit('prompts', roles.prompts)) return `${roles.prompts} cannot be the prompts.`;
  return null;
}
