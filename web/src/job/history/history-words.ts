import type { Problem } from '../../errors/problem.js';
import { t } from '../../languages/t.js';

type Way = { way: 'undo' | 'redo' | 'video' } | { way: 'clip'; clipIndex: number; versionNumber: number };
type Versioned = { versionNumber?: number };

/** "Original" or "v3", where there is little room. */
export function shortName(versionNumber: number): string {
  return versionNumber === 1 ? t('version.original') : t('version.short', { version: versionNumber });
}

export function doingWords(request: Way & Versioned): string {
  switch (request.way) {
    case 'undo':
      return t('version.undoing');
    case 'redo':
      return t('version.redoing');
    case 'clip':
      return t('version.bringingClip', { version: request.versionNumber, number: request.clipIndex + 1 });
    case 'video':
      return t('version.bringingVideo', { version: request.versionNumber ?? 1 });
  }
}

/** @param summary the server's words for the version that came of it */
export function doneWords(request: Way & Versioned, summary: string): string {
  switch (request.way) {
    case 'undo':
    case 'redo':
      return pastWords(summary);
    case 'clip':
      return t('version.clipShows', { version: request.versionNumber, number: request.clipIndex + 1 });
    case 'video':
      return t('version.videoIs', { version: request.versionNumber ?? 1 });
  }
}

/** "Undone: Clip 2: warmer" of "Undo: Clip 2: warmer". */
export function pastWords(summary: string): string {
  const [, way, what] = /^(Undo|Redo): (.*)$/s.exec(summary) ?? [];
  if (what === undefined) return t('version.done', { what: summary });
  return t(way === 'Undo' ? 'version.undone' : 'version.redone', { what });
}

/** Why nothing came back, in words for this. */
export function problemWords({ code, sentence, detail }: Problem): string {
  switch (code) {
    case 'REGENERATION_IN_PROGRESS':
      return t('error.REGENERATION_IN_PROGRESS');
    case 'JOB_NOT_COMPLETED':
    case 'BAD_USER_INPUT':
      return detail ?? sentence;
    default:
      return sentence;
  }
}
