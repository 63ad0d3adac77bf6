import { inWords } from '../format/list.js';
import { formatNumber } from '../format/number.js';
import { t } from '../languages/t.js';
import type { ImportKind, ImportLimits, ImportRoles } from './import-api.js';

/** What a file is for: `video` is the finished video, which is made anew from the clips and not sent. */
export type FileUse = ImportKind | 'video' | 'unused';

/** What becomes of a file: clip 3, the song, …, or nothing, with the reason. */
export interface FileRole {
  use: FileUse;
  /** As what it is sent; null for a file that stays here. */
  kind: ImportKind | null;
  /** Counts from 1; null for another file. */
  clipNumber: number | null;
  /** Why it cannot be used. A file of no kind is left out; any other problem keeps the import from starting. */
  problem: string | null;
  /** What it may be instead, itself among them. */
  choices: readonly FileUse[];
}

interface NamedFile {
  name: string;
  sizeBytes: number;
  /** As a person says; without it, the name says. */
  use?: FileUse | null;
}

const natural = new Intl.Collator('en', { numeric: true });
const stemOf = (name: string): string => trimmed(name).replace(/\.[^.]*$/, '');

/** The order of clips, as on the server: "clip.mp4", "clip (1).mp4", "clip 2.mp4", "clip 10.mp4". */
function byName(one: string, other: string): number {
  return natural.compare(stemOf(one), stemOf(other)) || natural.compare(one, other);
}

/** By a person's order where there is one; clips that came later follow by name. */
function byOrder(order: readonly string[]): (one: string, other: string) => number {
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return (one, other) => place(one) - place(other) || byName(one, other);
}

const ORDER: readonly FileUse[] = ['clip', 'song', 'lyrics', 'prompts', 'video', 'unused'];

/**
 * The files in the order of the panel: clips by name, or as a person has put them, then the song, lyrics, prompts, and the
 * rest.
 */
export function classifyFiles<File extends NamedFile>(
  files: readonly File[],
  limits: ImportLimits,
  order: readonly string[] = [],
): { file: File; role: FileRole }[] {
  const used = files.map((file) => ({ file, use: file.use ?? useByName(file.name, limits) }));
  const texts = { lyrics: onlyText(used, 'lyrics'), prompts: onlyText(used, 'prompts') };
  const inOrder = byOrder(order);
  const sorted = used
    .map(({ file, use }) => {
      const isOther = (use === 'lyrics' || use === 'prompts') && texts[use] !== file;
      return { file, use: isOther ? ('unused' as const) : use, instead: isOther ? texts[use] : null };
    })
    .sort((a, b) => ORDER.indexOf(a.use) - ORDER.indexOf(b.use) || inOrder(a.file.name, b.file.name));
  const songs = sorted.filter(({ use }) => use === 'song').length;
  const seen = new Set<string>();
  let clips = 0;
  return sorted.map(({ file, use, instead }) => {
    const twice = seen.has(file.name);
    seen.add(file.name);
    const kind = use === 'video' || use === 'unused' ? null : use;
    const clipNumber = kind === 'clip' ? ++clips : null;
    const doubt = kind === 'song' && songs > 1 ? t('import.whichSong') : null;
    const problem =
      kind === null ? whyUnused(file, use, instead, limits) : problemOf(file, kind, twice, limits);
    const choices = choicesFor(file.name, limits);
    return { file, role: { use, kind, clipNumber, problem: problem ?? doubt, choices } };
  });
}

/** The one text of several that counts: chosen by a person, else named as what it is, else the first that is not empty. */
function onlyText<File extends NamedFile>(
  files: readonly { file: File; use: FileUse }[],
  kind: 'lyrics' | 'prompts',
): File | null {
  const rank = ({ use, name, sizeBytes }: NamedFile): number =>
    (use === kind ? 0 : 4) +
    (sizeBytes > 0 ? 0 : 2) +
    (new RegExp(kind.slice(0, -1), 'i').test(name) ? 0 : 1);
  const named = files.filter(({ use }) => use === kind).map(({ file }) => file);
  return named.sort((a, b) => rank(a) - rank(b) || byName(a.name, b.name))[0] ?? null;
}

function whyUnused(
  { name, use: chosen }: NamedFile,
  use: FileUse,
  instead: NamedFile | null,
  limits: ImportLimits,
): string | null {
  if (use === 'video') return t('import.videoNotSent');
  if (instead !== null) return t('import.instead', { name: instead.name });
  return chosen === 'unused' || useByName(name, limits) !== 'unused' ? null : t('import.noUse');
}

/** A finished video as the generation pipeline names it. */
const FINISHED = /^final[ _-]?video$/i;

/** A clip of an unsupported format counts as a clip: left out in silence, it would let all others move up. */
function useByName(name: string, limits: ImportLimits): FileUse {
  const kind = kindByName(name, limits);
  return kind === 'clip' && FINISHED.test(stemOf(name)) ? 'video' : (kind ?? 'unused');
}

function kindByName(name: string, { extensions, unsupportedClips }: ImportLimits): ImportKind | null {
  const extension = extensionOf(name);
  if (unsupportedClips.includes(extension)) return 'clip';
  if (extension === '.txt' && /lyric/i.test(name)) return 'lyrics';
  if ((extension === '.json' || extension === '.md') && /prompt/i.test(name)) return 'prompts';
  const kinds = Object.keys(extensions) as ImportKind[];
  return kinds.find((kind) => extensions[kind].includes(extension)) ?? null;
}

/** A video may be the song by its sound, and a text lyrics or prompts; the server takes no other change. */
function choicesFor(name: string, limits: ImportLimits): readonly FileUse[] {
  const kind = kindByName(name, limits);
  if (kind === null) return ['unused'];
  if (kind === 'song') return ['song', 'unused'];
  if (kind !== 'clip') return ['lyrics', 'prompts', 'unused'];
  return limits.unsupportedClips.includes(extensionOf(name))
    ? ['clip', 'video', 'unused']
    : ['clip', 'song', 'video', 'unused'];
}

/** What the files are for, as the server is told. The files have no problems. */
export function rolesOf(classified: readonly { file: NamedFile; role: FileRole }[]): ImportRoles {
  const named = (kind: ImportKind): string[] =>
    classified.filter(({ role }) => role.kind === kind).map(({ file }) => file.name);
  const [song = ''] = named('song');
  const [lyrics = null] = named('lyrics');
  const [prompts = null] = named('prompts');
  return { clips: named('clip'), song, lyrics, prompts };
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
  return inWords(formats, 'common.or');
}

function problemOf(
  { name, sizeBytes }: NamedFile,
  kind: ImportKind,
  twice: boolean,
  limits: ImportLimits,
): string | null {
  const { fileBytes, nameBytes, unsupportedClips } = limits;
  if (unsupportedClips.includes(extensionOf(name)))
    return t('import.wrongFormat', { formats: formatsOf('clip', limits) });
  if (twice) return t('import.twice');
  if (sizeBytes === 0) return t('import.empty');
  if (sizeBytes > fileBytes[kind]) return t('import.larger', { size: formatSize(fileBytes[kind]) });
  if (new TextEncoder().encode(name).length > nameBytes) return t('import.nameTooLong');
  return null;
}

/** What keeps these files from being imported, in one sentence; null where nothing does. */
export function whatIsMissing(
  roles: readonly FileRole[],
  totalBytes: number,
  limits: ImportLimits,
): string | null {
  const count = (kind: ImportKind): number => roles.filter((role) => role.kind === kind).length;
  if (count('clip') === 0 && count('song') === 0) return t('import.needsBoth');
  if (count('clip') === 0) return t('import.needsClips', { formats: formatsOf('clip', limits) });
  if (count('song') === 0) return t('import.needsSong', { formats: formatsOf('song', limits) });
  if (count('song') > 1) return t('import.manySongs', { count: count('song') });
  if (roles.some(({ kind, problem }) => kind !== null && problem !== null)) return t('import.unusableLeft');
  const used = roles.filter(({ kind }) => kind !== null).length;
  if (used > limits.files) return t('import.tooMany', { count: limits.files });
  if (totalBytes > limits.totalBytes) return t('import.allLarger', { size: formatSize(limits.totalBytes) });
  return null;
}

const KIBIBYTE = 1024;

/** "3.4 MB", as people count. */
export function formatSize(bytes: number): string {
  if (bytes < KIBIBYTE) return t('import.bytes', { count: bytes });
  const units = ['KB', 'MB', 'GB'];
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(KIBIBYTE)));
  const value = bytes / KIBIBYTE ** power;
  return `${formatNumber(value, value < 10 ? 1 : 0)} ${units[power - 1]}`;
}
