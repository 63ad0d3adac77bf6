import type { Readable } from 'node:stream';

/** Facts about a stored object. */
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
 * Receives an object's bytes during a transfer, in order, piece by piece; `totalBytes` is the object's size. A piece must
 * not be kept: its memory is reused after the call.
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
  /** Uploads a complete local file. Resolves only once the stored object has the file's size and checksum. */
  putFile(key: string, filePath: string, signal?: AbortSignal, watch?: ByteWatcher): Promise<ObjectInfo>;
  /**
   * Fetches an object to a local path, atomically: the path never holds a part of it. The file may share its bytes with
   * the object, so replace or remove it, never write into it. It may not survive a power cut.
   */
  fetchToFile(key: string, filePath: string, signal?: AbortSignal, watch?: ByteWatcher): Promise<void>;
  /** Opens the object, or a range of its bytes. */
  openRead(key: string, range?: ByteRange): Promise<Readable>;
  /** Null if there is no such object. */
  stat(key: string): Promise<ObjectInfo | null>;
  /** Deletes the object; succeeds if there is none. */
  delete(key: string): Promise<void>;
  /** All keys under a prefix, which ends in `/`. */
  list(prefix: string): AsyncIterable<string>;
}

/** Makes URLs that let a browser read one object for a limited time. */
export interface UrlSigner {
  /** Valid for at most one hour; the same key gives the same URL for some minutes, so that caches work. */
  signedUrl(key: string): string;
  /** The same, but the browser saves the object as a file that is named by any text, with words behind it: " - clip 3". */
  downloadUrl(key: string, title: string, suffix?: string): string;
}

export class ObjectNotFound extends Error {
  constructor(readonly key: string) {
    super(`There is no stored object ${key}.`);
    this.name = 'ObjectNotFound';
  }
}
