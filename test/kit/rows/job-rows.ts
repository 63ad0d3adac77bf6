import type { PrismaClient } from '../../../prisma/generated/client.js';

export interface JobShape {
  userId: string;
  clips?: number;
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

const CLIP_SECONDS = 4;

/** Inserts a job as the pipeline leaves it: stages with clips of 4 s each, but no media. Returns its id. */
export async function insertJob(db: PrismaClient, shape: JobShape): Promise<string> {
  const {
    userId,
    clips = 6,
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
        metadata: { audio_analysis: audio(indexes, lyric) },
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
          clips: { clips: indexes.map((index) => generatedClip(job.id, index)), total_clips: clips },
        },
      },
    ],
  });
  return job.id;
}

function audio(indexes: number[], lyric: string | null): object {
  const clip_boundaries = indexes.map((index) => ({
    start: index * CLIP_SECONDS,
    end: (index + 1) * CLIP_SECONDS,
    duration: CLIP_SECONDS,
  }));
  const words = lyric?.split(' ') ?? [];
  const lyrics = indexes.flatMap((index) =>
    words.map((text, word) => ({
      text,
      timestamp: index * CLIP_SECONDS + 0.5 + (word * 1.2) / words.length,
      formatted_text: lyric,
    })),
  );
  return { duration: indexes.length * CLIP_SECONDS, bpm: 120, beat_timestamps: [], clip_boundaries, lyrics };
}

function generatedClip(jobId: string, clip_index: number): object {
  return {
    clip_index,
    video_url: `video-clips/${jobId}/clip_${clip_index}.mp4`,
    actual_duration: CLIP_SECONDS,
    target_duration: CLIP_SECONDS,
    duration_diff: 0,
    status: 'success',
    cost: '0.25',
  };
}
