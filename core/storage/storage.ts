import type { Readable } from 'node:stream';

/** What is known of a stored object without reading it. */
export interface ObjectInfo {
  /** Bytes. */
  size: number;
  modifiedAt: Date;
}

/** Bytes `start` to `end`, both inclusive, as in an HTTP Range header. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Sees an object's bytes on their way, in order, piece by piece; `totalBytes` is how many there will be. A piece is only
 * lent: its memory is used again after the call.
 */
export type ByteWatcher = (chunk: Uint8Array, totalBytes: number) => void;

/**
 * Object storage. Keys are `bucket/path` with `/` between plain segments (letters, digits, `.`, `_`, `-`), never
 * absolute, never with `..`. An object is immutable: a key is written once, and writing it again with the same
 * content is harmless. An object appears whole or not at all.
 *
 * Failures reject with `RegenerationFailure('STORAGE_FAILED', …)`; a missing object rejects with
 * `ObjectNotFound`. Every method stops early when its signal aborts.
 */
export interface Storage {
  /** Uploads a finished local file. Resolves only once what is stored has the file's size and checksum. */
  putFile(key: string, filePath: string, signal?: AbortSignal, watch?: ByteWatcher): Promise<ObjectInfo>;
  /**
   * Brings an object to a local path (atomically: the path never holds a part of it). The file is for reading: it may
   * share its bytes with the object, so it is replaced or removed, never written into. It need not survive a power cut.
   */
  fetchToFile(key: string, filePath: string, signal?: AbortSignal, watch?: ByteWatcher): Promise<void>;
  openRead(key: string, range?: ByteRange): Promise<Readable>;
  /** null where there is no such object. */
  stat(key: string): Promise<ObjectInfo | null>;
  /** Deletes the object; deleting what is not there is success. */
  delete(key: string): Promise<void>;
  /** Every key under a prefix that ends in `/`. */
  list(prefix: string): AsyncIterable<string>;
}

/** Mints URLs by which a browser reads one object for a limited time. */
export interface UrlSigner {
  /** Valid for at most one hour; the same key gives the same URL for some minutes, so that caches work. */
  signedUrl(key: string): string;
}

export class ObjectNotFound extends Error {
  constructor(readonly key: string) {
    super(`There is no stored object ${key}.`);
    this.name = 'ObjectNotFound';
  }
}
