import { Prisma, type PrismaClient } from '../../../prisma/generated/client.js';

/** Inserts a job with the same clips and the same media as another one. Returns its id. */
export async function copyJob(
  db: PrismaClient,
  jobId: string,
  { title, userId }: { title: string; userId?: string },
): Promise<string> {
  const job = await db.job.findUniqueOrThrow({
    where: { id: jobId },
    include: {
      stages: true,
      thumbnails: true,
      measurements: true,
      previews: true,
      versions: { where: { regenerationId: null } },
    },
  });
  const {
    stages,
    thumbnails,
    measurements,
    previews,
    versions,
    id: _id,
    regeneratedClips: _regenerated,
    createdAt: _created,
    ...row
  } = job;
  const copy = await db.job.create({ data: { ...row, userId: userId ?? row.userId, userPrompt: title } });
  await db.jobStage.createMany({
    data: stages.map(({ id: _stageId, metadata, ...stage }) => ({
      ...stage,
      jobId: copy.id,
      metadata: metadata ?? Prisma.DbNull,
    })),
  });
  await db.clipVersion.createMany({
    data: versions.map(({ id: _versionId, adjustments, ...version }) => ({
      ...version,
      jobId: copy.id,
      adjustments: adjustments ?? Prisma.DbNull,
    })),
  });
  await db.clipThumbnail.createMany({
    data: thumbnails.map(({ clipIndex, thumbnailUrl }) => ({ jobId: copy.id, clipIndex, thumbnailUrl })),
  });
  await db.mediaMeasurement.createMany({
    data: measurements.map(({ key, measured }) => ({ jobId: copy.id, key, measured: measured! })),
  });
  await db.mediaPreview.createMany({
    data: previews.map(({ key, preview }) => ({ jobId: copy.id, key, preview: preview! })),
  });
  return copy.id;
}
