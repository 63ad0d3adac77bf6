import { mediaIdentity } from '../../../../layout/media-url.js';

/** In the background; what is pointed at comes on top. */
const AT_ONCE = 2;

interface Entry {
  /** Signed URL that it is loaded by. */
  url: string;
  picture: HTMLImageElement;
  state: 'loading' | 'loaded' | 'failed';
}

/** Loads filmstrips before they are wanted, each once, whatever signature its URL has, and keeps them. */
export class FilmLoader {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<() => void>();
  private order: () => readonly string[] = () => [];
  private loading = 0;

  /** @param order URLs of what may be loaded now, the most wanted first */
  begin(order: () => readonly string[]): void {
    this.order = order;
    this.goOn();
  }

  stop(): void {
    this.order = () => [];
  }

  /** Forgets all but these. */
  keep(urls: readonly string[]): void {
    const kept = new Set(urls.map(mediaIdentity));
    for (const identity of this.entries.keys()) if (!kept.has(identity)) this.entries.delete(identity);
    this.goOn();
  }

  /** To be called when another order, or more, may be wanted. */
  goOn(): void {
    while (this.loading < AT_ONCE) {
      const url = this.order().find((each) => this.isOpen(each));
      if (url === undefined) return;
      this.load(url, 'low');
    }
  }

  /** Loads a film at once. */
  hurry(url: string): void {
    if (this.isOpen(url)) this.load(url, 'high');
  }

  /** The picture of a film; null until it is there. */
  look(url: string): HTMLImageElement | 'failed' | null {
    const entry = this.entries.get(mediaIdentity(url));
    if (entry?.state === 'failed') return 'failed';
    return entry?.state === 'loaded' ? entry.picture : null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What failed is tried again with another signature: its URL may have expired. */
  private isOpen(url: string): boolean {
    const entry = this.entries.get(mediaIdentity(url));
    return !entry || (entry.state === 'failed' && entry.url !== url);
  }

  private load(url: string, priority: 'low' | 'high'): void {
    const picture = new Image();
    const entry: Entry = { url, picture, state: 'loading' };
    const end = (state: 'loaded' | 'failed') => () => {
      entry.state = state;
      this.loading--;
      this.listeners.forEach((listener) => listener());
      this.goOn();
    };
    this.entries.set(mediaIdentity(url), entry);
    this.loading++;
    picture.onload = end('loaded');
    picture.onerror = end('failed');
    picture.fetchPriority = priority;
    picture.src = url;
  }
}
