import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { RegenerationFailure } from '../../../core/errors.js';
import type { Storage } from '../../../core/storage/storage.js';
import { composeAtSize } from '../../../runner/compose/compose.js';
import { mp4Tracks } from '../../../runner/ffmpeg/mp4/mp4-tracks.js';
import type { FfmpegTools } from '../../../runner/ffmpeg/binaries.js';
import { thumbnailOrPlaceholder } from '../../../runner/ffmpeg/placeholder.js';
import { BadMedia, checkMedia } from '../../../runner/import/check-media.js';
import type { CheckedMedia } from '../../../runner/import/plan.js';
import { slotsOf } from '../../kit/media/composing.js';
import type { MutatedFile } from './mutated-file.js';

/** The result for a file: rejected, or accepted and then composed or not; `wrong` lists violations. */
export interface Verdict {
  outcome: 'refused' | 'composed' | 'not composed';
  wrong: string[];
  /** Why an accepted file could not be composed. */
  note: string | null;
  seconds: number;
}

const SIZE = { width: 64, height: 36 };
const FRAMES = 12;
const never = new AbortController().signal;

/** Takes a damaged file through every import step: check, thumbnail, composition. */
export async function verdictOn(
  file: MutatedFile,
  { work, storage, ffmpeg }: { work: string; storage: Storage; ffmpeg: FfmpegTools },
): Promise<Verdict> {
  const began = Date.now();
  const folder = join(work, `${ffmpeg.build}-${file.number}`);
  const path = join(folder, `file.${file.extension}`);
  await mkdir(folder);
  await writeFile(path, file.bytes);
  const wrong: string[] = [];
  let note: string | null = null;
  const checked = await checkMedia(path, file.kind, ffmpeg, never).then(
    (media) => ({ media }),
    (refused: unknown) => ({ refused }),
  );
  let outcome: Verdict['outcome'] = 'refused';
  if ('media' in checked) {
    if (file.isReference) wrong.push('a reference was followed');
    const failed = await taken(file, checked.media, folder, storage, ffmpeg).then(
      () => null,
      (error: unknown) => error,
    );
    outcome = failed === null ? 'composed' : 'not composed';
    if (failed !== null) {
      note = `${file.what}: ${(failed as Error).message}`;
      wrong.push(...unlike(RegenerationFailure, failed, work));
    }
  } else wrong.push(...unlike(BadMedia, checked.refused, work));
  const left = (await readdir(folder)).filter((name) => name !== `file.${file.extension}`);
  if (left.length > 0) wrong.push(`left behind: ${left.join(', ')}`);
  if (!(await readFile(path)).equals(file.bytes)) wrong.push('the file itself was changed');
  await rm(folder, { recursive: true });
  return {
    outcome,
    wrong: wrong.map((each) => `${file.what}: ${each}`),
    note,
    seconds: (Date.now() - began) / 1000,
  };
}

async function taken(
  { kind, number, extension }: MutatedFile,
  { path, probe }: CheckedMedia,
  folder: string,
  storage: Storage,
  ffmpeg: FfmpegTools,
): Promise<void> {
  const media = { key: `video-clips/${ffmpeg.build}/${number}.${extension}`, sha256: null, probe };
  await storage.putFile(media.key, path);
  const thumbnail = join(folder, 'thumbnail.jpg');
  if (kind === 'clip') await thumbnailOrPlaceholder(path, thumbnail, ffmpeg, never, () => undefined, probe);
  await rm(thumbnail, { force: true });
  const outputPath = join(folder, 'video.mp4');
  const input = {
    // One job for all, so that identical parts are made once.
    ...{ jobId: ffmpeg.build, timeline: { ...slotsOf([FRAMES]), transitions: [] }, outputPath },
    ...{ sources: [kind === 'clip' ? media : null], song: kind === 'song' ? media : null },
  };
  const deps = { storage, ffmpeg, workDir: folder, concurrency: 1, log: pino({ level: 'silent' }) };
  await composeAtSize(SIZE, input, deps, never);
  const picture = (await mp4Tracks(outputPath)).find(({ handler }) => handler === 'vide');
  await rm(outputPath);
  if (picture?.samples !== FRAMES) throw new Error(`the video has ${picture?.samples} frames`);
}

/** Problems with an error that must be a readable rejection. */
function unlike(kind: typeof BadMedia | typeof RegenerationFailure, error: unknown, work: string): string[] {
  if (!(error instanceof kind)) return [`not a rejection: ${(error as Error)?.stack ?? String(error)}`];
  const { message } = error;
  const isSentence = /^[A-Z].*\.$/s.test(message) && !/undefined|null|NaN|\[object|\n/.test(message);
  return isSentence && !message.includes(work) ? [] : [`refused in these words: ${message}`];
}
