import type { FileUse } from './classify-files.js';

/** What a file may be for, in words. */
export const USE_WORDS: Record<FileUse, string> = {
  clip: 'Clip',
  song: 'Song',
  lyrics: 'Lyrics',
  prompts: 'Prompts',
  video: 'Finished video',
  unused: 'Not used',
};
