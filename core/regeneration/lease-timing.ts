import { z } from 'zod';

// Timing of a runner's claim: values that must agree, and the inequalities between them.

/** Seconds that a claim holds without being renewed. */
export const LEASE_SECONDS = 30;
/** A shorter lease would be lost by a runner whose machine is merely busy. */
export const SHORTEST_LEASE_SECONDS = 2;

/** A setting of the api, which hands it to its runners. */
export const leaseSettings = {
  LEASE_SECONDS: z.coerce
    .number()
    .int()
    .min(SHORTEST_LEASE_SECONDS)
    .max(LEASE_SECONDS)
    .default(LEASE_SECONDS)
    .describe(
      'For tests: how long a runner’s claim holds without being renewed; heartbeats and time limits scale with it; refused in production if it is shorter',
    ),
};

/** Every part scales with the lease. */
export interface LeaseTiming {
  leaseSeconds: number;
  /** A runner renews its lease this often. */
  heartbeatMs: number;
  /** After a failed heartbeat the next one comes soon: a database that is back must hear of the runner in time. */
  repeatMs: number;
  /** A statement without an answer is given up after this. */
  queryTimeoutMs: number;
  /** A runner that could not renew for this long stops itself, before another one may claim. */
  silenceMs: number;
  /** The silence is noticed at most this much later. */
  watchMs: number;
  /** A runner that ends waits this long for its database to let go. */
  disconnectMs: number;
  /** The api compares rows with Jobs this often. */
  reconcileMs: number;
}

/**
 * heartbeat + 3 × (query timeout + repeat) < silence: three connections that went silent, one after the other, leave
 * time for a fourth before the runner gives up.
 * silence + watch + disconnect < lease: its process is gone before its regeneration may be another's.
 */
export function leaseTiming(leaseSeconds: number = LEASE_SECONDS): LeaseTiming {
  const leaseMs = leaseSeconds * 1000;
  return {
    leaseSeconds,
    heartbeatMs: leaseMs / 6,
    repeatMs: leaseMs / 60,
    queryTimeoutMs: leaseMs / 10,
    silenceMs: (leaseMs * 2) / 3,
    watchMs: leaseMs / 60,
    disconnectMs: leaseMs / 15,
    reconcileMs: leaseMs / 15,
  };
}

/**
 * How long a runner stays after its change is published, to measure what is missing of its video, and how much of it one
 * file may take. Less than LEAVING_SECONDS with the end of its process.
 */
export const MEASURING_MS = { all: 10_000, file: 4000 };
/** A runner whose row has ended, or moved to another attempt, exits by itself within this. */
export const LEAVING_SECONDS = 15;

/** How long a starting runner waits for the database. Less than UNCLAIMED_MS: it must not be replaced while it waits. */
export const CLAIM_PATIENCE_MS = 20_000;
/**
 * A launched Job that is neither there nor claimed this long after its launch is lost. Longer than a launcher's
 * knowledge may be old (30 s): a Job that another replica has created since is not absent.
 */
export const UNCLAIMED_MS = 33_000;
