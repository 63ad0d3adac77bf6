import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type HeadObjectCommandOutput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { throughPart } from '../copy-file.js';
import { sha256OfFile } from '../file-hash.js';
import { assertStorageKey, assertStoragePrefix, isStorageKey } from '../key.js';
import { contentTypeOf } from '../content-type.js';
import { download } from './s3-download.js';
import { isNotFound, noSuchBucket, s3Failure } from './s3-failure.js';
import type { S3Settings } from './s3-settings.js';
import { overwriting } from '../storage-failure.js';
import {
  ObjectNotFound,
  type ByteRange,
  type ByteWatcher,
  type ObjectInfo,
  type Storage,
} from '../storage.js';

/** Parts in memory: two at a time, so a transfer holds 16 MiB at most. S3 takes none below 5 MiB. */
const PART_BYTES = 8 << 20;
const PARTS_AT_ONCE = 2;
const ATTEMPTS = 4;
/** Metadata of each object: the SHA-256 of its content in hex. */
const CHECKSUM = 'sha256';

/** Storage that also signs URLs for browsers to read from directly. */
export interface PresigningStorage extends Storage {
  /** Valid for the seconds given, for GET alone. `disposition`: the answer's Content-Disposition. */
  presignedUrl(key: string, seconds: number, disposition?: string): Promise<string>;
}

/**
 * Objects of a bucket of any server that speaks S3 (AWS, MinIO, Supabase Storage): `<prefix><key>`. Every part of an
 * upload is signed with its content's hash, and the whole carries its SHA-256, against which downloads are checked.
 */
export function createS3Storage(settings: S3Settings): PresigningStorage {
  const { bucket, prefix, endpoint, publicEndpoint } = settings;
  const client = clientAt(endpoint, settings);
  const presigner = publicEndpoint === endpoint ? client : clientAt(publicEndpoint, settings);
  return new S3Storage(client, presigner, bucket, prefix);
}

function clientAt(endpoint: string | undefined, { region, credentials, pathStyle }: S3Settings): S3Client {
  return new S3Client({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    region,
    forcePathStyle: pathStyle,
    maxAttempts: ATTEMPTS,
    // Newer checksums are not known to every server that speaks S3; the signature covers each part's hash anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

class S3Storage implements PresigningStorage {
  /** The bucket is known to exist. */
  private bucketSeen = false;

  constructor(
    private readonly client: S3Client,
    /** Signs URLs for browsers; sends no requests. */
    private readonly presigner: S3Client,
    private readonly bucket: string,
    private readonly prefix: string,
  ) {}

  async putFile(
    key: string,
    filePath: string,
    signal?: AbortSignal,
    watch?: ByteWatcher,
  ): Promise<ObjectInfo> {
    assertStorageKey(key);
    return guarded(async () => {
      signal?.throwIfAborted();
      const [{ size }, sha256] = [await stat(filePath), await sha256OfFile(filePath, signal)];
      const existing = await this.head(key, signal);
      if (existing !== null && !holds(existing, size, sha256)) throw overwriting(key);
      if (existing !== null) return toInfo(existing);
      await this.upload(key, filePath, size, sha256, signal, watch);
      const stored = await this.head(key, signal);
      if (stored === null || !holds(stored, size, sha256)) throw new Error(`${key} was not stored as it is`);
      return toInfo(stored);
    }, signal);
  }

  async fetchToFile(key: string, filePath: string, signal?: AbortSignal, watch?: ByteWatcher): Promise<void> {
    assertStorageKey(key);
    await guarded(async () => {
      signal?.throwIfAborted();
      const head = await this.head(key, signal);
      if (head === null) throw new ObjectNotFound(key);
      const object = { size: head.ContentLength ?? 0, sha256: head.Metadata?.[CHECKSUM] ?? null };
      const openAt = async (start: number): Promise<Readable> =>
        await this.body(key, start === 0 ? undefined : `bytes=${start}-`, head.ETag, signal);
      await throughPart(filePath, (part) => download(openAt, object, part, signal, watch));
    }, signal);
  }

  async openRead(key: string, range?: ByteRange): Promise<Readable> {
    assertStorageKey(key);
    const bytes = range === undefined ? undefined : `bytes=${range.start}-${range.end}`;
    return guarded(async () => {
      try {
        return await this.body(key, bytes);
      } catch (error) {
        throw isNotFound(error) ? new ObjectNotFound(key) : error;
      }
    });
  }

  async stat(key: string): Promise<ObjectInfo | null> {
    assertStorageKey(key);
    const head = await guarded(() => this.head(key));
    return head === null ? null : toInfo(head);
  }

  async delete(key: string): Promise<void> {
    assertStorageKey(key);
    await guarded(() => this.client.send(new DeleteObjectCommand(this.at(key))));
  }

  async *list(prefix: string): AsyncIterable<string> {
    assertStoragePrefix(prefix);
    const query = { Bucket: this.bucket, Prefix: this.prefix + prefix };
    try {
      for await (const page of paginateListObjectsV2({ client: this.client }, query)) {
        const keys = (page.Contents ?? []).map(({ Key }) => (Key ?? '').slice(this.prefix.length));
        yield* keys.filter(isStorageKey);
      }
    } catch (error) {
      throw s3Failure(error);
    }
  }

  async presignedUrl(key: string, seconds: number, disposition?: string): Promise<string> {
    assertStorageKey(key);
    // The client learns its clock's offset from rejected requests; a URL signed with a wrong clock fails unseen.
    const signingDate = new Date(Date.now() + this.client.config.systemClockOffset);
    const command = new GetObjectCommand({ ...this.at(key), ResponseContentDisposition: disposition });
    return await getSignedUrl(this.presigner, command, { expiresIn: seconds, signingDate });
  }

  private at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: this.prefix + key };
  }

  /** Null if there is no such object. */
  private async head(key: string, signal?: AbortSignal): Promise<HeadObjectCommandOutput | null> {
    try {
      const found = await this.client.send(new HeadObjectCommand(this.at(key)), { abortSignal: signal });
      this.bucketSeen = true;
      return found;
    } catch (error) {
      if (!isNotFound(error)) throw error;
      if (!this.bucketSeen) await this.lookForBucket(signal);
      return null;
    }
  }

  private async lookForBucket(signal?: AbortSignal): Promise<void> {
    const command = new HeadBucketCommand({ Bucket: this.bucket });
    await this.client.send(command, { abortSignal: signal }).catch((error: unknown) => {
      // Credentials without access to HeadBucket may still use its objects.
      if (isNotFound(error)) throw noSuchBucket(error);
    });
    this.bucketSeen = true;
  }

  /** @param tag The object's ETag must still be this one. */
  private async body(key: string, range?: string, tag?: string, signal?: AbortSignal): Promise<Readable> {
    const command = new GetObjectCommand({ ...this.at(key), Range: range, IfMatch: tag });
    const { Body } = await this.client.send(command, { abortSignal: signal });
    return Body as Readable;
  }

  private async upload(
    key: string,
    filePath: string,
    size: number,
    sha256: string,
    signal: AbortSignal | undefined,
    watch: ByteWatcher = () => undefined,
  ): Promise<void> {
    const file = createReadStream(filePath, { highWaterMark: 1 << 20 });
    const watched = async function* (): AsyncIterable<Buffer> {
      for await (const chunk of file as AsyncIterable<Buffer>) {
        watch(chunk, size);
        yield chunk;
      }
    };
    const upload = new Upload({
      client: this.client,
      params: {
        ...this.at(key),
        Body: Readable.from(watched()),
        ContentType: contentTypeOf(key),
        Metadata: { [CHECKSUM]: sha256 },
      },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    const abort = (): void => void upload.abort();
    signal?.addEventListener('abort', abort);
    try {
      await upload.done();
    } finally {
      signal?.removeEventListener('abort', abort);
      file.destroy();
    }
  }
}

function holds(head: HeadObjectCommandOutput, size: number, sha256: string): boolean {
  return head.ContentLength === size && head.Metadata?.[CHECKSUM] === sha256;
}

function toInfo(head: HeadObjectCommandOutput): ObjectInfo {
  return { size: head.ContentLength ?? 0, modifiedAt: head.LastModified ?? new Date(0) };
}

/** Converts the server's errors to storage errors; an abort stays unchanged. */
async function guarded<T>(operation: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw error instanceof ObjectNotFound ? error : s3Failure(error);
  }
}
