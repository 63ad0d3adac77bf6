import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { testFfmpeg } from '../kit/media/media.js';
import { removeFolder } from '../kit/storage/remove-folder.js';

const run = promisify(execFile);

/** A file that was uploaded, as the provider's own ffprobe reads it. */
export interface SentFile {
  id: string;
  bytes: Buffer;
  type: string;
  /** Of its picture; null where there is none. */
  video: { width: number; height: number; fps: number; frames: number; seconds: number } | null;
  hasSound: boolean;
}

/** Replicate's store of uploaded files (POST /v1/files). */
export class SentFiles {
  readonly all: SentFile[] = [];

  /** Takes the form of a request: one part `content`, a file with a name and a type. Null where it is anything else. */
  async take(request: IncomingMessage): Promise<SentFile | null> {
    const headers = { 'Content-Type': request.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(await buffer(request)), { headers })
      .formData()
      .catch(() => null);
    const content = form?.get('content');
    if (!(content instanceof File) || content.name === '' || content.size === 0) return null;
    const bytes = Buffer.from(await content.arrayBuffer());
    const file = { id: randomBytes(13).toString('hex'), bytes, type: content.type, ...(await read(bytes)) };
    this.all.push(file);
    return file;
  }

  /** The file at an address that this store gave away. */
  at(base: string, url: unknown): SentFile | undefined {
    return this.all.find(({ id }) => url === `${base}/files/${id}`);
  }
}

/** A stored file as the API shows it. */
export function shownFile({ id, bytes, type }: SentFile, base: string): object {
  const now = Date.now();
  return {
    ...{ id, name: 'content', content_type: type, size: bytes.length, metadata: {} },
    checksums: { sha256: createHash('sha256').update(bytes).digest('hex') },
    created_at: new Date(now).toISOString(),
    expires_at: new Date(now + 24 * 3600_000).toISOString(),
    urls: { get: `${base}/files/${id}` },
  };
}

interface Probed {
  streams: {
    codec_type: string;
    width: number;
    height: number;
    r_frame_rate: string;
    nb_read_packets: string;
  }[];
}

async function read(bytes: Buffer): Promise<Pick<SentFile, 'video' | 'hasSound'>> {
  const path = join(tmpdir(), `sent-${randomBytes(8).toString('hex')}`);
  await writeFile(path, bytes);
  try {
    const { ffprobePath } = await testFfmpeg();
    const asked = ['-v', 'error', '-count_packets', '-show_streams', '-of', 'json', path];
    const { streams } = JSON.parse((await run(ffprobePath, asked)).stdout) as Probed;
    const picture = streams.find((one) => one.codec_type === 'video');
    const hasSound = streams.some((one) => one.codec_type === 'audio');
    if (picture === undefined) return { video: null, hasSound };
    const [over = 0, under = 1] = picture.r_frame_rate.split('/').map(Number);
    const [fps, frames] = [over / under, Number(picture.nb_read_packets)];
    const { width, height } = picture;
    return { video: { width, height, fps, frames, seconds: frames / fps }, hasSound };
  } catch {
    return { video: null, hasSound: false };
  } finally {
    await removeFolder(path);
  }
}
