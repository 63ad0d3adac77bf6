import type { ImportKind, ImportLimits } from './import-api.js';

/** What becomes of a file: clip 3, the song, …, or nothing, with the reason. */
export interface FileRole {
  kind: ImportKind | null;
  /** Counts from 1, in the order of the names; null for another file. */
  clipNumber: number | null;
  /** Why it cannot be used. A file of no kind is left out; any other problem keeps the import from starting. */
  problem: string | null;
}

interface NamedFile {
  name: string;
  sizeBytes: number;
}

/** Asked of each of several songs. */
const WHICH_SONG = 'Which one?';

const natural = new Intl.Collator('en', { numeric: true });
const stemOf = (name: string): string => trimmed(name).replace(/\.[^.]*$/, '');

/** The order of clips, as on the server: "clip.mp4", "clip (1).mp4", "clip 2.mp4", "clip 10.mp4". */
function byName(one: string, other: string): number {
  return natural.compare(stemOf(one), stemOf(other)) || natural.compare(one, other);
}

/** The files in the order of the panel: clips by name, then the song, lyrics, prompts, and the rest. */
export function classifyFiles<File extends NamedFile>(
  files: readonly File[],
  limits: ImportLimits,
): { file: File; role: FileRole }[] {
  const order: (ImportKind | null)[] = ['clip', 'song', 'lyrics', 'prompts', null];
  const sorted = files
    .map((file) => ({ file, kind: kindOf(file.name, limits) }))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || byName(a.file.name, b.file.name));
  const songs = sorted.filter(({ kind }) => kind === 'song').length;
  const seen = new Set<string>();
  let clips = 0;
  return sorted.map(({ file, kind }) => {
    const twice = seen.has(file.name);
    seen.add(file.name);
    const clipNumber = kind === 'clip' ? ++clips : null;
    const doubt = kind === 'song' && songs > 1 ? WHICH_SONG : null;
    return { file, role: { kind, clipNumber, problem: problemOf(file, kind, twice, limits) ?? doubt } };
  });
}

/** A clip of an unsupported format counts as a clip: left out in silence, it would let all others move up. */
function kindOf(name: string, { extensions, unsupportedClips }: ImportLimits): ImportKind | null {
  const extension = extensionOf(name);
  if (unsupportedClips.includes(extension)) return 'clip';
  if (extension === '.txt' && /lyric/i.test(name)) return 'lyrics';
  if ((extension === '.json' || extension === '.md') && /prompt/i.test(name)) return 'prompts';
  const kinds = Object.keys(extensions) as ImportKind[];
  return kinds.find((kind) => extensions[kind].includes(extension)) ?? null;
}

/** Other systems take off the dots and spaces that a name ends with. */
function trimmed(name: string): string {
  return name.replace(/[. ]+$/, '');
}

function extensionOf(name: string): string {
  return /\.[^.]+$/.exec(trimmed(name))?.[0].toLowerCase() ?? '';
}

/** As people read them: "mp3, m4a or wav". */
function formatsOf(kind: ImportKind, { extensions }: ImportLimits): string {
  const formats = extensions[kind].map((extension) => extension.slice(1));
  return formats.join(', ').replace(/, (?=[^,]*$)/, ' or ');
}

function problemOf(
  { name, sizeBytes }: NamedFile,
  kind: ImportKind | null,
  twice: boolean,
  limits: ImportLimits,
): string | null {
  const { fileBytes, nameBytes, unsupportedClips } = limits;
  if (kind === null) return 'No clip, song, lyrics or prompts.';
  if (unsupportedClips.includes(extensionOf(name)))
    return `Imports do not take this format. Save it as ${formatsOf('clip', limits)}.`;
  if (twice) return 'Another file has this name. Rename one of them.';
  if (sizeBytes === 0) return 'This file is empty.';
  if (sizeBytes > fileBytes[kind])
    return `Larger than ${formatSize(fileBytes[kind])}, the most there can be.`;
  if (new TextEncoder().encode(name).length > nameBytes) return 'The name is too long. Rename it.';
  return null;
}

/** What keeps these files from being imported, in one sentence; null where nothing does. */
export function whatIsMissing(
  roles: readonly FileRole[],
  totalBytes: number,
  limits: ImportLimits,
): string | null {
  const count = (kind: ImportKind): number => roles.filter((role) => role.kind === kind).length;
  if (count('clip') === 0 && count('song') === 0) return 'Add the clips and the song.';
  if (count('clip') === 0) return `Add the clips (${formatsOf('clip', limits)}).`;
  if (count('song') === 0) return `Add the song (${formatsOf('song', limits)}).`;
  if (count('song') > 1) return `There are ${count('song')} songs. Keep the one that belongs to the clips.`;
  if (roles.some(({ kind, problem }) => kind !== null && problem !== null))
    return 'Take out or replace the files that cannot be used.';
  const used = roles.filter(({ kind }) => kind !== null).length;
  if (used > limits.files) return `An import takes ${limits.files} files at most.`;
  if (totalBytes > limits.totalBytes)
    return `All files together are larger than ${formatSize(limits.totalBytes)}, the most there can be.`;
  return null;
}

const KIBIBYTE = 1024;

/** "3.4 MB", as people count. */
export function formatSize(bytes: number): string {
  if (bytes < KIBIBYTE) return `${bytes} bytes`;
  const units = ['KB', 'MB', 'GB'];
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(KIBIBYTE)));
  const value = bytes / KIBIBYTE ** power;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power - 1]}`;
}
