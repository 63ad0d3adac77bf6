import type { ApiStatus } from './api-server/status.js';

/** The cluster's current faults; a test sets and clears them. */
export interface Faults {
  /** Every request is answered with this: 429 with Retry-After, 500, … */
  storm: ApiStatus | null;
  /** Requests are accepted and never answered. */
  silent: boolean;
  /** A create is carried out but never answered. */
  createUnanswered: boolean;
  /** Every create is answered with this: a quota of Jobs, an admission rule. */
  createRefused: ApiStatus | null;
  /** Watches stay open but send nothing, not even bookmarks. */
  watchesStalled: boolean;
  /**
   * Jobs are accepted but their pods are refused in these words; an answer of the API server itself ("Internal error
   * occurred: …", "admission webhook …") stands alone. Only a FailedCreate event reports it.
   */
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
