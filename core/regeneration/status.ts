/** Life of a regeneration. The row in clip_regenerations holds the lower-case word. */
export const REGENERATION_STATUSES = [
  /** Admitted; no runner has claimed it yet. */
  'queued',
  /** A runner holds the lease, or is being replaced. */
  'processing',
  /** Cancellation was asked for and not yet confirmed. */
  'canceling',
  'completed',
  'failed',
  'canceled',
] as const;
export type RegenerationStatus = (typeof REGENERATION_STATUSES)[number];

/** The legal transitions; the SQL functions make each a compare-and-set. Terminal states have none. */
const REGENERATION_TRANSITIONS: Record<RegenerationStatus, readonly RegenerationStatus[]> = {
  queued: ['processing', 'canceling', 'failed', 'canceled'],
  processing: ['canceling', 'completed', 'failed', 'canceled'],
  canceling: ['canceled', 'failed'],
  completed: [],
  failed: [],
  canceled: [],
};

export function isTerminal(status: RegenerationStatus): boolean {
  return REGENERATION_TRANSITIONS[status].length === 0;
}

export const REGENERATION_EVENT_TYPES = [
  'REGENERATION_STARTED',
  'TEMPLATE_MATCHED',
  'PROMPT_MODIFIED',
  'VIDEO_GENERATING',
  'RECOMPOSING',
  'REGENERATION_RESTARTED',
  'REGENERATION_COMPLETE',
  'REGENERATION_FAILED',
  'REGENERATION_CANCELED',
] as const;
export type RegenerationEventType = (typeof REGENERATION_EVENT_TYPES)[number];

const TERMINAL_EVENTS: readonly RegenerationEventType[] = [
  'REGENERATION_COMPLETE',
  'REGENERATION_FAILED',
  'REGENERATION_CANCELED',
];

export function isTerminalEvent(type: RegenerationEventType): boolean {
  return TERMINAL_EVENTS.includes(type);
}

/** The PRD's progress bands in percent: where each step begins and ends. */
export const PROGRESS_BANDS = {
  template: { from: 0, to: 5 },
  prompt: { from: 5, to: 10 },
  video: { from: 10, to: 60 },
  recomposition: { from: 60, to: 100 },
} as const;

/** Maps a step's own fraction (0 to 1) into its band. 100 is kept for the terminal event. */
export function progressWithin(band: keyof typeof PROGRESS_BANDS, fraction: number): number {
  const { from, to } = PROGRESS_BANDS[band];
  const percent = Math.floor(from + (to - from) * Math.min(1, Math.max(0, fraction)));
  return Math.min(99, percent);
}
