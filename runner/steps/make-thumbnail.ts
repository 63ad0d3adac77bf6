import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { limited } from '../../core/util/limited.js';
import { thumbnailOrPlaceholder } from '../ffmpeg/placeholder.js';
import { Stopped } from '../lease.js';
import type { ChangeInput } from '../regeneration-row.js';
import { withRetries } from '../retry.js';
import { generatedPath, type Generated, type GeneratedClip } from './generate-clip.js';
import { keep, changePath, type ChangeDeps } from './step.js';

/** Longest time from the stored clip to its thumbnail; publishing waits for it. */
const LIMIT_MS = 12_000;
/** How long a stopped run waits for it. */
const GRACE_MS = 1500;

/**
 * Beside step 3: the new clip's thumbnail, or a placeholder, under a key of this attempt; null if neither could be stored.
 * Never rejects: a missing thumbnail must not cost the clip. An earlier attempt's thumbnail is reused.
 */
export async function makeClipThumbnail(
  input: ChangeInput,
  { clip, probe }: Generated,
  deps: ChangeDeps,
  run: AbortSignal,
): Promise<string | null> {
  if (clip.thumbnailKey !== null) return clip.thumbnailKey;
  try {
    const thumbnailKey = await limited(withGrace(run), LIMIT_MS, (signal) =>
      store(input, { clip, probe }, deps, signal),
    );
    const patch = { clip: { ...clip, thumbnailKey } };
    await keep(input, deps, { patch, stage: 'video_generator', api: 'ffmpeg', costUsd: '0' });
    return thumbnailKey;
  } catch (error) {
    deps.log.warn({ err: error }, 'The clip has no thumbnail');
    return null;
  }
}

async function store(
  input: ChangeInput,
  { clip, probe }: Pick<Generated, 'clip' | 'probe'>,
  deps: ChangeDeps,
  signal: AbortSignal,
): Promise<string> {
  const key = `clip-thumbnails/${changePath(input)}/thumbnail.jpg`;
  const path = join(deps.workDir, 'thumbnail.jpg');
  const footage = await footageOf(clip, deps, signal);
  const onFailure = (error: unknown): void =>
    deps.log.warn({ err: error }, 'The clip gets a placeholder instead of a thumbnail');
  await thumbnailOrPlaceholder(footage, path, deps.ffmpeg, signal, onFailure, probe ?? undefined);
  await withRetries(async () => await deps.storage.putFile(key, path, signal), signal);
  return key;
}

/** The file that this run made, or the stored one of an earlier attempt. */
async function footageOf({ key }: GeneratedClip, deps: ChangeDeps, signal: AbortSignal): Promise<string> {
  const made = generatedPath(deps);
  if (existsSync(made)) return made;
  const fetched = join(deps.workDir, 'thumbnail-footage.mp4');
  await deps.storage.fetchToFile(key, fetched, signal);
  return fetched;
}

/**
 * A stopped run may still finish its thumbnail within the grace time, because the clip of a canceled run becomes a version
 * too. A run that lost its lease stops at once.
 */
function withGrace(run: AbortSignal): AbortSignal {
  const end = new AbortController();
  const stop = (): void => {
    const lost = run.reason instanceof Stopped && run.reason.reason === 'lease-lost';
    setTimeout(() => end.abort(run.reason), lost ? 0 : GRACE_MS).unref();
  };
  if (run.aborted) stop();
  run.addEventListener('abort', stop, { once: true });
  return end.signal;
}
