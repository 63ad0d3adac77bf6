import {
  CLAIM_PATIENCE_MS,
  LEASE_SECONDS,
  leaseTiming,
  SHORTEST_LEASE_SECONDS,
  UNCLAIMED_MS,
} from './lease-timing.js';

describe.each([SHORTEST_LEASE_SECONDS, 5, LEASE_SECONDS])('a lease of %i s', (seconds) => {
  const { leaseSeconds, heartbeatMs, queryTimeoutMs, repeatMs, silenceMs, watchMs, disconnectMs } =
    leaseTiming(seconds);

  it('outlasts the runner that could not renew it', () => {
    expect(leaseSeconds).toBe(seconds);
    expect(silenceMs + watchMs + disconnectMs).toBeLessThan(leaseSeconds * 1000);
  });

  it('survives three connections that go silent one after the other', () => {
    expect(heartbeatMs + 3 * (queryTimeoutMs + repeatMs)).toBeLessThan(silenceMs);
  });
});

it('a runner that waits for its database is not missed yet', () => {
  expect(CLAIM_PATIENCE_MS).toBeLessThan(UNCLAIMED_MS);
});
