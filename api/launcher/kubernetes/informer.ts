import type { V1ObjectMeta } from '@kubernetes/client-node';
import { Backoff, pause } from '../../../core/util/backoff.js';
import type { Listing } from './cluster.js';
import type { ClusterTiming } from './cluster-timing.js';
import { readClusterError } from './cluster-error.js';
import type { WatchEvent } from './watch-stream.js';

interface KubeObject {
  metadata?: V1ObjectMeta;
}

const LONG_WATCH_MS = 10_000;

/** Where an informer takes its objects from. */
export interface InformerSource<T> {
  list(): Promise<Listing<T>>;
  watch(resourceVersion: string, onEvent: (event: WatchEvent<T>) => void, signal: AbortSignal): Promise<void>;
}

export interface InformerOptions {
  timing: Pick<ClusterTiming, 'relistMs' | 'staleMs'>;
  /** Called for an object that came, changed or went. */
  onChange: (name: string) => void;
  /** Called after every list; `first` when nothing was known before it. */
  onListed: (first: boolean) => void;
  /** Called with what a list failed of or a watch was refused for, and with null once it works. */
  onHealth: (verb: 'list' | 'watch', error: unknown) => void;
}

/** A local copy of the cluster's objects of one kind, kept by list and watch. Only a list or an event removes objects. */
export class Informer<T extends KubeObject> {
  private readonly objects = new Map<string, T>();
  private resourceVersion = 0;
  private listedAt: number | null = null;
  private readonly stopping = new AbortController();
  private watching = new AbortController();
  private listing: Promise<boolean> | null = null;
  private loops: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly source: InformerSource<T>,
    private readonly options: InformerOptions,
  ) {}

  start(): void {
    this.loops = Promise.all([this.keepListing(), this.keepWatching()]);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.watching.abort();
    await this.loops;
  }

  /** Whether the copy is fresh. */
  get known(): boolean {
    return this.listedAt !== null && Date.now() - this.listedAt < this.options.timing.staleMs;
  }

  /** The resourceVersion that it is at. */
  get version(): number {
    return this.resourceVersion;
  }

  get(name: string): T | undefined {
    return this.objects.get(name);
  }

  /** Stores an object from a request's answer, ahead of its event. */
  put(object: T): void {
    const name = object.metadata!.name!;
    const held = this.objects.get(name);
    if (held !== undefined && versionOf(held) >= versionOf(object)) return;
    this.objects.set(name, object);
    this.options.onChange(name);
  }

  private get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  private async keepListing(): Promise<void> {
    const backoff = new Backoff();
    while (!this.stopped.aborted) {
      if (await this.relist()) {
        backoff.reset();
        await pause(this.options.timing.relistMs, this.stopped);
      } else await backoff.wait(this.stopped);
    }
  }

  /** Returns whether the list succeeded. Two that are wanted at a time are one. */
  private async relist(): Promise<boolean> {
    this.listing ??= this.list().finally(() => (this.listing = null));
    return await this.listing;
  }

  private async list(): Promise<boolean> {
    const startedAt = Date.now();
    try {
      const { items, resourceVersion } = await this.source.list();
      const wasKnown = this.known;
      this.listedAt = startedAt;
      this.replace(items, Number(resourceVersion));
      this.options.onHealth('list', null);
      this.options.onListed(!wasKnown);
      return true;
    } catch (error) {
      if (!this.stopped.aborted) this.options.onHealth('list', error);
      return false;
    }
  }

  private replace(items: T[], resourceVersion: number): void {
    // The watch was ahead of this list: it knows more.
    if (resourceVersion < this.resourceVersion) return;
    const listed = new Map(items.map((item) => [item.metadata!.name!, item]));
    const gone = [...this.objects].filter(
      ([name, held]) => !listed.has(name) && versionOf(held) <= resourceVersion,
    );
    const changed = items.filter((item) => {
      const held = this.objects.get(item.metadata!.name!);
      return held === undefined || versionOf(held) < versionOf(item);
    });
    for (const [name] of gone) this.remove(name);
    for (const item of changed) this.put(item);
    this.resourceVersion = resourceVersion;
    // The watch has missed something, or is about to tell it: a new one goes on from here.
    if (gone.length > 0 || changed.length > 0) this.watching.abort();
  }

  private async keepWatching(): Promise<void> {
    const backoff = new Backoff();
    while (!this.stopped.aborted) {
      if (this.resourceVersion === 0) {
        await pause(50, this.stopped);
        continue;
      }
      this.watching = new AbortController();
      const ended = await this.watchOnce(this.watching.signal, () => backoff.reset());
      if (ended === 'gone') await this.relist();
      if (ended !== 'renew') await backoff.wait(this.stopped);
    }
  }

  /** `renew`: a list asked for it; `gone`: the cluster has forgotten our resourceVersion; `over`: anything else. */
  private async watchOnce(signal: AbortSignal, onLife: () => void): Promise<'renew' | 'gone' | 'over'> {
    const onEvent = (event: WatchEvent<T>): void => {
      this.apply(event);
      this.options.onHealth('watch', null);
      onLife();
    };
    const startedAt = Date.now();
    try {
      await this.source.watch(String(this.resourceVersion), onEvent, signal);
      return 'over';
    } catch (error) {
      if (signal.aborted) return 'renew';
      const { status } = readClusterError(error);
      // The objects stay as they are: only a list can tell which of them are gone.
      if (status === 410 || error instanceof WatchError) return 'gone';
      // Cut connections are ordinary; the next list shows whether the cluster is reachable.
      if (status !== null) this.options.onHealth('watch', error);
      return 'over';
    } finally {
      // Quiet, but alive: proxies cut a watch that says nothing for a minute.
      if (Date.now() - startedAt > LONG_WATCH_MS) onLife();
    }
  }

  private apply({ type, object }: WatchEvent<T>): void {
    if (type === 'ERROR') throw new WatchError(JSON.stringify(object));
    this.resourceVersion = Math.max(this.resourceVersion, versionOf(object));
    if (type === 'BOOKMARK') return;
    if (type === 'DELETED') this.remove(object.metadata!.name!);
    else this.put(object);
  }

  private remove(name: string): void {
    if (this.objects.delete(name)) this.options.onChange(name);
  }
}

/** The cluster ended the watch: most often because it has forgotten the version that it was to go on from. */
class WatchError extends Error {}

/** Versions are numbers that grow, across all objects of a cluster. */
export function versionOf(object: KubeObject): number {
  return Number(object.metadata?.resourceVersion ?? 0);
}
