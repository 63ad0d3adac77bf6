import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { ChangeClaim, Claim } from '../../core/regeneration/claim.js';
import {
  failClipChange,
  saveCheckpoint,
  type CheckpointWrite,
  type ClipFailure,
} from '../../core/regeneration/lifecycle.js';
import type { RateCard } from '../../core/quote/rate-card.js';
import type { Storage } from '../../core/storage/storage.js';
import type { FfmpegTools } from '../ffmpeg/binaries.js';
import { Stopped } from '../lease.js';
import type { ClipProgress, RunProgress } from '../progress.js';
import type { PromptModel } from '../../core/language-model/prompt-model.js';
import { isLeftOut, type ChangeInput, type CompositionInput } from '../regeneration-row.js';
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
  progress: RunProgress;
  /** Scratch folder of this run, removed at its end. */
  workDir: string;
  /** See ComposeInput. */
  outputResolution?: number;
  /** Whether pictures of clips and a small rendition of the video are made for the page; see PREVIEWS. */
  previews: boolean;
  encoderConcurrency?: number;
  /** Clips that are changed side by side. */
  changeConcurrency: number;
  log: Logger;
}

/** What the steps of one clip's change share: the scratch folder and the progress are this clip's. */
export type ChangeDeps = Omit<StepDeps, 'progress'> & { progress: ClipProgress };

/** The storage folder of a run's objects; no other attempt writes there. */
export function objectPath({ job, id, fence }: Pick<CompositionInput, 'job' | 'id' | 'fence'>): string {
  return `${job.id}/${id}/${fence}`;
}

/** The storage folder of the objects of one clip's change, or of one of its takes. */
export function changePath(input: ChangeInput): string {
  const { isOnly, clipIndex, takes, take } = input;
  const ofClip = isOnly ? objectPath(input) : `${objectPath(input)}/clip-${clipIndex + 1}`;
  return takes === 1 ? ofClip : `${ofClip}/take-${take + 1}`;
}

/** Stores a step's result; rejects with Stopped if the fence is old. */
export async function keep(
  claim: Claim | ChangeClaim,
  deps: Pick<StepDeps, 'db'>,
  write: CheckpointWrite,
): Promise<void> {
  const ofClip = 'clipIndex' in claim ? { clipIndex: claim.clipIndex, take: claim.take } : {};
  const saved = await saveCheckpoint(deps.db, claim, { ...write, ...ofClip });
  if (!saved) throw new Stopped('lease-lost');
}

/** Ends the change of a clip, or of one take of it, while others go on; rejects with Stopped if the fence is old. */
export async function keepFailure(
  claim: Claim,
  { db }: Pick<StepDeps, 'db'>,
  failure: ClipFailure,
): Promise<void> {
  // This run may have ended it before, if the first answer was lost with its connection.
  if (!(await failClipChange(db, claim, failure)) && !(await isLeftOut(db, claim, failure)))
    throw new Stopped('lease-lost');
}
