import type { ApiStatus } from './api-server/status.js';

/** What is wrong with the cluster just now; a test sets and clears these. */
export interface Faults {
  /** Every request is answered with this: 429 with Retry-After, 500, … */
  storm: ApiStatus | null;
  /** Requests are taken and never answered. */
  silent: boolean;
  /** A create is carried out, and its answer never comes. */
  createUnanswered: boolean;
  /** A create is answered with this: a quota of Jobs, an admission rule. */
  createRefused: ApiStatus | null;
  /** Watches stay open and say nothing, not even bookmarks. */
  watchesStalled: boolean;
  /** Jobs are accepted, their pods refused in these words: only a FailedCreate event says so. */
  podsRefused: string | null;
  /** No machine has room, in the scheduler's words. */
  unschedulable: string | null;
  /** Images cannot be pulled, in the kubelet's words. */
  imagePullError: string | null;
}

export function noFaults(): Faults {
  return {
    storm: null,
    silent: false,
    createUnanswered: false,
    createRefused: null,
    watchesStalled: false,
    podsRefused: null,
    unschedulable: null,
    imagePullError: null,
  };
}
