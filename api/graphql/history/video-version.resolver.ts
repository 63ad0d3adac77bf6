import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { VideoVersionRow, Versions } from '../../../core/history/version-repository.js';
import type { ApiContext } from '../context.js';
import type { JobParent } from '../jobs/job-view.js';
import { JobType } from '../jobs/job.type.js';
import { findRegeneration } from '../regenerations/regeneration-query.js';
import { RegenerationStatusEnum, RegenerationType } from '../regenerations/regeneration.type.js';
import { connection, parsePage } from './version-page.js';
import { videoVersionView, type VideoVersionParent } from './version-view.js';
import { VideoVersionConnectionType, VideoVersionType } from './video-version.type.js';

/** Of a video that is still being made. */
const NO_VERSIONS: Versions<VideoVersionRow> = { rows: [], hasMore: false, totalCount: 0 };

@Resolver(() => JobType)
export class VideoVersionsResolver {
  @FieldResolver(() => Int, {
    description: 'The number of the current video; 1 until a change is published.',
  })
  async versionNumber(@Root() { record }: JobParent, @Ctx() { versions }: ApiContext): Promise<number> {
    return (await versions.currentVideo(record.id)).versionNumber;
  }

  @FieldResolver(() => VideoVersionConnectionType, {
    description:
      'All videos that were published, newest first; none before the first one. Errors: BAD_USER_INPUT.',
  })
  async versions(
    @Root() { record }: JobParent,
    @Arg('first', () => Int, { defaultValue: 20, nullable: true, description: 'Page size, 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Returns the versions before this cursor.' })
    after: string | null | undefined,
    @Ctx() { versions, urls }: ApiContext,
  ): Promise<VideoVersionConnectionType> {
    const page = parsePage(first, after);
    const isComposed = record.videoKey !== null || record.mediaExpired;
    const read = isComposed ? await versions.videoVersions({ jobId: record.id, ...page }) : NO_VERSIONS;
    const views = read.rows.map((row) => videoVersionView(row, record, urls));
    return connection(read, views);
  }

  @FieldResolver(() => VideoVersionType, {
    nullable: true,
    description: 'What undo would bring back; null where there is nothing to undo.',
  })
  async undoable(
    @Root() { record }: JobParent,
    @Ctx() { versions, urls }: ApiContext,
  ): Promise<VideoVersionType | null> {
    const { undoable } = await versions.currentVideo(record.id);
    return undoable === null ? null : videoVersionView(undoable, record, urls);
  }

  @FieldResolver(() => VideoVersionType, {
    nullable: true,
    description:
      'What redo would bring back; null unless the last thing done was an undo, or a redo after several.',
  })
  async redoable(
    @Root() { record }: JobParent,
    @Ctx() { versions, urls }: ApiContext,
  ): Promise<VideoVersionType | null> {
    const { redoable } = await versions.currentVideo(record.id);
    return redoable === null ? null : videoVersionView(redoable, record, urls);
  }
}

@Resolver(() => VideoVersionType)
export class VideoVersionResolver {
  @FieldResolver(() => RegenerationType, {
    nullable: true,
    description: 'What made it; null for the first.',
  })
  async regeneration(
    @Root() { regenerationId }: VideoVersionParent,
    @Ctx() context: ApiContext,
  ): Promise<RegenerationType | null> {
    return regenerationId === null ? null : await findRegeneration(context, regenerationId);
  }
}

@Resolver(() => RegenerationType)
export class RegenerationResultResolver {
  @FieldResolver(() => VideoVersionType, {
    nullable: true,
    description: 'The video that came of it; null until it is published.',
  })
  async result(
    @Root() { id, jobId, status }: RegenerationType,
    @Ctx() { jobs, versions, viewer, urls }: ApiContext,
  ): Promise<VideoVersionType | null> {
    if (status !== RegenerationStatusEnum.COMPLETED) return null;
    const [row, job] = await Promise.all([versions.resultOf(id), jobs.find(jobId, viewer.id)]);
    return row === null || job === null ? null : videoVersionView(row, job, urls);
  }
}
