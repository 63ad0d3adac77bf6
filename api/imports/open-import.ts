import type { ImportKind } from '../../core/import/import-files.js';
import type { ImportRoles } from '../../core/import/import-roles.js';

/** A file that has arrived whole. */
export interface UploadedFile {
  name: string;
  kind: ImportKind;
  sizeBytes: number;
}

/** Why an import cannot be made; `file` names the file with the problem. */
export interface ImportProblem {
  file: string | null;
  message: string;
}

/** collecting: files arrive. waiting: its program is due. running: it works. done: the job is there. */
export type ImportStatus = 'collecting' | 'waiting' | 'running' | 'done';

/** An import on its way, in the memory of the one process that takes its files (docs/decisions/0012). */
export interface OpenImport {
  readonly id: string;
  readonly userId: string;
  /** Its own; gone with it. */
  readonly folder: string;
  status: ImportStatus;
  title: string | null;
  /** As it was started; null where the names of the files give them. */
  roles: ImportRoles | null;
  /** The demo's job.json, where that is what is imported. */
  demo: string | null;
  readonly files: Map<string, UploadedFile>;
  /** Files that are on their way at this moment. */
  arriving: number;
  /** On disk, with those of files that are on their way. */
  bytes: number;
  progress: { message: string; fraction: number } | null;
  /** Of the last try. */
  problems: ImportProblem[];
  warnings: string[];
  jobId: string | null;
  /** When its user last sent a request, in milliseconds since 1970. */
  touchedAt: number;
  /** Aborted when it is canceled: ends what arrives and what runs. */
  readonly canceled: AbortController;
}

/** An import as its user sees it. */
export function importView(open: OpenImport) {
  const { id, status, title, roles, files, progress, problems, warnings, jobId } = open;
  return { id, status, title, roles, files: [...files.values()], progress, problems, warnings, jobId };
}
