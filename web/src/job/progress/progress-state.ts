import { clipsOf } from '../clips-of.js';
import type { RegenerationEventType } from '../../generated/graphql.js';

export type Phase = 'queued' | 'prompt' | 'clip' | 'video';
export type Outcome = 'completed' | 'failed' | 'canceled';

/** What is known of a regeneration that is being followed. */
export interface ProgressState {
  regenerationId: string;
  /** Those that it is about. */
  clips: readonly number[];
  /** Sequence of the last event taken in; 0 before the first. */
  lastSequence: number;
  /** 0 to 100. */
  percent: number;
  phase: Phase;
  message: string;
  /** Null while it runs. */
  outcome: Outcome | null;
  /** False while the server cannot be reached. */
  connected: boolean;
}

interface ProgressEvent {
  sequence: number;
  type: RegenerationEventType;
  progress: number;
  message: string;
  clipIndex?: number | null;
}

const OUTCOMES: Partial<Record<RegenerationEventType, Outcome>> = {
  REGENERATION_COMPLETE: 'completed',
  REGENERATION_FAILED: 'failed',
  REGENERATION_CANCELED: 'canceled',
};

interface RegenerationSoFar {
  id: string;
  clipIndex: number;
  changes?: readonly { clipIndex: number }[];
  progress: number;
  lastSequence: number;
}

/** The state of a regeneration that was just met, before its last event, which says more, is taken in. */
export function progressAtStart(regeneration: RegenerationSoFar): ProgressState {
  const { id, progress, lastSequence } = regeneration;
  return {
    regenerationId: id,
    clips: clipsOf(regeneration),
    lastSequence: Math.max(0, lastSequence - 1),
    percent: progress,
    phase: phaseAt(progress),
    message: '',
    outcome: null,
    connected: true,
  };
}

/** The state after an event; the same object for an event that was seen already (replays, reconnects). */
export function progressAfter(state: ProgressState, event: ProgressEvent): ProgressState {
  if (event.sequence <= state.lastSequence) return state;
  return {
    ...state,
    lastSequence: event.sequence,
    percent: Math.min(100, Math.max(0, event.progress)),
    phase: phaseAfter(state, event),
    message: event.message,
    outcome: OUTCOMES[event.type] ?? null,
    connected: true,
  };
}

const ORDER: readonly Phase[] = ['queued', 'prompt', 'clip', 'video'];

/** Of several clips that are changed side by side, the one that is ahead counts. */
function phaseAfter({ phase, clips }: ProgressState, event: ProgressEvent): Phase {
  const next = phaseOf(event) ?? phase;
  const isOfOne = clips.length > 1 && typeof event.clipIndex === 'number';
  return isOfOne && ORDER.indexOf(next) < ORDER.indexOf(phase) ? phase : next;
}

/** Null where an event says nothing about the phase. */
function phaseOf({ type, progress }: ProgressEvent): Phase | null {
  switch (type) {
    case 'REGENERATION_STARTED':
      return 'queued';
    case 'TEMPLATE_MATCHED':
    case 'PROMPT_MODIFIED':
      return 'prompt';
    case 'VIDEO_GENERATING':
      return 'clip';
    case 'RECOMPOSING':
      return 'video';
    case 'REGENERATION_RESTARTED':
      return phaseAt(progress);
    default:
      return null;
  }
}

/** The bands of percent that each step fills. */
function phaseAt(percent: number): Phase {
  if (percent >= 60) return 'video';
  if (percent >= 10) return 'clip';
  return percent > 0 ? 'prompt' : 'queued';
}
