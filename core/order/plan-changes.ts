import { z } from 'zod';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { routeOf } from '../assistant/route.js';
import { SENTENCES } from '../assistant/sentences.js';
import { ApiError } from '../errors.js';
import type { ClipRecord, JobRecord } from '../job/job-record.js';
import type { CostHistories } from '../quote/cost-history.js';
import { NOTHING_TAKEN_OVER, type TakenOver } from '../quote/estimate.js';
import { makeQuote } from '../quote/quote.js';
import type { QuotedChange, QuotedChanges } from '../quote/quote-token.js';
import type { RateCard } from '../quote/rate-card.js';
import { ofClip, type AskedChanges } from './changes-request.js';
import { asWishes, wishesOf } from './meant/clips-meant.js';
import { clipsAhead, lastInstructions, refersBack } from './last-instructions.js';
import { clipOf } from './own-job.js';
import { stylesOf } from './meant/styles.js';
import { totalOf, type BatchSettings } from './total.js';
import { chooseWork, type VideoModelChoices } from './video-choice.js';

/** What planning changes needs. */
export interface PlanDeps {
  db: PrismaClient;
  rateCard: RateCard;
  costHistories: CostHistories;
  videoModels: VideoModelChoices;
  /** The language model that rewrites prompts where no template does; null: the rules do. */
  promptModel: string | null;
  batches: BatchSettings;
}

/** A question is never made into a picture, however it is asked. */
function rejectQuestion(instruction: string): void {
  if (routeOf(instruction).kind === 'question') throw new ApiError('BAD_USER_INPUT', SENTENCES.unknown);
}

/** What would be done for an order, and for how much. One clip that cannot be changed refuses the whole, by its name. */
export async function planChanges(
  deps: PlanDeps,
  job: JobRecord,
  asked: AskedChanges,
): Promise<QuotedChanges> {
  const { userId, changes, retryOf } = asked;
  const clips = changes.map(({ clipIndex }) => clipOf(job, clipIndex));
  const wishes = wishesOf(job, asked);
  const isAhead = job.status === 'regenerating';
  const [retried, last, ahead] = await Promise.all([
    retryOf === null ? null : readRetried(deps.db, retryOf),
    lastInstructions(deps.db, clips, asWishes(job, asked, wishes)),
    isAhead && wishes.some(({ text }) => refersBack(text))
      ? clipsAhead(deps.db, job.id, asked.queuedId)
      : NO_CLIPS,
  ]);
  // Nor does what is left of several takes become current, be it one.
  const isTakes = retried?.kind === 'TAKES' || changes.some(({ takes }) => takes > 1);
  const styles = await stylesOf(deps.db, job, changes, wishes);
  const quoted: QuotedChange[] = [];
  // One after the other, so that the first clip that cannot be changed is the one that is named.
  for (const [at, change] of changes.entries()) {
    const clip = clips[at]!;
    const [{ text: wish, styleFrom, range, kept }, style] = [wishes[at]!, styles[at]!];
    const work = ofClip(clip.clipIndex, clips.length, () =>
      chooseWork({ ...change, styleFrom, range }, job, clip, deps.videoModels),
    );
    const terms = {
      ...(await pricesOf(deps, work.videoModel)),
      ...{ action: work.action, aspectRatio: job.data.aspectRatio },
      ...{ takenOver: resultTakenOver(retried, clip), takes: change.takes, isTakes },
      lastInstruction: last[at]!,
      ...{ prompt: change.prompt, seed: change.seed },
      ...{ style, part: range, isAhead, isUnseen: refersBack(wish) && ahead.has(clip.clipIndex) },
    };
    const { instruction, takes, prompt, seed } = change;
    const lastInstruction = last[at]!;
    const quote = ofClip(clip.clipIndex, clips.length, () => {
      if (wish !== '') rejectQuestion(wish);
      return makeQuote(clip, wish, terms);
    });
    quoted.push({
      clip,
      instruction,
      wish,
      kept,
      ...work,
      ...{ aspectRatio: job.data.aspectRatio, takes, prompt, seed },
      style,
      part: range,
      lastInstruction,
      quote,
    });
  }
  const planned = { userId, changes: quoted, isTakes };
  return { ...planned, ...totalOf(planned, deps.batches) };
}

const NO_CLIPS: ReadonlySet<number> = new Set();

/** The part of a quote's terms that a model decides. */
export async function pricesOf({ promptModel, rateCard, costHistories }: PlanDeps, videoModel: string) {
  const history = await costHistories.of({ videoModel, promptModel });
  return { videoModel, promptModel, rateCard, history };
}

/** Whether a part of a checkpoint is there. */
const isThere = z
  .object({})
  .nullish()
  .transform((part) => part !== null && part !== undefined);
const checkpointSchema = z.object({ prompt: isThere, clip: isThere });

/** An earlier try, with the results that may be taken over from it. */
interface Retried {
  kind: string;
  changes: { clipIndex: number; baseVersionNumber: number; checkpoint: unknown }[];
}

async function readRetried(db: PrismaClient, id: string): Promise<Retried | null> {
  const changes = { select: { clipIndex: true, baseVersionNumber: true, checkpoint: true } };
  return await db.clipRegeneration.findUnique({ where: { id }, select: { kind: true, changes } });
}

/** What the admission takes over for a clip, if it is still the one that the earlier try began with. */
function resultTakenOver(retried: Retried | null, { clipIndex, versionNumber }: ClipRecord): TakenOver {
  if (retried === null) return NOTHING_TAKEN_OVER;
  const row = retried.changes.find(
    (one) => one.clipIndex === clipIndex && one.baseVersionNumber === versionNumber,
  );
  const { prompt, clip } = checkpointSchema.parse(row?.checkpoint ?? {});
  // Takes that were made are versions; what is asked for now are the others.
  return { prompt, clip: clip && retried.kind !== 'TAKES' };
}
