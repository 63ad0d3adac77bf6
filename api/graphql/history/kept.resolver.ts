import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Cuts } from '../../../core/history/cuts.js';
import { footageKey, type JobRecord } from '../../../core/job/job-record.js';
import { changedMoreThanAsked } from '../../../core/result-report/changed-more.js';
import { storedClipMeasurement } from '../../../core/measurements/measurement.js';
import { CHANGE_ACTIONS, type ChangeAction } from '../../../core/quote/video-model-card.js';
import { jumps, seamsOf, type Seam, type Surrounded } from '../../../core/result-report/seams.js';
import type { ApiContext } from '../context.js';
import { ClipVersionType } from './clip-version.type.js';
import { KeptScoreType, SeamType } from './kept.type.js';
import type { ClipVersionParent } from './version-view.js';

@Resolver(() => ClipVersionType)
export class ClipVersionKeptResolver {
  @FieldResolver(() => KeptScoreType, {
    nullable: true,
    description:
      'How much of its footage it has kept; null where that was not compared (an original, a version of an earlier release), or has ' +
      'nothing to compare (black, or one color).',
  })
  async kept(@Root() version: ClipVersionParent, @Ctx() context: ApiContext): Promise<KeptScoreType | null> {
    const { jobId, videoKey, adjustments } = version;
    if (videoKey === null) return null;
    const found = await context.measurements.of(jobId, [videoKey]);
    const kept = storedClipMeasurement.parse(found.get(videoKey) ?? null)?.kept ?? null;
    if (kept === null) return null;
    const action = await actionOf(version, context);
    const looks = adjustments.map(({ template }) => template.category);
    return {
      ...kept,
      changedMoreThanAsked: action !== null && changedMoreThanAsked(kept, { action, looks }),
    };
  }

  @FieldResolver(() => [SeamType], {
    description:
      'What its change did to the cuts at its start and its end; without those that are not measured, and empty where it was never ' +
      'in the video.',
  })
  async seams(@Root() version: ClipVersionParent, @Ctx() context: ApiContext): Promise<SeamType[]> {
    const { jobId, clipIndex, versionNumber, regenerationId } = version;
    const job = await context.jobs.find(jobId, context.viewer.id);
    if (job === null || job.mediaExpired || regenerationId === null) return [];
    const place = job.clips.findIndex((clip) => clip.clipIndex === clipIndex);
    const near = job.clips.slice(Math.max(0, place - 1), place + 2).map((clip) => clip.clipIndex);
    const cuts = await context.versions.cuts.of({ regenerationId, clipIndexes: near });
    if (cuts?.after.get(clipIndex)?.versionNumber !== versionNumber) return [];
    const [before, after] = await Promise.all(
      [cuts.before, cuts.after].map(async (cut) => await surrounded(clipIndex, cut, job, context)),
    );
    if (!before || !after) return [];
    const isAsked = (await actionOf(version, context)) === 'ADJUST_FOOTAGE';
    return seamsOf(before, after).map((seam) => ({ ...seam, match: matchOf(seam, clipIndex, isAsked) }));
  }
}

/** How a version was made; null for one that only came back. */
async function actionOf(
  { regenerationId, clipIndex }: ClipVersionParent,
  { regenerations }: ApiContext,
): Promise<ChangeAction | null> {
  if (regenerationId === null) return null;
  const changes = await regenerations.changesOf(regenerationId);
  const action = changes.find((change) => change.clipIndex === clipIndex)?.action;
  return CHANGE_ACTIONS.find((one) => one === action) ?? null;
}

/** A clip and its neighbors in a cut; null where it is not measured. */
async function surrounded(
  clipIndex: number,
  cut: Cuts['after'],
  job: JobRecord,
  { measurements }: ApiContext,
): Promise<Surrounded | null> {
  const placed = job.clips.flatMap((clip) => {
    const shown = cut.get(clip.clipIndex);
    const key = shown === undefined ? null : footageKey(shown.address, clip);
    return key === null ? [] : [{ clipIndex: clip.clipIndex, key }];
  });
  const found = await measurements.of(
    job.id,
    placed.map(({ key }) => key),
  );
  const at = (index: number | undefined): Surrounded['clip'] | null => {
    const key = placed.find((one) => one.clipIndex === index)?.key;
    const measured = key === undefined ? null : storedClipMeasurement.parse(found.get(key) ?? null);
    return measured === null ? null : { clipIndex: index!, measured };
  };
  const place = job.clips.findIndex((one) => one.clipIndex === clipIndex);
  const clip = at(clipIndex);
  return (
    clip && { clip, previous: at(job.clips[place - 1]?.clipIndex), next: at(job.clips[place + 1]?.clipIndex) }
  );
}

/** A look that was asked for stays: its neighbor takes it over. */
function matchOf(seam: Seam, clipIndex: number, isAsked: boolean): string | null {
  if (!jumps(seam)) return null;
  const [matched, like] = isAsked ? [seam.neighbor, clipIndex] : [clipIndex, seam.neighbor];
  return `make clip ${matched + 1} look like clip ${like + 1}`;
}
