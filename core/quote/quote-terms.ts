import type { Part } from '../adjustments/part.js';
import type { Style } from '../adjustments/style.js';
import type { AspectRatio } from '../job/frames.js';
import type { ClipRecord } from '../job/job-record.js';
import type { Template, ReadInstruction } from '../templates/templates.js';
import type { CostHistory, TakenOver } from './estimate.js';
import type { CostBreakdown } from './pricing.js';
import type { RateCard } from './rate-card.js';
import type { ChangeAction } from './video-model-card.js';

/** What a quote depends on besides the job, the clip and the instruction. */
export interface QuoteTerms {
  videoModel: string;
  /** What the model does. */
  action: ChangeAction;
  /** Of the video. */
  aspectRatio: AspectRatio;
  /** The language model that rewrites prompts when no template matches; null: fixed rules do. */
  promptModel: string | null;
  rateCard: RateCard;
  /** What these models really cost and took. */
  history: CostHistory;
  takenOver: TakenOver;
  /** How many are made to choose from. */
  takes: number;
  /** Whether what is made is there to choose from: of several takes, also where one alone is made again. */
  isTakes: boolean;
  /** The templates that "a bit more" and "a bit less" refer to; empty if the instruction says what it wants. */
  lastInstruction: Template[];
  /** The whole prompt, written by the person and used word for word; null: it is written from the instruction. */
  prompt: string | null;
  /** The seed that the person chose; null: none. */
  seed: number | null;
  /** The look of another clip that the clip is to have; null: none is asked for. */
  style: Style | null;
  /** The part of the clip that alone is to change, by the built-in renderer; null: all of it. */
  part: Part | null;
  /** Something is still to come before it, so that the clip's adjustments may be others at its turn. */
  isAhead: boolean;
  /** "A bit more" of what is still to come for this very clip: how much there will be of it is not known yet. */
  isUnseen: boolean;
}

/** A quote before its warnings, which are derived from it. */
export interface Quoted {
  clip: ClipRecord;
  read: ReadInstruction;
  cost: CostBreakdown;
  /** The language model that will be used; null: none. */
  promptModel: string | null;
  terms: QuoteTerms;
}
