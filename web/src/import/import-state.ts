import { t } from '../languages/t.js';
import type { FileUse } from './classify-files.js';
import type { ImportLimits, ImportRoles, ServerImport } from './import-api.js';

/** A file in the panel. */
export interface ImportFile {
  key: number;
  name: string;
  sizeBytes: number;
  /** Null for one that an earlier load of this page has sent. */
  file: File | null;
  /** ready: to be sent. failed: could not be sent, for the reason in `failure`. */
  state: 'ready' | 'sending' | 'sent' | 'failed';
  sentBytes: number;
  failure: string | null;
  /** As the person says; null: as its name says. */
  use: FileUse | null;
}

/** choosing: files come and go. sending: they are on their way. making: the server is at it. */
export type ImportPhase = 'closed' | 'choosing' | 'sending' | 'making' | 'done';

export interface ImportState {
  phase: ImportPhase;
  title: string;
  files: ImportFile[];
  /** Names of clips, as the person has put them; empty while their names give the order. */
  order: readonly string[];
  limits: ImportLimits | null;
  /** The server's name for it, once it has begun. */
  importId: string | null;
  progress: ServerImport['progress'];
  problems: ServerImport['problems'];
  warnings: string[];
  /** Why it cannot go on at present. */
  failure: string | null;
  jobId: string | null;
}

export const CLOSED: ImportState = {
  phase: 'closed',
  title: '',
  files: [],
  order: [],
  limits: null,
  importId: null,
  progress: null,
  problems: [],
  warnings: [],
  failure: null,
  jobId: null,
};

let lastKey = 0;

/** A file that was picked, and the folder that it came in. */
export interface PickedFile {
  file: File;
  folder: string | null;
}

/** With further files; one takes the place of an earlier one of its name. The first folder gives the title. */
export function withPicked(state: ImportState, picked: PickedFile[]): ImportState {
  const names = new Set(picked.map(({ file }) => file.name));
  const added = picked.map(({ file }): ImportFile => {
    const { name, size } = file;
    const use = state.files.find((known) => known.name === name)?.use ?? null;
    return { key: ++lastKey, name, sizeBytes: size, file, state: 'ready', sentBytes: 0, failure: null, use };
  });
  const folder = picked.find((each) => each.folder !== null)?.folder ?? '';
  return {
    ...state,
    title: state.title || folder,
    files: [...state.files.filter(({ name }) => !names.has(name)), ...added],
    problems: state.problems.filter(({ file }) => file !== null && !names.has(file)),
    failure: null,
  };
}

export function withFile(state: ImportState, key: number, change: Partial<ImportFile>): ImportState {
  return { ...state, files: state.files.map((file) => (file.key === key ? { ...file, ...change } : file)) };
}

/** Removes a file and its problem. */
export function withoutFile(state: ImportState, key: number): ImportState {
  const gone = state.files.find((file) => file.key === key);
  return {
    ...state,
    files: state.files.filter((file) => file.key !== key),
    problems: state.problems.filter(({ file }) => file !== null && file !== gone?.name),
  };
}

/** After the server has lost the import: all files of this page must be uploaded again. */
export function lost(state: ImportState, failure: string): ImportState {
  const files = state.files
    .filter(({ file }) => file !== null)
    .map((file): ImportFile => ({ ...file, state: 'ready', sentBytes: 0, failure: null }));
  return { ...state, phase: 'choosing', importId: null, progress: null, files, failure };
}

/** As the server has it. Files that this page does not know were sent before it was loaded. */
export function asServerHas(state: ImportState, server: ServerImport): ImportState {
  const { status, progress, problems, warnings, jobId, title } = server;
  const known = new Set(state.files.map(({ name }) => name));
  const others = server.files
    .filter(({ name }) => !known.has(name))
    .map((file) => sentEarlier(file, server.roles));
  const phase = status === 'done' ? 'done' : status === 'collecting' ? 'choosing' : 'making';
  const files = [...state.files, ...others];
  const message = status === 'waiting' ? { message: t('import.waiting'), fraction: 0 } : null;
  return {
    ...state,
    ...{ phase, problems, warnings, jobId, files },
    progress: message ?? progress,
    title: title ?? state.title,
    order: others.length > 0 && server.roles !== null ? server.roles.clips : state.order,
    failure: null,
  };
}

function sentEarlier({ name, sizeBytes }: SentFile, roles: ImportRoles | null): ImportFile {
  const sent = { name, sizeBytes, sentBytes: sizeBytes, file: null, failure: null };
  return { key: ++lastKey, ...sent, state: 'sent', use: roles && useIn(roles, name) };
}

type SentFile = ServerImport['files'][number];

function useIn({ clips, song, lyrics, prompts }: ImportRoles, name: string): FileUse {
  if (clips.includes(name)) return 'clip';
  if (song === name) return 'song';
  if (lyrics === name) return 'lyrics';
  return prompts === name ? 'prompts' : 'unused';
}
