import { judge, type ActiveRow, type JobState, type Verdict } from './reconciler.js';

const row: ActiveRow = {
  id: 'r',
  status: 'processing',
  attempt: 1,
  maxAttempts: 3,
  launched: true,
  lease: 'live',
  sinceDispatchMs: 1000,
  pastDeadline: false,
};
const LONG_AGO = 60_000;

describe('what must become of a regeneration', () => {
  it.each<[string, Partial<ActiveRow>, JobState, Verdict]>([
    ['its runner works', {}, 'running', 'wait'],
    ['its runner works though this process did not start it', {}, 'absent', 'wait'],
    ['its Job waits to start', { status: 'queued', lease: null }, 'pending', 'wait'],
    ['its Job starts', { status: 'queued', lease: null }, 'running', 'wait'],
    ['it is not launched yet', { status: 'queued', launched: false, lease: null }, 'absent', 'wait'],
    ['its Job vanished just now', { status: 'queued', lease: null }, 'absent', 'wait'],
    ['its Job vanished unclaimed', { lease: null, sinceDispatchMs: LONG_AGO }, 'absent', 'replace'],
    ['its runner was killed', {}, 'failed', 'replace'],
    ['its runner ended without a result', {}, 'succeeded', 'replace'],
    ['its runner hangs', { lease: 'expired' }, 'running', 'replace'],
    ['its runner is gone with its machine', { lease: 'expired' }, 'absent', 'replace'],
    ['its last runner was killed', { attempt: 3 }, 'failed', 'give-up'],
    ['it is canceled and its runner still works', { status: 'canceling' }, 'running', 'wait'],
    ['it is canceled and its runner is gone', { status: 'canceling' }, 'failed', 'confirm-cancel'],
    [
      'it is canceled and was never claimed',
      { status: 'canceling', lease: null },
      'running',
      'confirm-cancel',
    ],
    ['it takes too long', { pastDeadline: true }, 'running', 'time-out'],
  ])('when %s', (_when, change, job, verdict) => {
    expect(judge({ ...row, ...change }, job)).toBe(verdict);
  });
});
