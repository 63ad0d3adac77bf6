import type { Problem } from '../../errors/problem.js';

type Way = { way: 'undo' | 'redo' | 'video' } | { way: 'clip'; clipIndex: number; versionNumber: number };
type Versioned = { versionNumber?: number };

/** "the original" or "version 3". */
export function nameOfVersion(versionNumber: number): string {
  return versionNumber === 1 ? 'the original' : `version ${versionNumber}`;
}

/** "Original" or "v3", where there is little room. */
export function shortName(versionNumber: number): string {
  return versionNumber === 1 ? 'Original' : `v${versionNumber}`;
}

export function doingWords(request: Way & Versioned): string {
  switch (request.way) {
    case 'undo':
      return 'Undoing…';
    case 'redo':
      return 'Redoing…';
    case 'clip':
      return `Bringing back ${nameOfVersion(request.versionNumber)} of clip ${request.clipIndex + 1}…`;
    case 'video':
      return `Bringing back ${nameOfVersion(request.versionNumber ?? 1)} of the video…`;
  }
}

/** @param summary the server's words for the version that came of it */
export function doneWords(request: Way & Versioned, summary: string): string {
  switch (request.way) {
    case 'undo':
    case 'redo':
      return pastWords(summary);
    case 'clip':
      return `Clip ${request.clipIndex + 1} shows ${nameOfVersion(request.versionNumber)} again.`;
    case 'video':
      return `The video is ${nameOfVersion(request.versionNumber ?? 1)} again.`;
  }
}

/** "Undone: Clip 2: warmer" of "Undo: Clip 2: warmer". */
export function pastWords(summary: string): string {
  const past = summary.replace(/^Undo: /, 'Undone: ').replace(/^Redo: /, 'Redone: ');
  return past === summary ? `Done: ${summary}` : past;
}

/** Why nothing came back, in words for this. */
export function problemWords({ code, sentence, detail }: Problem): string {
  switch (code) {
    case 'REGENERATION_IN_PROGRESS':
      return 'This video is being changed. Try again when that is done.';
    case 'JOB_NOT_COMPLETED':
    case 'BAD_USER_INPUT':
      return detail ?? sentence;
    default:
      return sentence;
  }
}
