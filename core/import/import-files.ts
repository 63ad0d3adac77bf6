/** Kinds of import files by extension; the content is checked later. */
export const IMPORT_EXTENSIONS = {
  clip: ['.mp4', '.m4v', '.mov', '.webm', '.mkv'],
  song: ['.mp3', '.m4a', '.wav', '.aac', '.flac', '.ogg', '.oga', '.opus'],
  lyrics: ['.lrc', '.srt', '.vtt'],
  prompts: ['.txt'],
} as const;

export type ImportKind = keyof typeof IMPORT_EXTENSIONS;

/** The formats of a kind as people read them: "mp3, m4a or wav". */
export function formatsOf(kind: ImportKind): string {
  const formats = IMPORT_EXTENSIONS[kind].map((extension) => extension.slice(1));
  return formats.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

/** Largest clip or song, in MiB. */
export const MAX_MEDIA_MEBIBYTES = 512;

/** The kind of a file by its name; null if imports do not use it. */
export function importKind(name: string): ImportKind | null {
  const extension = /\.[^.]+$/.exec(name)?.[0].toLowerCase();
  const kinds = Object.keys(IMPORT_EXTENSIONS) as ImportKind[];
  return kinds.find((kind) => IMPORT_EXTENSIONS[kind].some((each) => each === extension)) ?? null;
}
