import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { limited } from '../../../core/util/limited.js';
import { fetchOutput, ForbiddenAddress, type OutputHosts } from './outbound.js';
import { OutputUnusable } from './output-unusable.js';

const ATTEMPTS = 4;
const PAUSE_MS = 500;
const MEBIBYTE = 1024 * 1024;
const MAX_MEBIBYTES = 512;
const MAX_BYTES = MAX_MEBIBYTES * MEBIBYTE;
/** Longest time without a byte. */
const STALLED_MS = 20_000;
/** For a whole output, including retries. */
export const OUTPUT_LIMIT_MS = 240_000;

export interface DownloadOptions {
  hosts: OutputHosts;
  limitMs: number;
}

/** Downloads an output, with retries if the connection breaks; the file appears only when it is complete. */
export async function downloadOutput(
  url: string,
  path: string,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<void> {
  const part = `${path}.part`;
  try {
    await limited(
      signal,
      options.limitMs,
      async (limit) => await fetchWithRetries(url, part, options, limit),
    );
    await rename(part, path);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof OutputUnusable ? error : brokenOff(error);
  } finally {
    await rm(part, { force: true });
  }
}

async function fetchWithRetries(
  url: string,
  part: string,
  options: DownloadOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1, last: unknown; ; attempt++) {
    try {
      return await limited(signal, STALLED_MS, async (moving, onMoved) => {
        await fetchOnce(url, part, options, moving, onMoved);
      });
    } catch (error) {
      // The last error says more than the time-out.
      if (!signal.aborted) last = error;
      const isFinal = error instanceof ForbiddenAddress || error instanceof OutputTooLarge;
      if (signal.aborted || isFinal || attempt === ATTEMPTS) throw last ?? error;
    }
    await sleep(PAUSE_MS * 2 ** attempt * (0.5 + Math.random()), undefined, { signal }).catch(() => {
      throw last;
    });
  }
}

async function fetchOnce(
  url: string,
  part: string,
  options: DownloadOptions,
  signal: AbortSignal,
  onMoved: () => void,
): Promise<void> {
  const response = await fetchOutput(url, options.hosts, signal);
  checkAnswer(response);
  const promised = Number(response.headers['content-length'] ?? NaN);
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      onMoved();
      done(bytes > MAX_BYTES ? new OutputTooLarge() : null, chunk);
    },
  });
  await pipeline(response, counted, createWriteStream(part), { signal });
  if (Number.isFinite(promised) && bytes !== promised)
    throw brokenOff(new Error(`Received ${bytes} of ${promised} bytes`));
}

/** Throws if the answer cannot be a video. */
function checkAnswer(response: IncomingMessage): void {
  const wrong = wrongWith(response);
  if (wrong === null) return;
  response.destroy();
  throw wrong;
}

function wrongWith({ statusCode = 0, headers }: IncomingMessage): OutputUnusable | null {
  if (statusCode < 200 || statusCode > 299) {
    const gone = statusCode === 404 || statusCode === 410;
    const cause = new Error(`HTTP ${statusCode} for the output`);
    return new OutputUnusable('The finished clip cannot be fetched from the video provider.', gone, {
      cause,
    });
  }
  const type = headers['content-type'] ?? 'application/octet-stream';
  if (!/^(video\/|application\/octet-stream|binary\/octet-stream)/i.test(type)) {
    const cause = new Error(`The output is ${type}`);
    return new OutputUnusable('What the video provider delivered is not a video.', false, { cause });
  }
  return Number(headers['content-length'] ?? 0) > MAX_BYTES ? new OutputTooLarge() : null;
}

class OutputTooLarge extends OutputUnusable {
  constructor() {
    super(`The finished clip is larger than ${MAX_MEBIBYTES} MiB, the most that is supported.`, false);
  }
}

function brokenOff(cause: unknown): OutputUnusable {
  return new OutputUnusable('The finished clip cannot be fetched whole from the video provider.', false, {
    cause,
  });
}
