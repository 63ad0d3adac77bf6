import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { saveCheckpoint, type CheckpointWrite } from '../../core/regeneration/lifecycle.js';
import type { RateCard } from '../../core/quote/rate-card.js';
import type { Storage } from '../../core/storage/storage.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { Stopped } from '../lease.js';
import type { ProgressWriter } from '../progress.js';
import type { PromptModel } from '../prompt/prompt-model.js';
import type { RunInput } from '../regeneration-row.js';
import type { VideoModels } from '../video/video-models.js';

/** What the steps of a run share. */
export interface StepDeps {
  db: PrismaClient;
  storage: Storage;
  ffmpeg: FfmpegTools;
  /** Null: fixed rules rewrite prompts when no template matches. */
  promptModel: PromptModel | null;
  videoModels: VideoModels;
  rateCard: RateCard;
  progress: ProgressWriter;
  /** Scratch folder of this run, removed at its end. */
  workDir: string;
  /** See ComposeInput. */
  outputResolution?: number;
  encoderConcurrency?: number;
  log: Logger;
}

/** The storage folder of a run's objects; no other attempt writes there. */
export function objectPath(input: RunInput): string {
  return `${input.job.id}/${input.id}/${input.fence}`;
}

/** Stores a step's result; rejects with Stopped if the fence is old. */
export async function keep(input: RunInput, deps: StepDeps, write: CheckpointWrite): Promise<void> {
  const saved = await saveCheckpoint(deps.db, input, write);
  if (!saved) throw new Stopped('lease-lost');
}
