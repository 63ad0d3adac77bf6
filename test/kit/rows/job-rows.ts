import type { PrismaClient } from '../../../prisma/generated/client.js';

export interface JobShape {
  userId: string;
  clips?: number;
  /** Of each clip. */
  clipSeconds?: number;
  /** As many clips as the pipeline made; the others have no footage. Default: all. */
  madeClips?: number;
  status?: string;
  /** null: the job was never composed. */
  videoUrl?: string | null;
  totalCost?: string;
  title?: string;
  /** The lyrics of every clip; null: none are sung. */
  lyric?: string | null;
  /** The prompt of every clip; null: clips without prompts. */
  prompt?: string | null;
}

/** Inserts a job as the pipeline leaves it: stages with clips of 4 s each, but no media. Returns its id. */
export async function insertJob(db: PrismaClient, shape: JobShape): Promise<string> {
  const {
    userId,
    clips = 6,
    clipSeconds = 4,
    madeClips = clips,
    status = 'completed',
    videoUrl = 'video-outputs/job/final.mp4',
    totalCost = '1.5',
    title = 'A test video',
    lyric = 'We run together',
    prompt = 'Scene',
  } = shape;
  const job = await db.job.create({
    data: {
      userId,
      status,
      videoUrl,
      totalCost,
      userPrompt: title,
      audioUrl: 'audio-uploads/job/song.m4a',
    },
  });
  const indexes = Array.from({ length: clips }, (_, index) => index);
  await db.jobStage.createMany({
    data: [
      {
        jobId: job.id,
        stageName: 'audio_parser',
        status: 'completed',
        metadata: { audio_analysis: audio(indexes, clipSeconds, lyric) },
      },
      {
        jobId: job.id,
        stageName: 'prompt_generator',
        status: 'completed',
        metadata: {
          clip_prompts:
            prompt === null
              ? []
              : indexes.map((clip_index) => ({ clip_index, prompt: `${prompt} ${clip_index}` })),
        },
      },
      {
        jobId: job.id,
        stageName: 'video_generator',
        status: 'completed',
        metadata: {
          clips: {
            clips: indexes.slice(0, madeClips).map((index) => generatedClip(job.id, index, clipSeconds)),
            total_clips: clips,
          },
        },
      },
    ],
  });
  return job.id;
}

function audio(indexes: number[], clipSeconds: number, lyric: string | null): object {
  const clip_boundaries = indexes.map((index) => ({
    start: index * clipSeconds,
    end: (index + 1) * clipSeconds,
    duration: clipSeconds,
  }));
  const words = lyric?.split(' ') ?? [];
  const lyrics = indexes.flatMap((index) =>
    words.map((text, word) => ({
      text,
      timestamp: index * clipSeconds + 0.5 + (word * 1.2) / words.length,
      formatted_text: lyric,
    })),
  );
  return { duration: indexes.length * clipSeconds, bpm: 120, beat_timestamps: [], clip_boundaries, lyrics };
}

function generatedClip(jobId: string, clip_index: number, clipSeconds: number): object {
  return {
    clip_index,
    video_url: `video-clips/${jobId}/clip_${clip_index}.mp4`,
    actual_duration: clipSeconds,
    target_duration: clipSeconds,
    duration_diff: 0,
    status: 'success',
    cost: '0.25',
  };
}
