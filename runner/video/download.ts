import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import { limited } from '../../core/limited.js';
import { OutputUnusable } from './provider.js';

const ATTEMPTS = 4;
const PAUSE_MS = 500;
const MEBIBYTE = 1024 * 1024;
const MAX_MEBIBYTES = 512;
/** Without a byte. */
const STALLED_MS = 20_000;
/** For a whole output, with all tries. */
export const OUTPUT_LIMIT_MS = 240_000;

export interface DownloadOptions {
  headers: Record<string, string>;
  /** Plain http is taken too: from a provider's stand-in on this machine. */
  insecure: boolean;
  limitMs: number;
}

/** Brings an output to a file, a few times where it breaks off; the file never holds a part of it. */
export async function downloadOutput(
  url: string,
  path: string,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<void> {
  const part = `${path}.part`;
  try {
    await limited(signal, options.limitMs, async (limit) => await bring(url, part, options, limit));
    await rename(part, path);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof OutputUnusable ? error : brokenOff(error);
  } finally {
    await rm(part, { force: true });
  }
}

async function bring(
  url: string,
  part: string,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1, last: unknown; ; attempt++) {
    try {
      return await limited(signal, STALLED_MS, async (moving, anew) => {
        await bringOnce(url, part, options, moving, anew);
      });
    } catch (error) {
      // What went wrong says more than that the time is over.
      if (!signal.aborted) last = error;
      if (signal.aborted || attempt === ATTEMPTS) throw last ?? error;
    }
    await sleep(PAUSE_MS * 2 ** attempt * (0.5 + Math.random()), undefined, { signal }).catch(() => {
      throw last;
    });
  }
}

async function bringOnce(
  url: string,
  part: string,
  options: DownloadOptions,
  signal: AbortSignal,
  onMoved: () => void,
): Promise<void> {
  checkScheme(url, options);
  const response = await fetch(url, { headers: options.headers, signal });
  checkScheme(response.url, options);
  checkAnswer(response);
  const promised = Number(response.headers.get('content-length') ?? NaN);
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      onMoved();
      done(bytes > MAX_MEBIBYTES * MEBIBYTE ? tooLarge() : null, chunk);
    },
  });
  const body = Readable.fromWeb(response.body as ReadableStream);
  await pipeline(body, counted, createWriteStream(part), { signal });
  if (Number.isFinite(promised) && bytes !== promised)
    throw brokenOff(new Error(`${bytes} of ${promised} bytes came`));
}

function checkAnswer(response: Response): void {
  const { status, headers } = response;
  if (!response.ok || response.body === null) {
    const gone = status === 404 || status === 410;
    const cause = new Error(`HTTP ${status} for the output`);
    throw new OutputUnusable('The finished clip cannot be fetched from the video provider.', gone, { cause });
  }
  const type = headers.get('content-type') ?? 'application/octet-stream';
  if (!/^(video\/|application\/octet-stream|binary\/octet-stream)/i.test(type)) {
    const cause = new Error(`The output is ${type}`);
    throw new OutputUnusable('What the video provider delivered is not a video.', false, { cause });
  }
}

function checkScheme(url: string, { insecure }: DownloadOptions): void {
  const { protocol } = new URL(url);
  if (protocol === 'https:' || (insecure && protocol === 'http:')) return;
  const cause = new Error(`The output's address is ${protocol}`);
  throw new OutputUnusable('The video provider named an address that is not safe to fetch from.', false, {
    cause,
  });
}

function tooLarge(): OutputUnusable {
  return new OutputUnusable(
    `The finished clip is larger than ${MAX_MEBIBYTES} MiB, the most that is supported.`,
    false,
  );
}

function brokenOff(cause: unknown): OutputUnusable {
  return new OutputUnusable('The finished clip cannot be fetched whole from the video provider.', false, {
    cause,
  });
}
