import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ApiError } from '../../core/errors.js';
import { importKind, type ImportKind } from '../../core/import/import-files.js';
import { noSpace, type DiskSpace } from './disk-space.js';
import { MEBIBYTE, sizeInWords, type ImportLimits } from './limits.js';
import type { OpenImport, UploadedFile } from './open-import.js';

/** Characters that would turn a name into a path or break a line. */
const UNSAFE = /[/\\\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Cs}/u;

/** A file looks for free space each time so much more of it has come. */
const LOOK_EVERY_BYTES = 4 * MEBIBYTE;

export interface ArrivingFile {
  name: string;
  /** As the sender says; null where it does not. */
  promisedBytes: number | null;
  body: Readable;
}

/** Where the files of an import are once they are complete, under their own names. */
export function filesFolder({ folder }: OpenImport): string {
  return join(folder, 'files');
}

/**
 * Writes a file to disk as it comes, and gives it its name when it is whole; it takes the place of an earlier one of that
 * name. Refuses a bad name, an empty file and one too large or too many, and leaves nothing of it.
 */
export async function receiveFile(
  open: OpenImport,
  file: ArrivingFile,
  limits: ImportLimits,
  space: DiskSpace,
): Promise<UploadedFile> {
  const { name } = file;
  const kind = kindOfUpload(name, limits);
  if (open.files.size + open.arriving >= limits.files && !open.files.has(name))
    throw new ApiError('BAD_USER_INPUT', `An import takes ${limits.files} files at most.`);
  const most = limits.fileBytes[kind];
  if ((file.promisedBytes ?? 0) > most) throw tooLarge(name, most);
  const gate = byteGate(open, name, { most, totalMost: limits.totalBytes, space });
  if (open.bytes + (file.promisedBytes ?? 0) > limits.totalBytes) throw allTooLarge(limits.totalBytes);
  const part = join(open.folder, `${randomUUID()}.part`);
  open.arriving++;
  try {
    await space.assertRoomFor(file.promisedBytes ?? 0);
    // The iterator must not destroy the request: the rejection is sent over the same connection.
    const chunks: AsyncIterable<Buffer> = file.body.iterator({ destroyOnReturn: false });
    const { signal } = open.canceled;
    await pipeline(chunks, gate.stream, createWriteStream(part, { flags: 'wx' }), { signal });
    if (gate.bytes() === 0) throw new ApiError('BAD_USER_INPUT', `${name} is empty.`);
    await rename(part, join(filesFolder(open), name));
    return keep(open, { name, kind, sizeBytes: gate.bytes() });
  } catch (error) {
    open.bytes -= gate.bytes();
    await rm(part, { force: true });
    if (open.canceled.signal.aborted) throw new ApiError('NOT_FOUND', 'This import was canceled.');
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? noSpace() : error;
  } finally {
    open.arriving--;
  }
}

/** Removes a file; false if there is none of that name. */
export async function dropFile(open: OpenImport, name: string): Promise<boolean> {
  const file = open.files.get(name);
  if (file === undefined) return false;
  open.files.delete(name);
  open.bytes -= file.sizeBytes;
  await rm(join(filesFolder(open), name), { force: true });
  return true;
}

/** What a file is used for, by its name. The name is used on disk, so unsafe ones are rejected. */
function kindOfUpload(name: string, { nameBytes, extensions }: ImportLimits): ImportKind {
  if (name === '' || name.startsWith('.') || UNSAFE.test(name))
    throw new ApiError('BAD_USER_INPUT', 'A file needs a plain name, without slashes.');
  if (Buffer.byteLength(name) > nameBytes)
    throw new ApiError('BAD_USER_INPUT', 'The name of this file is too long. Rename it.');
  const kind = importKind(name);
  if (kind === null) {
    const known = Object.values(extensions).flat().join(' ');
    throw new ApiError('BAD_USER_INPUT', `Imports do not use files like ${name} (they use ${known}).`);
  }
  return kind;
}

function keep(open: OpenImport, file: UploadedFile): UploadedFile {
  open.bytes -= open.files.get(file.name)?.sizeBytes ?? 0;
  open.files.set(file.name, file);
  return file;
}

/** Lets bytes through while they are within the limits, and counts them. */
function byteGate(
  open: OpenImport,
  name: string,
  { most, totalMost, space }: { most: number; totalMost: number; space: DiskSpace },
) {
  let bytes = 0;
  let looked = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, pass) {
      bytes += chunk.length;
      open.bytes += chunk.length;
      open.touchedAt = Date.now();
      if (bytes > most) pass(tooLarge(name, most));
      else if (open.bytes > totalMost) pass(allTooLarge(totalMost));
      else if (bytes - looked < LOOK_EVERY_BYTES) pass(null, chunk);
      else {
        looked = bytes;
        space.assertRoomFor(0).then(() => pass(null, chunk), pass);
      }
    },
  });
  return { stream, bytes: () => bytes };
}

function tooLarge(name: string, most: number): ApiError {
  return new ApiError('TOO_LARGE', `${name} is larger than ${sizeInWords(most)}.`);
}

function allTooLarge(most: number): ApiError {
  return new ApiError('TOO_LARGE', `All files together are larger than ${sizeInWords(most)}.`);
}
