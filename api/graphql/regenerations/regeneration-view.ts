import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { REGENERATION_ERROR_CODES } from '../../../core/errors.js';
import { splitPart } from '../../../core/adjustments/part.js';
import { readDrawn } from '../../../core/adjustments/recipe.js';
import { keyOf, storedAdjustments } from '../../../core/job/job-record.js';
import { canRetry } from '../../../core/order/retry-changes.js';
import { breakdown, usd } from '../../../core/quote/pricing.js';
import type { RegenerationEvent } from '../../../core/regeneration/events.js';
import { CHANGE_ACTIONS } from '../../../core/quote/video-model-card.js';
import type { ClipChangeRow, RegenerationRow } from '../../../core/regeneration/regeneration-repository.js';
import { REGENERATION_KINDS } from '../../../core/regeneration/status.js';
import { templateById } from '../../../core/templates/definitions.js';
import type { UrlSigner } from '../../../core/storage/storage.js';
import type { ClipChangeType } from '../changes/clip-change.type.js';
import {
  MessageRole,
  RegenerationStatusEnum,
  type CostBreakdownType,
  type ProgressEventType,
  type RegenerationErrorType,
  type RegenerationType,
} from './regeneration.type.js';

const costSchema = z.object({
  languageModel: z.string(),
  video: z.string(),
  recomposition: z.string(),
  total: z.string(),
  known: z.boolean(),
  /** Of several clips, where the offer has shown one. */
  discount: z.string().optional(),
});

/** As it was offered: of several clips, less their discount. */
function offeredCost(stored: unknown): CostBreakdownType {
  const { discount, ...cost } = costSchema.parse(stored);
  return discount === undefined ? cost : { ...cost, total: usd(new Decimal(cost.total).minus(discount)) };
}

const conversationSchema = z.array(
  z.object({ role: z.enum(MessageRole), content: z.string(), createdAt: z.coerce.date() }),
);

/** A Regeneration as the schema shows it, with what its field resolvers need beside it. */
export interface RegenerationParent extends RegenerationType {
  /** The job's video when this was admitted. */
  videoKeyBefore: string | null;
}

export function regenerationView(row: RegenerationRow): RegenerationParent {
  const status = z.enum(RegenerationStatusEnum).parse(row.status);
  const kind = z.enum(REGENERATION_KINDS).parse(row.kind);
  return {
    videoKeyBefore: keyOf(row.videoBefore),
    id: row.id,
    jobId: row.jobId,
    clipIndex: row.clipIndex,
    kind,
    status,
    instruction: row.userInstruction,
    originalPrompt: row.originalPrompt,
    modifiedPrompt: row.modifiedPrompt,
    templates: row.templates.flatMap((id) => templateById(id) ?? []),
    conversation: conversationSchema.parse(row.conversationHistory),
    progress: row.progress,
    lastSequence: row.lastSequence,
    estimatedCost: offeredCost(row.estimatedCost),
    estimatedTime: row.estimatedSeconds,
    cost: breakdown(row.languageModelCost.toString(), row.videoCost.toString()),
    error: errorView(row),
    attempt: row.attempt,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    completedAt: row.completedAt,
    canCancel: status === RegenerationStatusEnum.QUEUED || status === RegenerationStatusEnum.PROCESSING,
    canRetry: canRetry(row),
  };
}

/** A ClipChange as the schema shows it, with what its field resolver needs beside it. */
export interface ClipChangeParent extends ClipChangeType {
  regenerationId: string;
  jobId: string;
}

export function clipChangeView(row: ClipChangeRow, jobId: string): ClipChangeParent {
  const { regenerationId, clipIndex, instruction, modifiedPrompt, videoModel, progress } = row;
  const templates = row.templates.flatMap((id) => templateById(id) ?? []);
  const drawn = readDrawn(storedAdjustments.parse(row.adjustments) ?? null)?.adjustments;
  return {
    ...{ regenerationId, jobId, clipIndex, instruction, modifiedPrompt, videoModel, progress, templates },
    removed: drawn === undefined ? [] : templates.filter((one) => drawn.every(({ id }) => id !== one.id)),
    range: splitPart(instruction).part,
    action: z.enum(CHANGE_ACTIONS).parse(row.action),
    status: z.enum(RegenerationStatusEnum).parse(row.status),
    cost: breakdown(row.languageModelCost.toString(), row.videoCost.toString()),
    error: errorView(row),
  };
}

type FailureColumns = Pick<RegenerationRow, 'errorCode' | 'errorMessage' | 'errorRetryable' | 'cost'>;

function errorView(row: FailureColumns): RegenerationErrorType | null {
  if (row.errorCode === null || row.errorMessage === null) return null;
  return {
    code: z.enum(REGENERATION_ERROR_CODES).parse(row.errorCode),
    message: row.errorMessage,
    retryable: row.errorRetryable ?? false,
    charged: row.cost.toFixed(4),
  };
}

export function eventView(event: RegenerationEvent, urls: UrlSigner): ProgressEventType {
  const { videoKey, modifiedPrompt, error } = event.data;
  return {
    regenerationId: event.regenerationId,
    sequence: event.sequence,
    clipIndex: event.clipIndex,
    type: event.type,
    progress: event.progress,
    message: event.message,
    modifiedPrompt: modifiedPrompt ?? null,
    videoUrl: videoKey === undefined ? null : urls.signedUrl(videoKey),
    error: error ?? null,
    at: event.at,
  };
}
