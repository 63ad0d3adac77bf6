/** What a file of an import can be, by the end of its name; what it really is, its content tells later. */
export const IMPORT_EXTENSIONS = {
  clip: ['.mp4', '.m4v', '.mov', '.webm', '.mkv'],
  song: ['.mp3', '.m4a', '.wav', '.aac', '.flac', '.ogg'],
  lyrics: ['.lrc', '.srt'],
  prompts: ['.txt'],
} as const;

export type ImportKind = keyof typeof IMPORT_EXTENSIONS;

/** The most that a clip or a song may have. */
export const MAX_MEDIA_MEBIBYTES = 512;

/** What a file is to be used for by its name; null for one that no import uses. */
export function importKind(name: string): ImportKind | null {
  const extension = /\.[^.]+$/.exec(name)?.[0].toLowerCase();
  const kinds = Object.keys(IMPORT_EXTENSIONS) as ImportKind[];
  return kinds.find((kind) => IMPORT_EXTENSIONS[kind].some((each) => each === extension)) ?? null;
}
