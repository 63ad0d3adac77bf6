import type { JobData } from '../../core/job/job-data.js';
import type { PrismaClient } from '../../prisma/client.js';
import { Prisma } from '../../prisma/generated/client.js';
import type { Measured } from '../../core/measurements/measurements.js';
import type { Previewed } from '../../core/previews/previews.js';
import type { FootageTraits } from '../compose/segments/footage-traits.js';
import type { MediaProbe } from '../ffmpeg/probe.js';
import type { ImportPlan, PlannedStage } from './plan.js';

/** A clip's original version in the storage. */
export interface StoredClip {
  clipIndex: number;
  key: string;
  sha256: string;
  /** What was read of it, for composing. */
  probe: MediaProbe;
  traits: FootageTraits;
  thumbnailKey: string;
}

interface ImportedRows {
  jobId: string;
  userId: string;
  plan: ImportPlan;
  stages: PlannedStage[];
  data: JobData;
  clips: StoredClip[];
  songKey: string;
  videoKey: string;
  measured: Measured[];
  previewed: Previewed[];
}

export async function jobExists(db: PrismaClient, jobId: string): Promise<boolean> {
  return (await db.job.count({ where: { id: jobId } })) > 0;
}

/** Writes all rows of an imported job, or none; false if a job with this id exists by now. */
export async function insertImportedJob(db: PrismaClient, rows: ImportedRows): Promise<boolean> {
  try {
    await db.job.create({ data: jobRow(rows) });
    return true;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return false;
    throw error;
  }
}

function jobRow({
  jobId,
  userId,
  plan,
  stages,
  data,
  clips,
  songKey,
  videoKey,
  measured,
  previewed,
}: ImportedRows): Prisma.JobCreateInput {
  const now = new Date();
  return {
    id: jobId,
    userId,
    status: 'completed',
    progress: 100,
    currentStage: 'composer',
    audioUrl: songKey,
    videoUrl: videoKey,
    userPrompt: plan.title,
    totalCost: plan.totalCost.toFixed(),
    aspectRatio: data.aspectRatio,
    ...(plan.videoModel === null ? {} : { videoModel: plan.videoModel }),
    template: plan.template,
    completedAt: now,
    stages: { create: stages.map(stageRow) },
    costs: { create: plan.costs.map((row) => ({ ...row, cost: row.cost.toFixed() })) },
    thumbnails: {
      create: clips.map((clip) => ({ clipIndex: clip.clipIndex, thumbnailUrl: clip.thumbnailKey })),
    },
    measurements: { create: measured.map(({ key, measured }) => ({ key, measured: { ...measured } })) },
    previews: { create: previewed.map(({ key, preview }) => ({ key, preview: { ...preview } })) },
    versions: {
      create: clips.map((clip) => ({
        clipIndex: clip.clipIndex,
        versionNumber: 1,
        videoUrl: clip.key,
        sha256: clip.sha256,
        thumbnailUrl: clip.thumbnailKey,
        prompt: data.clips[clip.clipIndex]!.prompt,
        cost: data.clips[clip.clipIndex]!.costUsd?.toFixed() ?? '0',
        isCurrent: true,
      })),
    },
  };
}

function stageRow({ stageName, status, cost, metadata }: PlannedStage) {
  const json = metadata === null ? Prisma.DbNull : (metadata as Prisma.InputJsonObject);
  return { stageName, status, cost: cost.toFixed(), metadata: json };
}
