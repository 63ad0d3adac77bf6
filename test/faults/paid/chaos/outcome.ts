import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import { readEvents } from '../../../../core/regeneration/events.js';
import { LABELS } from '../../../../api/launcher/job-spec.js';
import { sha256OfFile } from '../../../../core/storage/file-hash.js';
import type { ClipChange, ClipRegeneration, PaidCall } from '../../../../prisma/generated/client.js';
import { booksOf, eachBook, type Books } from '../../../kit/paid/paid-fixture.js';
import type { ServedPrediction } from '../../../providers/replicate-prediction.js';
import type { ChaosFixture } from './chaos-fixture.js';
import type { ChangePlan } from './plan.js';

/** A change that has ended. */
export interface EndedChange {
  plan: ChangePlan;
  id: string;
  jobId: string;
  /** In the prompt of each of its clips. */
  marker: string;
}

/** Limited to what must be the same whichever faults struck, and when. */
export interface Outcome {
  change: string;
  status: string;
  /** Clips that were not changed, each with what it ended with. */
  failed: Record<number, string>;
  /** Clips by the number of predictions that the provider made for them. */
  ordered: Record<number, number>;
  charged: number;
  books: Books;
  /** What the runners of a change said that lost more attempts than it may. */
  lostAttempts: string[];
  newVideos: number;
  newVersions: { current: number; unselected: number };
  events: 'contiguous' | number[];
  /** SHA-256 of the final video's file where all clips of the video were changed: the provider makes the same of each. */
  video: string | null;
}

interface Rows {
  row: ClipRegeneration;
  changes: ClipChange[];
  calls: PaidCall[];
  predictions: ServedPrediction[];
}

async function readRows(
  { paid: { db, provider } }: ChaosFixture,
  { id, marker }: EndedChange,
): Promise<Rows> {
  const where = { regenerationId: id };
  return {
    row: await db.clipRegeneration.findUniqueOrThrow({ where: { id } }),
    changes: await db.clipChange.findMany({ where, orderBy: { clipIndex: 'asc' } }),
    calls: await db.paidCall.findMany({ where }),
    predictions: provider.predictions.filter(({ input }) => String(input['prompt']).includes(marker)),
  };
}

/** What a change left behind, and what it must have left behind. */
export async function outcomeOf(fixture: ChaosFixture, change: EndedChange): Promise<[Outcome, Outcome]> {
  const { paid } = fixture;
  const { db } = paid;
  const rows = await readRows(fixture, change);
  const { row, changes, predictions } = rows;
  const versions = await db.clipVersion.findMany({ where: { regenerationId: change.id } });
  const current = versions.filter(({ isCurrent }) => isCurrent).length;
  const sequences = (await readEvents(db, change.id, 0)).map(({ sequence }) => sequence);
  const failed = changes.filter(({ status }) => status !== 'completed');
  const isWhole = row.status === 'completed' && changes.length - failed.length === fixture.clips;
  const found: Outcome = {
    change: JSON.stringify(change),
    status: row.status,
    failed: Object.fromEntries(
      failed.map(({ clipIndex, errorCode, status }) => [clipIndex, errorCode ?? status]),
    ),
    ordered: countsOf(predictions.map(clipOf)),
    charged: charges(predictions).filter((usd) => !usd.isZero()).length,
    books: await booksOf(db, change.id),
    lostAttempts: row.attempt - 1 > mayLose(change, row) ? warningsOf(fixture, row) : [],
    newVideos: await db.videoVersion.count({ where: { regenerationId: change.id } }),
    newVersions: { current, unselected: versions.length - current },
    events: sequences.every((sequence, index) => sequence === index + 1) ? 'contiguous' : sequences,
    video: isWhole ? await videoOf(fixture, change.jobId) : null,
  };
  return [found, { ...found, ...expected(change, rows) }];
}

/**
 * One for each kill. A runner that is canceled is terminated as well: it waits for a database that is away for as long as
 * it may, and leaves what is still open at the provider to another one.
 */
const mayLose = ({ plan }: EndedChange, { status }: ClipRegeneration): number =>
  plan.kills.length + (status === 'canceled' ? 1 : 0);

/** A cancellation may come too late; then the change has ended as any other. */
function expected({ plan }: EndedChange, rows: Rows): Partial<Outcome> {
  const { row, predictions } = rows;
  const bill = { books: eachBook(Decimal.sum(0, ...charges(predictions)).toFixed(4)) };
  const always = { ...bill, lostAttempts: [], events: 'contiguous' as const };
  if (plan.canceled !== null && row.status === 'canceled') return { ...always, ...canceled(rows) };
  const lost = lostTwice(rows);
  const refused = plan.refused === null || lost.includes(plan.refused) ? [] : [plan.refused];
  const made = plan.clips.length - lost.length - refused.length;
  return {
    ...always,
    status: 'completed',
    failed: Object.fromEntries([
      ...failures(lost, 'VIDEO_MODEL_FAILED'),
      ...failures(refused, 'CONTENT_REJECTED'),
    ]),
    ordered: Object.fromEntries(
      plan.clips.filter((clipIndex) => !lost.includes(clipIndex)).map((clipIndex) => [clipIndex, 1]),
    ),
    charged: made,
    newVideos: 1,
    newVersions: { current: made, unselected: 0 },
  };
}

const failures = (clips: number[], code: string): [number, string][] => clips.map((clip) => [clip, code]);

/** What is made is kept beside the current versions; nothing is ordered twice, or after the end. */
function canceled({ row, changes, predictions }: Rows): Partial<Outcome> {
  const kept = changes.filter(({ checkpoint }) => 'clip' in (checkpoint as object)).length;
  const inTime = predictions.filter(({ createdAt }) => createdAt <= row.completedAt!);
  return {
    ordered: Object.fromEntries(inTime.map((prediction) => [clipOf(prediction), 1])),
    newVideos: 0,
    newVersions: { current: 0, unselected: kept },
  };
}

/** Clips that were given up because two POSTs of each were lost: a third one would be a risk. */
function lostTwice({ calls, predictions }: Rows): number[] {
  const ordered = new Set(predictions.map(clipOf));
  const lost = calls.filter(({ posts, outcome }) => posts === 2 && outcome === 'unknown');
  return lost.map(({ clipIndex }) => clipIndex).filter((clipIndex) => !ordered.has(clipIndex));
}

/** Each attempt's warnings, errors and end. */
function warningsOf({ cluster: { kubernetes } }: ChaosFixture, row: ClipRegeneration): string[] {
  const ofRow = kubernetes.jobs().filter(({ metadata }) => metadata.labels[LABELS.regeneration] === row.id);
  const said = ofRow.flatMap(({ metadata: { name }, status }) => [
    `${name}: ${JSON.stringify(status)}`,
    ...kubernetes
      .logOf(name)
      .split('\n')
      .filter((line) => !line.startsWith('{"level":30') || line.includes('"outcome"')),
  ]);
  return [`It took ${row.attempt} attempts.`, ...said];
}

function charges(predictions: ServedPrediction[]): Decimal[] {
  return predictions.map(({ billedUsd }) => new Decimal(billedUsd ?? NaN));
}

/** The instruction that a clip is changed with; `marker` names its change. */
export const instructionFor = (marker: string, clipIndex: number): string =>
  `add a red car ${marker} ${String(clipIndex).padStart(3, '0')}`;

/** The clip that a prediction was asked for. */
export function clipOf({ input }: Pick<ServedPrediction, 'input'>): number {
  return Number(/ [\w-]{36} (\d{3})\b/.exec(String(input['prompt']))![1]);
}

function countsOf(clips: number[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const clip of clips) counts[clip] = (counts[clip] ?? 0) + 1;
  return counts;
}

async function videoOf({ paid }: ChaosFixture, jobId: string): Promise<string> {
  const { videoUrl } = await paid.db.job.findUniqueOrThrow({ where: { id: jobId } });
  const file = join(paid.dataDir, 'storage', videoUrl!);
  return existsSync(file) ? await sha256OfFile(file) : 'missing';
}
