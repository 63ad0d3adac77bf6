import { Decimal } from 'decimal.js';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { formatsOf } from '../../../core/import/import-files.js';
import { OUTPUT_SIZES, type AspectRatio } from '../../../core/job/frames.js';
import type { PipelineLyricWord } from '../../../core/job/pipeline-schema.js';
import type { FfmpegTools } from '../../ffmpeg/binaries.js';
import { whatIsWrong } from '../../ffmpeg/media-limits.js';
import { displayedAspect } from '../../ffmpeg/picture/video-stream.js';
import { BadMedia, checkEach, lengthWarning } from '../check-media.js';
import { fitToSong, type Boundary } from './boundaries.js';
import type { FolderFiles } from './folder-files.js';
import { ImportError } from '../import-error.js';
import { parseLyrics } from './lyrics/lyrics-files.js';
import { parsePrompts } from './prompts/prompts-file.js';
import type { CheckedMedia, ImportPlan, PlannedStage } from '../plan.js';
import type { ImportReport, Say } from '../output.js';
import { readTextFile } from './text-file.js';

interface FolderDeps {
  ffmpeg: FfmpegTools;
  report: ImportReport;
}

/**
 * Plans the import of a plain folder: the clips in a row in name order, the last one until the song ends. Unusable
 * lyrics and prompts are reported and left out; a bad clip or song stops the import (ImportError), after every bad
 * file is reported.
 */
export async function planFolderJob(
  folder: string,
  files: FolderFiles,
  deps: FolderDeps,
  signal: AbortSignal,
): Promise<ImportPlan> {
  rejectUnusable(files, deps.report);
  const songPath = onlySong(folder, files);
  const { song, clips } = await checkAll(songPath, files.clips, deps, signal);
  const footage = clips.map(({ path, probe }) => {
    return { name: basename(path), seconds: probe.video!.durationSeconds };
  });
  const boundaries = fitToSong(footage, song.probe.durationSeconds, deps.report.warn);
  const lyrics = await readLyrics(files.lyrics, deps.report.warn);
  const prompts = await readPrompts(files.prompts, clips.length, deps.report.warn);
  for (const other of [...files.others, ...files.jobs, ...files.unsupportedSongs])
    deps.report.warn(`${basename(other)} is not used${PICTURE.test(other) ? CLIPS_MOVE : ''}.`);
  return {
    title: basename(folder),
    song,
    clips: new Map(clips.entries()),
    thumbnails: new Map(),
    finalVideo: null,
    aspectRatio: nearestAspectRatio(clips[0]!),
    videoModel: null,
    template: null,
    totalCost: new Decimal(0),
    costs: [],
    stages: stagesOf({ song, clips, boundaries, lyrics, prompts }),
  };
}

const PICTURE = /\.(?:png|jpe?g|webp|heic|avif|bmp|tiff?)$/i;
const CLIPS_MOVE = ': a picture becomes a clip once it is a video';

/** A song that is not there or of another format is only in the way where there is no other; a clip is missed in any case. */
function rejectUnusable(files: FolderFiles, report: ImportReport): void {
  const isMissed = ({ kind }: { kind: 'clip' | 'song' }) => kind === 'clip' || files.songs.length === 0;
  const unusable = [...files.missing, ...unsupported(files)].filter(isMissed);
  if (unusable.length === 0) return;
  for (const { name, why } of unusable) report.problem(name, `${name} cannot be used: ${why}`);
  const names = unusable.map(({ name }) => name).join(', ');
  throw new ImportError(`Nothing was imported: ${names} cannot be used.`);
}

function unsupported({ unsupportedClips, unsupportedSongs }: FolderFiles): FolderFiles['missing'] {
  const of = (paths: string[], kind: 'clip' | 'song') =>
    paths.map((path) => {
      const why = `imports do not take this format. Save it as ${formatsOf(kind)}.`;
      return { name: basename(path), kind, why };
    });
  return [...of(unsupportedClips, 'clip'), ...of(unsupportedSongs, 'song')];
}

function onlySong(folder: string, { clips, songs, folders }: FolderFiles): string {
  const name = basename(folder);
  const [inside] = folders;
  const hint =
    inside === undefined ? '' : ` Folders in it, such as ${basename(inside)}, are not looked into.`;
  if (clips.length === 0 && songs.length === 0)
    throw new ImportError(`The folder ${name} has no clips and no song.${hint}`);
  if (clips.length === 0)
    throw new ImportError(`The folder ${name} holds no clips (${formatsOf('clip')}).${hint}`);
  const [song, another] = songs;
  if (song === undefined)
    throw new ImportError(`The folder ${name} holds no song (${formatsOf('song')}).${hint}`);
  if (another === undefined) return song;
  const names = songs.map((path) => basename(path)).join(', ');
  throw new ImportError(
    `The folder ${name} holds ${songs.length} songs (${names}); leave the one that belongs to the clips.`,
  );
}

/** Checks every file before it gives up, so that the user sees all problems at once. */
async function checkAll(
  songPath: string,
  clipPaths: string[],
  { ffmpeg, report }: FolderDeps,
  signal: AbortSignal,
): Promise<{ song: CheckedMedia; clips: CheckedMedia[] }> {
  const clipFiles = clipPaths.map((path, index) => ({
    path,
    kind: 'clip' as const,
    name: `clip ${index + 1}`,
    label: `clip ${index + 1} of ${clipPaths.length}`,
  }));
  const songFile = { path: songPath, kind: 'song' as const, name: 'the song', label: 'the song' };
  const files = [songFile, ...clipFiles];
  const checked = await checkEach(files, ffmpeg, report, signal);
  const bad = files.flatMap(({ path, name, kind }, index) => {
    const media = checked[index]!;
    const named = `${name} (${basename(path)})`;
    const problem = media instanceof BadMedia ? media.message : kind === 'clip' ? tooShort(media) : null;
    if (problem === null) {
      const warning = lengthWarning(capitalized(named), media as CheckedMedia);
      if (warning !== null) report.warn(warning);
      return [];
    }
    report.problem(basename(path), whatIsWrong(capitalized(named), problem));
    return [named];
  });
  if (bad.length > 0) throw new ImportError(`Nothing was imported: ${bad.join(', ')} cannot be used.`);
  const [song, ...clips] = checked as [CheckedMedia, ...CheckedMedia[]];
  return { song, clips };
}

/** Three frames of the final video. */
const LEAST_SECONDS = 0.1;

/** In a folder, a clip is seen for as long as its picture lasts. */
function tooShort({ probe }: CheckedMedia): string | null {
  const seconds = probe.video!.durationSeconds;
  if (seconds > LEAST_SECONDS - 0.001) return null;
  const lasts = `It lasts ${seconds.toFixed(2)} seconds, less than ${LEAST_SECONDS}, the least for a clip.`;
  return `${lasts} Make a video of it that lasts as long as it is to be seen.`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

async function readLyrics(paths: string[], say: Say): Promise<PipelineLyricWord[]> {
  const only = await readOnly(paths, 'lyrics', say);
  if (only === null) return [];
  const words = parseLyrics(only.text);
  if (words.length === 0)
    say(`${only.name}: It holds no lines with times. The video is imported without lyrics.`);
  return words;
}

/** One prompt per clip; null for a clip without one. */
async function readPrompts(paths: string[], clipCount: number, say: Say): Promise<(string | null)[]> {
  // Any .txt may be the prompts; one that says so is.
  const isNamed = (path: string): boolean => /prompt/i.test(basename(path));
  const only = await readOnly(
    paths.toSorted((a, b) => +isNamed(b) - +isNamed(a)),
    'prompts',
    say,
  );
  if (only === null) return [];
  const { prompts, found, negatives } = parsePrompts(only.text, clipCount);
  if (negatives > 0)
    say(`${only.name}: What clips must not show (${counted(negatives, 'negative prompt')}) is left out.`);
  if (found === 0) say(`${only.name}: It holds no prompts. The video is imported without them.`);
  else if (found !== clipCount) {
    const [of, clips] = [counted(found, 'prompt'), counted(clipCount, 'clip')];
    say(`${only.name}: It holds ${of} for ${clips}; the first ones count.`);
  }
  return prompts;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** The text of the first file that holds any; further ones are reported. Null without any. */
async function readOnly(
  paths: string[],
  what: string,
  say: Say,
): Promise<{ name: string; text: string } | null> {
  const filled: string[] = [];
  for (const path of paths) {
    if ((await stat(path)).size > 0) filled.push(path);
    else say(`${basename(path)} is empty.`);
  }
  const [path, ...further] = filled;
  if (path === undefined) return null;
  const name = basename(path);
  for (const other of further) say(`${basename(other)} is not used: ${name} already gives the ${what}.`);
  const { text, remark } = await readTextFile(path);
  if (remark !== null) say(`${name}: ${remark}`);
  return { name, text };
}

function nearestAspectRatio(clip: CheckedMedia): AspectRatio {
  const shape = displayedAspect(clip.probe.video!);
  const distance = (ratio: AspectRatio) => {
    const size = OUTPUT_SIZES[ratio];
    return Math.abs(Math.log((shape * size.height) / size.width));
  };
  const ratios = Object.keys(OUTPUT_SIZES) as AspectRatio[];
  return ratios.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
}

/** The stages that the pipeline would have written for this video. */
function stagesOf(made: {
  song: CheckedMedia;
  clips: CheckedMedia[];
  boundaries: Boundary[];
  lyrics: PipelineLyricWord[];
  prompts: (string | null)[];
}): PlannedStage[] {
  const stage = (stageName: string, metadata: Record<string, unknown>): PlannedStage => {
    return { stageName, status: 'completed', cost: new Decimal(0), metadata };
  };
  const { song, clips, boundaries, lyrics, prompts } = made;
  const duration = song.probe.durationSeconds;
  const audio = { duration, beat_timestamps: [], lyrics, clip_boundaries: boundaries };
  const written = prompts.flatMap((prompt, clip_index) => (prompt === null ? [] : [{ clip_index, prompt }]));
  const generated = clips.map((clip, clip_index) => ({
    clip_index,
    video_url: null,
    actual_duration: clip.probe.video!.durationSeconds,
    target_duration: boundaries[clip_index]!.duration,
    status: 'success',
  }));
  return [
    stage('audio_parser', { audio_analysis: audio }),
    ...(written.length === 0 ? [] : [stage('prompt_generator', { clip_prompts: { clip_prompts: written } })]),
    stage('video_generator', { clips: { clips: generated, total_clips: clips.length } }),
  ];
}
