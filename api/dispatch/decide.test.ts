import { RUNNER_EXIT } from '../../core/util/exit-codes.js';
import type { ActiveRow } from './active-rows.js';
import { decide, type JobState, type Decision } from './decide.js';
import { DEADLINES, everyPair, observed } from './states/domain.js';
import type { Loss, ObservedJob, Waiting } from '../launcher/launcher.js';

const row: ActiveRow = {
  id: 'r',
  status: 'processing',
  attempt: 1,
  maxAttempts: 3,
  fence: 1,
  launched: true,
  lease: 'live',
  sinceLaunchMs: 1000,
  pastDeadlineMs: -60_000,
  waitingReason: null,
  waitingMs: 0,
  openCall: false,
};
const waitingFor = (reason: Waiting['reason']): ObservedJob =>
  observed('pending', { waiting: { reason, detail: '' } });
const killed = observed('failed', { exitCode: 137 });
const lostBy = (reason: Loss['reason']): ObservedJob =>
  observed('failed', { exitCode: 137, loss: { reason, detail: '' } });
const LONG = 60_000;
const unclaimed = { status: 'queued', lease: null } as const;
const canceling = { status: 'canceling' } as const;

describe('what must become of a regeneration', () => {
  it.each<[string, Partial<ActiveRow>, JobState, Decision]>([
    ['its runner works', {}, observed('running'), 'wait'],
    ['its runner works though this process did not start it', {}, 'absent', 'wait'],
    ['its runner works and the cluster cannot be asked', {}, 'unknown', 'wait'],
    ['its Job waits to start', unclaimed, observed('pending'), 'wait'],
    ['its Job starts', unclaimed, observed('running'), 'wait'],
    ['it is not launched yet', { ...unclaimed, launched: false }, 'absent', 'wait'],
    ['it is not launched for long', { ...unclaimed, launched: false, sinceLaunchMs: LONG }, 'absent', 'wait'],
    ['its Job vanished just now', unclaimed, 'absent', 'wait'],
    ['its Job vanished unclaimed', { ...unclaimed, sinceLaunchMs: LONG }, 'absent', 'replace'],
    [
      'its Job is younger than what is known of Jobs',
      { ...unclaimed, sinceLaunchMs: 31_000 },
      'absent',
      'wait',
    ],
    ['its Job may have vanished', { ...unclaimed, sinceLaunchMs: LONG }, 'unknown', 'wait'],
    ['its runner was killed', {}, killed, 'replace'],
    ['its runner was killed before it claimed', unclaimed, killed, 'replace'],
    ['its runner ended without a result', {}, observed('succeeded'), 'replace'],
    ['its runner hangs', { lease: 'expired' }, observed('running'), 'replace'],
    [
      'its runner is gone and the cluster makes another pod',
      { lease: 'expired' },
      observed('pending'),
      'replace',
    ],
    ['its runner is gone and the other pod waits', { lease: 'expired' }, waitingFor('image'), 'replace'],
    ['its runner is gone with its machine', { lease: 'expired' }, 'absent', 'replace'],
    ['its runner is gone and the cluster cannot be asked', { lease: 'expired' }, 'unknown', 'replace'],
    ['its last runner was killed', { attempt: 3 }, killed, 'give-up'],
    ['a second runner was refused', {}, observed('failed', { exitCode: RUNNER_EXIT.refused }), 'wait'],
    [
      'its runner is set up wrongly',
      unclaimed,
      observed('failed', { exitCode: RUNNER_EXIT.misconfigured }),
      'misconfigured',
    ],
    ['its runner had too little memory', {}, lostBy('memory'), 'out-of-memory'],
    ['its runner had too little disk', {}, lostBy('disk'), 'out-of-disk'],
    ["its runner's container cannot start", unclaimed, lostBy('start'), 'no-start'],
    [
      'its runner had too little memory in the middle of a call',
      { openCall: true },
      lostBy('memory'),
      'replace',
    ],
    [
      'its last runner had too little memory, and a call is open',
      { openCall: true, attempt: 3 },
      lostBy('memory'),
      'out-of-memory',
    ],
    ['its runner was evicted', {}, lostBy('evicted'), 'replace'],
    ['its last runner was evicted', { attempt: 3 }, lostBy('evicted'), 'give-up'],
    ['it takes too long', { pastDeadlineMs: LONG }, observed('running'), 'time-out'],
    ['its runner is about to end at the deadline', { pastDeadlineMs: 1000 }, observed('running'), 'wait'],
    ['nobody works on it at the deadline', { pastDeadlineMs: 1, lease: null }, 'unknown', 'time-out'],
  ])('when %s', (_when, change, state, decision) => {
    expect(decide({ ...row, ...change }, state)).toBe(decision);
  });

  it.each<[string, Partial<ActiveRow>, JobState, Decision]>([
    ['no machine has room', {}, waitingFor('capacity'), 'say-waiting'],
    ['its user knows', { waitingReason: 'capacity', waitingMs: 600_000 }, waitingFor('capacity'), 'wait'],
    ['the reason changes', { waitingReason: 'capacity' }, waitingFor('image'), 'say-waiting'],
    ['the image may come yet', { waitingReason: 'image', waitingMs: LONG }, waitingFor('image'), 'wait'],
    ['no image came', { waitingReason: 'image', waitingMs: 121_000 }, waitingFor('image'), 'no-image'],
    [
      'a policy engine is away',
      { waitingReason: 'unreachable', waitingMs: 600_000 },
      waitingFor('unreachable'),
      'wait',
    ],
    ['it was rejected', { waitingReason: 'rejected', waitingMs: LONG }, waitingFor('rejected'), 'rejected'],
  ])('while its Job cannot start: %s', (_when, change, state, decision) => {
    expect(decide({ ...row, ...unclaimed, ...change }, state)).toBe(decision);
  });

  it.each<[string, Partial<ActiveRow>, JobState, Decision]>([
    ['its runner works', {}, observed('running'), 'stop'],
    ['its runner works somewhere else', {}, 'absent', 'wait'],
    ['its runner is gone', {}, killed, 'confirm-cancel'],
    ['it was never claimed', { lease: null }, observed('pending'), 'confirm-cancel'],
    ['its runner is gone and a call is open', { openCall: true }, killed, 'replace'],
    ['its last runner is gone and a call is open', { openCall: true, attempt: 3 }, killed, 'confirm-cancel'],
    [
      'the runner that ends the call comes',
      { openCall: true, lease: null, launched: false },
      'absent',
      'wait',
    ],
  ])('once it is canceled: %s', (_when, change, state, decision) => {
    expect(decide({ ...row, ...canceling, ...change }, state)).toBe(decision);
  });
});

describe('the table of rows and Jobs', () => {
  const cases = [...everyPair()].map(([one, state]) => ({ one, state, decision: decide(one, state) }));

  it('never ends or replaces a run whose runner works and has time left', () => {
    const works = cases.filter(
      ({ one, state }) => one.lease === 'live' && typeof state === 'object' && state.phase === 'running',
    );
    const inTime = works.filter(({ one }) => one.pastDeadlineMs < 0);
    expect(inTime.length).toBeGreaterThan(0);
    expect(inTime.filter(({ decision }) => decision !== 'wait' && decision !== 'stop')).toEqual([]);
  });

  it('lets nothing go on after the deadline', () => {
    const late = cases.filter(({ one }) => one.pastDeadlineMs === DEADLINES.passed);
    expect(late.length).toBeGreaterThan(0);
    const ends = (status: ActiveRow['status']): Decision =>
      status === 'canceling' ? 'confirm-cancel' : 'time-out';
    expect(late.filter(({ one, decision }) => decision !== ends(one.status))).toEqual([]);
  });

  it('never gives a regeneration more attempts than it has', () => {
    const last = cases.filter(({ one }) => one.attempt === one.maxAttempts);
    expect(last.length).toBeGreaterThan(0);
    expect(last.filter(({ decision }) => decision === 'replace')).toEqual([]);
  });

  it('does not leave a lost runner as it is', () => {
    const lost = cases.filter(({ one }) => one.launched && one.lease === 'expired');
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.filter(({ decision }) => decision === 'wait')).toEqual([]);
  });
});
