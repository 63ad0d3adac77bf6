import type { ModelCut, ModelJob, ModelRegeneration, ModelRestore, ModelVideo } from './model.js';

/** What restores, undo and redo make of the model, and what they would bring back. */

/** What the current video is made of: versions, and whose footage they are. */
function currentCut({ versions }: ModelJob): Pick<ModelVideo, 'cut' | 'footage'> {
  const current = versions.filter((version) => version.current);
  const cut = current.map(({ clip, number }) => [clip, number] as const);
  const footage = current.map(({ clip, number, restoredFrom }) => [clip, restoredFrom ?? number] as const);
  return { cut: withoutOriginals(cut), footage: withoutOriginals(footage) };
}

const withoutOriginals = (entries: (readonly [number, number])[]): ModelCut =>
  Object.fromEntries(entries.filter(([, version]) => version !== 1));

function differing(now: ModelCut, then: ModelCut): string[] {
  const clips = new Set([...Object.keys(now), ...Object.keys(then)]);
  return [...clips].filter((clip) => (now[clip] ?? 1) !== (then[clip] ?? 1));
}

/** The original, before anything else is published. */
export function openHistory(job: ModelJob): void {
  if (job.videos.length > 0) return;
  const first = { number: 1, url: job.videoUrl, standsFor: 1, parent: null, redo: [] };
  job.videos.push({ ...first, ...currentCut(job) });
}

export function addVideo({ job, restores }: ModelRegeneration, url: string): void {
  const last = job.videos.at(-1)!;
  const number = last.number + 1;
  const shownAgain = restores?.standsFor ?? null;
  job.videos.push({
    ...{ number, url, ...currentCut(job), redo: restores?.redo ?? [] },
    standsFor: shownAgain ?? number,
    parent: shownAgain === null ? last.standsFor : null,
  });
}

export function restoreClips({ id, job }: ModelRegeneration, { clips }: ModelRestore): void {
  for (const [index, root] of Object.entries(clips)) {
    const clip = Number(index);
    const ofClip = job.versions.filter((version) => version.clip === clip);
    const url = ofClip.find((version) => version.number === root)?.url ?? '';
    const number = Math.max(1, ...ofClip.map((version) => version.number)) + 1;
    for (const version of ofClip) version.current = false;
    job.versions.push({ clip, number, url, current: true, regeneration: id, cost: 0, restoredFrom: root });
  }
}

/** What is asked for: a version of a clip or of the video, or a step along the states. */
export interface AskedRestore {
  action: 'CLIP' | 'VIDEO' | 'UNDO' | 'REDO';
  clip: number;
  number: number;
}

/** What it would bring back, or why not. */
export function planRestore(
  job: ModelJob,
  asked: AskedRestore,
): string | (ModelRestore & { footage: ModelCut }) {
  const now = currentCut(job).footage;
  const step = asked.action === 'UNDO' || asked.action === 'REDO' ? stepOf(job, asked.action) : null;
  if (step === undefined) return 'NOTHING_TO_UNDO';
  const then = step === null ? wantedFootage(job, asked, now) : videoOf(job, step.standsFor).footage;
  if (then === undefined) return 'UNKNOWN_VERSION';
  const clips = Object.fromEntries(differing(now, then).map((clip) => [clip, then[clip] ?? 1]));
  if (Object.keys(clips).length === 0 && step === null) return 'ALREADY_CURRENT';
  return { clips, standsFor: step?.standsFor ?? null, redo: step?.redo ?? [], footage: then };
}

function stepOf(job: ModelJob, action: 'UNDO' | 'REDO'): { standsFor: number; redo: number[] } | undefined {
  const last = job.videos.at(-1);
  if (last === undefined) return undefined;
  const { undoable, redoable } = reachable(job);
  if (action === 'UNDO')
    return undoable === null ? undefined : { standsFor: undoable, redo: [last.standsFor, ...last.redo] };
  return redoable === null ? undefined : { standsFor: redoable, redo: last.redo.slice(1) };
}

function reachable(job: ModelJob): { undoable: number | null; redoable: number | null } {
  const last = job.videos.at(-1);
  if (last === undefined) return { undoable: null, redoable: null };
  return { undoable: videoOf(job, last.standsFor).parent, redoable: last.redo[0] ?? null };
}

const videoOf = (job: ModelJob, number: number): ModelVideo =>
  job.videos.find((video) => video.number === number)!;

function wantedFootage(
  job: ModelJob,
  { action, clip, number }: AskedRestore,
  now: ModelCut,
): ModelCut | undefined {
  if (action === 'VIDEO') {
    if (job.videos.length === 0) return number === 1 ? now : undefined;
    return job.videos.find((video) => video.number === number)?.footage;
  }
  const version = job.versions.find((each) => each.clip === clip && each.number === number);
  if (version === undefined && number !== 1) return undefined;
  const { [clip]: _, ...others } = now;
  const root = version?.restoredFrom ?? number;
  return root === 1 ? others : { ...others, [clip]: root };
}

/** The newest kept video of this footage. */
export const keptVideo = ({ videos }: ModelJob, footage: ModelCut): string | null =>
  videos.findLast((video) => video.url !== null && differing(video.footage, footage).length === 0)?.url ??
  null;

/** Gives up all files but the newest, the original, the current one, and what undo and redo bring back. */
export function forget(job: ModelJob, most: number): void {
  const { undoable, redoable } = reachable(job);
  const steps = [undoable, redoable].map((number) =>
    number === null ? null : keptVideo(job, videoOf(job, number).footage),
  );
  const newestFirst = [...new Set(job.videos.toReversed().flatMap(({ url }) => url ?? []))];
  const kept = new Set([job.videoUrl, job.videos[0]?.url, ...steps, ...newestFirst.slice(0, most)]);
  for (const video of job.videos) if (!kept.has(video.url)) video.url = null;
}
