/** Kinds of import files by extension; the content is checked later. */
export const IMPORT_EXTENSIONS = {
  clip: ['.mp4', '.m4v', '.mov', '.webm', '.mkv'],
  song: ['.mp3', '.m4a', '.wav', '.aac', '.flac', '.ogg', '.oga', '.opus'],
  lyrics: ['.lrc', '.srt', '.vtt', '.sbv', '.sub', '.ass'],
  prompts: ['.txt'],
} as const;

/** Clips and songs of formats that imports do not take. A clip of these must not be left out in silence: all others move up. */
export const UNSUPPORTED_EXTENSIONS = {
  clip: ['.avi', '.mts', '.m2ts', '.ts', '.mpg', '.mpeg', '.wmv', '.flv', '.3gp', '.ogv', '.mxf', '.gif'],
  song: ['.aif', '.aiff', '.wma', '.m4b', '.caf', '.amr', '.ape', '.mka', '.mid', '.midi'],
} as const;

export type ImportKind = keyof typeof IMPORT_EXTENSIONS;

/** The formats of a kind as people read them: "mp3, m4a or wav". */
export function formatsOf(kind: ImportKind): string {
  const formats = IMPORT_EXTENSIONS[kind].map((extension) => extension.slice(1));
  return formats.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

/** Largest clip or song, in MiB. */
export const MAX_MEDIA_MEBIBYTES = 512;

/**
 * The kind of a file by its name; null if imports do not use it. A plain text may be named as the lyrics, and JSON or
 * Markdown as the prompts.
 */
export function importKind(name: string): ImportKind | null {
  const extension = extensionOf(name);
  if (extension === '.txt' && /lyric/i.test(name)) return 'lyrics';
  if ((extension === '.json' || extension === '.md') && /prompt/i.test(name)) return 'prompts';
  const kinds = Object.keys(IMPORT_EXTENSIONS) as ImportKind[];
  return kinds.find((kind) => IMPORT_EXTENSIONS[kind].some((each) => each === extension)) ?? null;
}

/** What a file of an unsupported format would be; null for one of another kind. */
export function unsupportedKind(name: string): keyof typeof UNSUPPORTED_EXTENSIONS | null {
  const extension = extensionOf(name);
  const kinds = ['clip', 'song'] as const;
  return kinds.find((kind) => UNSUPPORTED_EXTENSIONS[kind].some((each) => each === extension)) ?? null;
}

/** Other systems take off the dots and spaces that a name ends with. */
function trimmed(name: string): string {
  return name.replace(/[. ]+$/, '');
}

function extensionOf(name: string): string | undefined {
  return /\.[^.]+$/.exec(trimmed(name))?.[0].toLowerCase();
}

/** Made once a folder is read: it takes 2 ms, and every runner loads this file. */
let natural: Intl.Collator | undefined;
const stemOf = (name: string): string => trimmed(name).replace(/\.[^.]*$/, '');

/** The order of clips: "clip.mp4", "clip (1).mp4" as browsers name the next download, "clip 2.mp4", "clip 10.mp4". */
export function byFileName(one: string, other: string): number {
  natural ??= new Intl.Collator('en', { numeric: true });
  return natural.compare(stemOf(one), stemOf(other)) || natural.compare(one, other);
}
