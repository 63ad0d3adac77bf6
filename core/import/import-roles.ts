import { z } from 'zod';

/** Most names of one role; an import has fewer files. */
const MOST_FILES = 1000;
const name = z.string().min(1).max(1000);

/** What each file of an import is for, by name, and the order of the clips. Files that it does not name are not used. */
export const importRoles = z.object({
  clips: z.array(name).min(1).max(MOST_FILES),
  song: name,
  lyrics: name.nullable().default(null),
  prompts: name.nullable().default(null),
});
export type ImportRoles = z.infer<typeof importRoles>;

/** Every name that the roles give, clips first. */
export function namesIn({ clips, song, lyrics, prompts }: ImportRoles): string[] {
  return [...clips, song, lyrics, prompts].filter((each) => each !== null);
}
