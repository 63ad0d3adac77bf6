import { t, type Key } from '../languages/t.js';
import type { FileUse } from './classify-files.js';

/** What a file may be for, in words. */
const USE_WORDS = {
  clip: 'import.useClip',
  song: 'import.useSong',
  lyrics: 'import.useLyrics',
  prompts: 'import.usePrompts',
  video: 'import.useVideo',
  unused: 'import.useNone',
} as const satisfies Record<FileUse, Key>;

export const wordsOfUse = (use: FileUse): string => t(USE_WORDS[use]);
