import { createHash } from 'node:crypto';
import type { Part } from '../adjustments/part.js';
import { ApiError } from '../errors.js';
import { parseInstruction } from '../quote/instruction.js';
import type { ChangeAction } from '../quote/video-model-card.js';
import type { FailurePolicy, RequestMessage } from '../regeneration/admission.js';
import { parseRange, type RangeInput } from './meant/parts.js';
import { parsePrompt, parseSeed } from './own-inputs.js';
import { cutText, isStorable } from '../util/text/storable-text.js';

/** Clips of one change. */
export const MOST_CLIPS = 60;
const MOST_TAKES = 4;
/** Messages of a conversation that are kept: an instruction seldom refers further back. */
const KEPT_MESSAGES = 5;
const MAX_MESSAGE_LENGTH = 4000;
const MAX_IDEMPOTENCY_KEY_LENGTH = 200;

/** The look of another clip. */
export interface StyleFrom {
  /** Counts from 0. */
  clipIndex: number;
  /** Null: the current one when the change begins. */
  versionNumber: number | null;
  /** Above 0, to 1. */
  strength: number;
}

/** What is asked for one clip. */
export interface AskedChange {
  /** Counts from 0. */
  clipIndex: number;
  /** Trimmed and free of invisible characters. */
  instruction: string;
  /** Null: what the model does. */
  action: ChangeAction | null;
  /** Null: the video's own. */
  videoModel: string | null;
  /** How many are made to choose from. */
  takes: number;
  /** The look of another clip that it is to have; null where no other input than the words may ask for one. */
  styleFrom: StyleFrom | null;
  /** The part of the clip that it is for; null: all of it, where the words name none. */
  range: Part | null;
  /** The whole prompt, written by the person and used word for word; null: it is written from the instruction. */
  prompt: string | null;
  /** The seed for the video model, of the first take where there are several; null: none was chosen. */
  seed: number | null;
  /** The templates that "a bit more" refers to, as was settled before it was queued; null: what was last asked for. */
  more: readonly string[] | null;
}

/** Changes of a video's clips that are to be quoted. */
export interface AskedChanges {
  userId: string;
  jobId: string;
  /** By the index of their clips, each clip once. */
  changes: AskedChange[];
  /** The last messages before it. */
  history: RequestMessage[];
  /** An ended regeneration whose finished steps are reused. */
  retryOf: string | null;
  /** The queued change that they are, or would be: "a bit more" refers to what comes before it. Null: they come last. */
  queuedId: string | null;
}

/** A user's order, parsed once at the API and passed down to admission. */
export interface ChangesRequest extends AskedChanges {
  onFailure: FailurePolicy;
  idempotencyKey: string | null;
  /** The same key with another hash is another request. */
  inputHash: string;
  /** Of the quote that the user confirmed. */
  quoteToken: string | null;
}

/** The look of another clip as a client asks for it. */
export interface StyleInput {
  clipIndex: number;
  versionNumber?: number | null;
  strength?: number | null;
}

/** One clip's change as a client sends it. */
export interface ChangeInput {
  clipIndex: number;
  instruction: string;
  action?: ChangeAction | null;
  videoModel?: string | null;
  takes?: number | null;
  styleFrom?: StyleInput | null;
  prompt?: string | null;
  range?: RangeInput | null;
  seed?: number | null;
}

/** An order as a client sends it. */
export interface ChangesInput {
  jobId: string;
  changes: readonly ChangeInput[];
  conversationHistory?: readonly RequestMessage[] | null;
  onFailure?: FailurePolicy | null;
  quoteToken?: string | null;
  idempotencyKey?: string | null;
}

/** Reads what a user asks for, once; BAD_USER_INPUT and CLIP_REPEATED where it cannot be read. */
export function parseChanges(userId: string, input: ChangesInput): ChangesRequest {
  const { jobId, conversationHistory, idempotencyKey, quoteToken } = input;
  checkIdempotencyKey(idempotencyKey);
  const changes = parseEach(input.changes);
  const onFailure = input.onFailure ?? 'PUBLISH_WHAT_SUCCEEDED';
  return {
    ...{ userId, jobId: jobId.toLowerCase(), changes, onFailure },
    history: storableMessages(conversationHistory ?? []),
    idempotencyKey: idempotencyKey ?? null,
    inputHash: hashInput(jobId, changes, onFailure),
    quoteToken: quoteToken ?? null,
    ...{ retryOf: null, queuedId: null },
  };
}

function parseEach(given: readonly ChangeInput[]): AskedChange[] {
  if (given.length === 0 || given.length > MOST_CLIPS) {
    const sentence = `A change has 1 to ${MOST_CLIPS} clips; this one has ${given.length}.`;
    throw new ApiError('BAD_USER_INPUT', sentence);
  }
  const sorted = [...given].sort((one, other) => one.clipIndex - other.clipIndex);
  const repeated = sorted.find(({ clipIndex }, at) => sorted[at - 1]?.clipIndex === clipIndex);
  if (repeated !== undefined) {
    const sentence = `Clip ${repeated.clipIndex + 1} is named twice. Put both wishes into one instruction.`;
    throw new ApiError('CLIP_REPEATED', sentence);
  }
  return sorted.map((change) => ofClip(change.clipIndex, sorted.length, () => parseChange(change)));
}

/** Works on one clip of a change; where it throws, the sentence names the clip, unless it is the only one. */
export function ofClip<T>(clipIndex: number, clips: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ApiError) || clips === 1) throw error;
    throw new ApiError(error.code, `Clip ${clipIndex + 1}: ${error.message}`, error.details);
  }
}

function parseChange(change: ChangeInput): AskedChange {
  rejectTakesAlone(change);
  const { clipIndex, action, videoModel, takes } = change;
  const styleFrom = parseStyle(change.styleFrom);
  const isLookAlone = styleFrom !== null && change.instruction.trim() === '';
  return {
    ...{ clipIndex, action: action ?? null, videoModel: videoModel ?? null },
    instruction: parseInstruction(isLookAlone ? likeIn(styleFrom, clipIndex) : change.instruction),
    takes: parseTakes(takes ?? 1),
    ...{ styleFrom, range: parseRange(change.range), more: null },
    ...{ prompt: parsePrompt(change.prompt), seed: parseSeed(change.seed) },
  };
}

/** Words for a look that is asked for without any. */
function likeIn({ clipIndex, versionNumber }: StyleFrom, target: number): string {
  const isOwn = clipIndex === target && versionNumber !== null;
  return isOwn ? `Like version ${versionNumber}` : `Like clip ${clipIndex + 1}`;
}

function parseTakes(takes: number): number {
  if (takes < 1 || takes > MOST_TAKES)
    throw new ApiError('BAD_USER_INPUT', `takes must be between 1 and ${MOST_TAKES}.`);
  return takes;
}

function parseStyle(given: StyleInput | null | undefined): StyleFrom | null {
  if (given === null || given === undefined) return null;
  const { clipIndex, versionNumber, strength } = given;
  if (clipIndex < 0 || (versionNumber ?? 1) < 1)
    throw new ApiError('BAD_USER_INPUT', 'styleFrom must name a clip, from 0, and a version of it, from 1.');
  const share = strength ?? 1;
  if (!(share > 0 && share <= 1))
    throw new ApiError('BAD_USER_INPUT', 'The strength of styleFrom must be above 0, and at most 1.');
  return { clipIndex, versionNumber: versionNumber ?? null, strength: share };
}

/** The same prompt again, in several takes, has no way through the work so far. */
function rejectTakesAlone({ instruction, takes, styleFrom }: ChangeInput): void {
  if ((takes ?? 1) > 1 && (styleFrom ?? null) === null && instruction.trim() === '')
    throw new ApiError(
      'BAD_USER_INPUT',
      'Takes of a clip as it is cannot be made yet. Say what should change in all of them.',
    );
}

/** The last messages, each cut to a length that a language model reads. */
export function lastMessages(messages: readonly RequestMessage[]): RequestMessage[] {
  return messages
    .slice(-KEPT_MESSAGES)
    .map(({ role, content }) => ({ role, content: cutText(content, MAX_MESSAGE_LENGTH) }));
}

function storableMessages(messages: readonly RequestMessage[]): RequestMessage[] {
  const kept = lastMessages(messages);
  if (kept.every(({ content }) => isStorable(content))) return kept;
  throw new ApiError(
    'BAD_USER_INPUT',
    'The messages of conversationHistory must not contain NUL or unpaired surrogates.',
  );
}

/** Which input it is, for the idempotency key. One clip without further wishes hashes as it did before there were several. */
export function hashInput(jobId: string, changes: readonly AskedChange[], onFailure: FailurePolicy): string {
  const [only] = changes;
  const isPlain = changes.length === 1 && only !== undefined && isInstructionAlone(only);
  const each = changes.map(({ clipIndex, instruction, action, videoModel, takes, ...more }) => [
    ...[clipIndex, instruction, action, videoModel, takes],
    ...(more.styleFrom === null ? [] : [more.styleFrom]),
    ...(more.range === null ? [] : [more.range]),
    ...(more.prompt === null ? [] : [{ prompt: more.prompt }]),
    ...(more.seed === null ? [] : [{ seed: more.seed }]),
  ]);
  const parts = isPlain ? [jobId, only.clipIndex, only.instruction] : [jobId.toLowerCase(), each, onFailure];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function isInstructionAlone(change: AskedChange): boolean {
  const { action, videoModel, takes, styleFrom, range, prompt, seed } = change;
  return takes === 1 && [action, videoModel, styleFrom, range, prompt, seed].every((wish) => wish === null);
}

/** BAD_USER_INPUT where a key cannot be stored. */
export function checkIdempotencyKey(key: string | null | undefined): void {
  if (typeof key !== 'string') return;
  if (key === '' || key.length > MAX_IDEMPOTENCY_KEY_LENGTH || !isStorable(key)) {
    throw new ApiError(
      'BAD_USER_INPUT',
      `idempotencyKey must have 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters, without NUL or unpaired surrogates.`,
    );
  }
}
