/** How patient the launcher is with a cluster, in milliseconds. */
export interface ClusterTiming {
  /** Timeout of each request: a silently cut connection would hang forever. */
  requestMs: number;
  /** A watch that stalls without a word is found by the next list. */
  relistMs: number;
  /** Bookmarks come about once a minute: a watch that is silent for longer has stalled. */
  watchIdleMs: number;
  /** A list older than this is stale. */
  staleMs: number;
  /** The cluster usually makes a pod within milliseconds; after this its events are asked why it has not. */
  podlessMs: number;
  /** A deleted Job stays listed as ended for this long: many rounds of the reconciler. */
  deletedKeptMs: number;
  /** Time until a Job that still has no pod is asked about again. */
  askAgainMs: number;
  /** What failed for a setting or a right is tried again after this, without effect (a dry run). */
  recheckMs: number;
}

export const CLUSTER_TIMING: ClusterTiming = {
  requestMs: 10_000,
  relistMs: 15_000,
  watchIdleMs: 90_000,
  staleMs: 30_000,
  podlessMs: 3000,
  deletedKeptMs: 60_000,
  askAgainMs: 10_000,
  recheckMs: 10_000,
};
