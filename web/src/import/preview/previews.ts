import { useSyncExternalStore } from 'react';
import { readMedia, type MediaPreview } from './read-media.js';

/** Files that are read at a time: each takes a decoder. */
const AT_ONCE = 2;

/** reading: not known yet. unreadable: this browser cannot read it; the server may. */
export type Preview = MediaPreview | 'reading' | 'unreadable';

/** Previews of files, read in the order in which they were asked for. A file that is gone costs what it had cost. */
class Previews {
  private known = new Map<File, Preview>();
  private readonly waiting: File[] = [];
  private readonly listeners = new Set<() => void>();
  private reading = 0;

  readonly get = (): ReadonlyMap<File, Preview> => this.known;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads those that are new, and lets go of all others. */
  want(files: readonly File[]): void {
    for (const [file, preview] of this.known) {
      if (files.includes(file)) continue;
      if (typeof preview === 'object' && preview.picture !== null) URL.revokeObjectURL(preview.picture);
      this.known.delete(file);
    }
    for (const file of files) {
      if (this.known.has(file)) continue;
      this.known.set(file, 'reading');
      this.waiting.push(file);
    }
    while (this.reading < AT_ONCE && this.waiting.length > 0) void this.readNext();
  }

  private async readNext(): Promise<void> {
    const file = this.waiting.shift();
    if (file === undefined || !this.known.has(file)) return;
    this.reading++;
    const preview = await readMedia(file).catch(() => 'unreadable' as const);
    this.reading--;
    if (this.known.has(file)) this.known = new Map(this.known).set(file, preview);
    for (const listener of this.listeners) listener();
    if (this.waiting.length > 0) void this.readNext();
  }
}

export const previews = new Previews();

/** What is known of the files of the import. */
export function usePreviews(): ReadonlyMap<File, Preview> {
  return useSyncExternalStore(previews.subscribe, previews.get);
}
