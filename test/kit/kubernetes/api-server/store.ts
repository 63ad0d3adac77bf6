import { expired } from './status.js';
import type { Kinds } from '../wire.js';

export type Kind = keyof Kinds;

/** One change of one object, as a watch reports it. */
export interface Change {
  version: number;
  kind: Kind;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: Kinds[Kind];
}

/** The cluster's objects, with a version that grows with every change, and the changes since the last compaction. */
export class Store {
  version = 1000;
  private compactedAt = 0;
  private readonly objects: { [K in Kind]: Map<string, Kinds[K]> } = {
    jobs: new Map(),
    pods: new Map(),
    events: new Map(),
  };
  private changes: Change[] = [];
  private readonly listeners = new Set<(change: Change) => void>();

  get<K extends Kind>(kind: K, name: string): Kinds[K] | undefined {
    return this.objects[kind].get(name);
  }

  list<K extends Kind>(kind: K): Kinds[K][] {
    return [...this.objects[kind].values()];
  }

  put<K extends Kind>(kind: K, object: Kinds[K]): void {
    const type = this.objects[kind].has(object.metadata.name) ? 'MODIFIED' : 'ADDED';
    this.objects[kind].set(object.metadata.name, object);
    this.tell(kind, type, object);
  }

  remove<K extends Kind>(kind: K, object: Kinds[K]): void {
    if (this.objects[kind].delete(object.metadata.name)) this.tell(kind, 'DELETED', object);
  }

  /** The changes after a version. Throws 410 if they are forgotten. */
  since(version: number): Change[] {
    if (version < this.compactedAt) throw expired();
    return this.changes.filter((change) => change.version > version);
  }

  /** Forgets the changes, as etcd does every few minutes. */
  compact(): void {
    this.compactedAt = ++this.version;
    this.changes = [];
  }

  /** Number of open watches. */
  get listenerCount(): number {
    return this.listeners.size;
  }

  /** Returns a function that stops listening. */
  listen(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(kind: Kind, type: Change['type'], object: Kinds[Kind]): void {
    object.metadata.resourceVersion = String(++this.version);
    const change = { version: this.version, kind, type, object: structuredClone(object) };
    this.changes.push(change);
    for (const listener of [...this.listeners]) listener(change);
  }
}
