import type { RegenerationEventType } from '../../core/regeneration/status.js';
import { addVideo, openHistory, restoreClips } from './history.js';
import { isActive, type Model, type ModelCall, type ModelRegeneration } from './model.js';

/** What the rules make of the model: one function for each change that more than one command brings about. */

export function addEvent(
  regeneration: ModelRegeneration,
  type: RegenerationEventType,
  progress: number,
): number {
  const restarted = type === 'REGENERATION_RESTARTED';
  regeneration.progress = restarted ? progress : Math.max(regeneration.progress, progress);
  const { fence, attempt } = regeneration;
  regeneration.events.push({ type, fence, attempt, progress: regeneration.progress });
  return regeneration.events.length;
}

/** Books a call once, with its charge. */
export function settle(
  regeneration: ModelRegeneration,
  call: ModelCall,
  outcome: string,
  cost: number,
): void {
  Object.assign(call, { state: 'settled', outcome, cost });
  regeneration.cost += cost;
}

/** An end without an answer from the provider: accepted calls count in full, an INTENT not at all. */
function closeCalls(regeneration: ModelRegeneration): void {
  for (const call of regeneration.calls.filter(({ state }) => state !== 'settled')) {
    call.ambiguous = true;
    settle(regeneration, call, 'unknown', call.state === 'accepted' ? call.estimated : 0);
  }
}

function leaveJob({ job, reserved, cost }: ModelRegeneration, status: 'completed' | 'failed'): void {
  job.status = status;
  job.reserved -= reserved;
  job.total += cost;
}

/** Ends without a result; `fencesOut` where it is not the runner itself that ends it. */
export function end(
  regeneration: ModelRegeneration,
  status: 'failed' | 'canceled',
  errorCode: string | null,
  fencesOut: boolean,
): void {
  closeCalls(regeneration);
  if (fencesOut) regeneration.fence += 1;
  addEvent(
    regeneration,
    status === 'failed' ? 'REGENERATION_FAILED' : 'REGENERATION_CANCELED',
    regeneration.progress,
  );
  keepUnselected(regeneration);
  Object.assign(regeneration, { status, errorCode, lease: null });
  leaveJob(regeneration, status === 'failed' ? 'failed' : 'completed');
}

/** A paid clip stays as a version that is not selected. */
function keepUnselected(regeneration: ModelRegeneration): void {
  const { clip, checkpoint } = regeneration;
  if (checkpoint.clip !== undefined) addUnselected(regeneration, clip, checkpoint.clip.key);
}

function addUnselected({ id, job, cost }: ModelRegeneration, clip: number, url: string): void {
  if (job.versions.some((version) => version.url === url)) return;
  job.versions.push({
    clip,
    number: newest(job.versions, clip) + 1,
    url,
    current: false,
    regeneration: id,
    cost,
    restoredFrom: null,
  });
}

/** `made`: the new clips by their index; a restore brings back its own. */
export function publish(
  regeneration: ModelRegeneration,
  made: ReadonlyMap<number, string>,
  videoUrl: string,
): void {
  const { job, restores } = regeneration;
  closeCalls(regeneration);
  openHistory(job);
  if (restores !== null) restoreClips(regeneration, restores);
  else for (const [clip, url] of made) publishClip(regeneration, clip, url);
  addVideo(regeneration, videoUrl);
  job.videoUrl = videoUrl;
  complete(regeneration);
}

/** Takes to choose from: the video stays as it is. */
export function publishTakes(regeneration: ModelRegeneration, made: ReadonlyMap<number, string>): void {
  closeCalls(regeneration);
  for (const [clip, url] of made) addUnselected(regeneration, clip, url);
  complete(regeneration);
}

function complete(regeneration: ModelRegeneration): void {
  addEvent(regeneration, 'REGENERATION_COMPLETE', 100);
  Object.assign(regeneration, { status: 'completed', lease: null });
  leaveJob(regeneration, 'completed');
}

function publishClip(regeneration: ModelRegeneration, clip: number, clipUrl: string): void {
  const { id, job } = regeneration;
  const numbers = job.versions.filter((version) => version.clip === clip).map(({ number }) => number);
  if (!numbers.includes(1)) {
    job.versions.push({
      clip,
      number: 1,
      url: 'original',
      current: false,
      regeneration: null,
      ...NOTHING_PAID,
    });
  }
  job.versions = job.versions.filter((each) => each.clip !== clip || each.current || each.url !== clipUrl);
  for (const version of job.versions.filter((each) => each.clip === clip)) version.current = false;
  const number = newest(job.versions, clip) + 1;
  const paid = { cost: regeneration.cost, restoredFrom: null };
  job.versions.push({ clip, number, url: clipUrl, current: true, regeneration: id, ...paid });
}

const NOTHING_PAID = { cost: 0, restoredFrom: null };

const newest = (versions: { clip: number; number: number }[], clip: number): number =>
  Math.max(1, ...versions.filter((version) => version.clip === clip).map(({ number }) => number));

/** The number of a clip's current version; the original counts as 1 before it has a row. */
export const currentVersion = ({ versions }: ModelRegeneration['job'], clip: number): number =>
  versions.find((version) => version.clip === clip && version.current)?.number ?? 1;

/** How many admissions count against the limits of an hour: those that were charged, and those under way that may be. */
export const counted = (model: Model, owner: number, jobId: string | null): number =>
  model.regenerations.filter(
    (each) =>
      each.job.owner === owner &&
      (jobId === null || each.job.id === jobId) &&
      (each.cost > 0 || (isActive(each) && each.reserved > 0)),
  ).length;

export const activeOf = (model: Model): ModelRegeneration[] => model.regenerations.filter(isActive);
