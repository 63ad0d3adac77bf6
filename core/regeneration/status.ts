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

/** What a regeneration does. The row holds the word. */
export const REGENERATION_KINDS = [
  /** A clip is made again, and the video is composed with it. */
  'CHANGE',
  /** Several versions are made to choose from; the video stays as it is. */
  'TAKES',
  /** Earlier footage comes back; nothing is generated. */
  'RESTORE',
] as const;
export type RegenerationKind = (typeof REGENERATION_KINDS)[number];

/** What this release's runners can run. */
export const RUNNABLE_KINDS = ['CHANGE', 'TAKES', 'RESTORE'] as const satisfies readonly RegenerationKind[];

/** One way in which a status changes: a function of prisma/functions, which is a compare-and-set. */
export interface Transition {
  from: readonly (RegenerationStatus | 'new')[];
  to: RegenerationStatus;
  by: 'user' | 'runner';
  does: string;
  sql: string;
}

/** The transitions that users and runners make. The reconciler's are in api/dispatch/decide.ts; docs/states.md shows all. */
export const TRANSITIONS = [
  { from: ['new'], to: 'queued', by: 'user', does: 'asks for a change', sql: 'admit_regeneration' },
  { from: ['new'], to: 'queued', by: 'user', does: 'goes back to earlier footage', sql: 'restore_cut' },
  {
    ...{ from: ['new'], to: 'completed', by: 'user', does: 'goes back to footage whose video is kept' },
    sql: 'restore_cut',
  },
  { from: ['queued'], to: 'processing', by: 'runner', does: 'claims it', sql: 'take_regeneration' },
  {
    ...{ from: ['queued'], to: 'canceled', by: 'user', does: 'cancels it before its launch' },
    sql: 'request_regeneration_cancel',
  },
  {
    ...{ from: ['queued', 'processing'], to: 'canceling', by: 'user', does: 'cancels it' },
    sql: 'request_regeneration_cancel',
  },
  {
    ...{ from: ['processing'], to: 'completed', by: 'runner', does: 'publishes the result' },
    sql: 'publish_regeneration',
  },
  {
    ...{ from: ['processing', 'canceling'], to: 'failed', by: 'runner', does: 'gives the reason' },
    sql: 'conclude_regeneration',
  },
  {
    ...{ from: ['processing', 'canceling'], to: 'canceled', by: 'runner', does: 'confirms the cancellation' },
    sql: 'conclude_regeneration',
  },
] as const satisfies readonly Transition[];

/** No transition leads out of it. */
export function isTerminal(status: RegenerationStatus): boolean {
  return !TRANSITIONS.some(({ from }: Transition) => from.includes(status));
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

/** Percent at which each step begins and ends. */
export const PROGRESS_BANDS = {
  template: { from: 0, to: 5 },
  prompt: { from: 5, to: 10 },
  video: { from: 10, to: 60 },
  recomposition: { from: 60, to: 100 },
  /** The only step of a RESTORE. */
  restoration: { from: 0, to: 100 },
} as const;

/** Maps a step's own fraction (0 to 1) into its band. 100 is kept for the terminal event. */
export function progressWithin(band: keyof typeof PROGRESS_BANDS, fraction: number): number {
  const { from, to } = PROGRESS_BANDS[band];
  const percent = Math.floor(from + (to - from) * Math.min(1, Math.max(0, fraction)));
  return Math.min(99, percent);
}
