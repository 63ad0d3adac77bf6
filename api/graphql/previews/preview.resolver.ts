import { Ctx, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql';
import type { Preview } from '../../../core/previews/preview.js';
import type { ClipParent } from '../clips/clip-view.js';
import { ClipType } from '../clips/clip.type.js';
import type { ApiContext } from '../context.js';
import { ClipVersionType } from '../history/clip-version.type.js';
import type { ClipVersionParent, VideoVersionParent } from '../history/version-view.js';
import { VideoVersionType } from '../history/video-version.type.js';
import type { JobParent } from '../jobs/job-view.js';
import { JobType } from '../jobs/job.type.js';
import { FilmstripType, WaveformType } from './preview.type.js';

const POSTER =
  'Signed, 1 hour. The first frame, upright, its longer side at most 1280 pixels and never enlarged; null where none was made.';
const FILMSTRIP = 'Frames along the part of it that its place in the video shows; null where none was made.';

@Resolver(() => ClipType)
export class ClipPreviewResolver {
  @FieldResolver(() => String, { nullable: true, description: POSTER })
  async posterUrl(@Root() { job, record }: ClipParent, @Ctx() context: ApiContext): Promise<string | null> {
    return posterOf(await previewOf(job.id, record.currentVideoKey, context), context);
  }

  @FieldResolver(() => FilmstripType, { nullable: true, description: FILMSTRIP })
  async filmstrip(
    @Root() { job, record }: ClipParent,
    @Ctx() context: ApiContext,
  ): Promise<FilmstripType | null> {
    return filmstripOf(await previewOf(job.id, record.currentVideoKey, context), context);
  }
}

@Resolver(() => ClipVersionType)
export class ClipVersionPreviewResolver {
  @FieldResolver(() => String, { nullable: true, description: POSTER })
  async posterUrl(
    @Root() { jobId, videoKey }: ClipVersionParent,
    @Ctx() context: ApiContext,
  ): Promise<string | null> {
    return posterOf(await previewOf(jobId, videoKey, context), context);
  }

  @FieldResolver(() => FilmstripType, { nullable: true, description: FILMSTRIP })
  async filmstrip(
    @Root() { jobId, videoKey }: ClipVersionParent,
    @Ctx() context: ApiContext,
  ): Promise<FilmstripType | null> {
    return filmstripOf(await previewOf(jobId, videoKey, context), context);
  }
}

const SMALL =
  'Signed, 1 hour. The same video for slow lines and for scrubbing, frame for frame: 480 pixels on its shorter side. Null where none was ' +
  'made: videos of up to 480 pixels need none.';

@Resolver(() => VideoVersionType)
export class VideoVersionPreviewResolver {
  @FieldResolver(() => String, { nullable: true, description: SMALL })
  async previewVideoUrl(
    @Root() { jobId, videoKey }: VideoVersionParent,
    @Ctx() context: ApiContext,
  ): Promise<string | null> {
    return smallOf(await previewOf(jobId, videoKey, context), context);
  }
}

@Resolver(() => JobType)
export class JobPreviewResolver {
  @FieldResolver(() => String, { nullable: true, description: SMALL })
  async previewVideoUrl(@Root() { record }: JobParent, @Ctx() context: ApiContext): Promise<string | null> {
    return smallOf(await previewOf(record.id, record.videoKey, context), context);
  }

  @FieldResolver(() => WaveformType, {
    nullable: true,
    description: 'The wave of its song; null where none was made.',
  })
  async waveform(@Root() { record }: JobParent, @Ctx() context: ApiContext): Promise<WaveformType | null> {
    const { id, songKey, mediaExpired } = record;
    const { waveform } = await previewOf(id, mediaExpired ? null : songKey, context);
    if (waveform === undefined) return null;
    return { url: context.urls.signedUrl(waveform.key), peaksPerSecond: waveform.peaksPerSecond };
  }

  @FieldResolver(() => Int, {
    description:
      'Another one whenever more was made for its page: pictures of clips and versions, the wave, the small rendition. `jobChanged` tells of it.',
  })
  async previewsRevision(@Root() { record }: JobParent, @Ctx() { previews }: ApiContext): Promise<number> {
    return await previews.count(record.id);
  }

  @FieldResolver(() => [Float], {
    description: 'The beats of its song in seconds, in order; empty where none are known.',
  })
  beats(@Root() { record }: JobParent): readonly number[] {
    return record.data.beatSeconds;
  }
}

async function previewOf(
  jobId: string,
  key: string | null,
  { previews }: Pick<ApiContext, 'previews'>,
): Promise<Preview> {
  return key === null ? {} : await previews.of({ jobId, key });
}

type Signing = Pick<ApiContext, 'urls'>;

const posterOf = ({ poster }: Preview, { urls }: Signing): string | null =>
  poster === undefined ? null : urls.signedUrl(poster);

const smallOf = ({ small }: Preview, { urls }: Signing): string | null =>
  small === undefined ? null : urls.signedUrl(small);

function filmstripOf({ filmstrip }: Preview, { urls }: Signing): FilmstripType | null {
  if (filmstrip === undefined) return null;
  const { key, frames, intervalSeconds, width, height } = filmstrip;
  return { url: urls.signedUrl(key), frames, interval: intervalSeconds, width, height };
}
