import fc from 'fast-check';
import {
  endRegeneration,
  markLaunched,
  noteWaiting,
  postponeLaunch,
  requestCancel,
  restartRegeneration,
  takeDueLaunches,
} from '../../../core/regeneration/lifecycle.js';
import { isActive, openCallOf, type Model, type ModelRegeneration } from '../model.js';
import { agree, mostly, Step } from '../step.js';
import { addEvent, end } from '../transitions.js';
import type { Fixture } from '../model-fixture.js';

/** Longer than any sequence takes: a launch that is held or put off so long is not due again within it. */
const LONG_SECONDS = 3600;

/** A regeneration, ended or not, and an attempt: its own, the one before or the one after. */
const target = fc.record({ of: fc.nat(), attempt: fc.constantFrom(0, 0, 0, -1, 1) });
type Target = typeof target extends fc.Arbitrary<infer T> ? T : never;

type Act = (regeneration: ModelRegeneration, attempt: number, fixture: Fixture) => Promise<void>;

/** An api acts on one regeneration whose attempt it has read, perhaps long ago. */
const toAttempt = (name: string, { of, attempt }: Target, act: Act): Step =>
  new Step(
    `${name}(${of}, ${attempt})`,
    (model) => model.regenerations.length > 0,
    async (model, fixture) => {
      const regeneration = mostly(isActive, model.regenerations, of);
      await act(regeneration, regeneration.attempt + attempt, fixture);
    },
  );

const stands = (regeneration: ModelRegeneration, attempt: number): boolean =>
  isActive(regeneration) && regeneration.attempt === attempt;

const isDue = (each: ModelRegeneration): boolean =>
  isActive(each) &&
  each.due &&
  each.launchedAttempt < each.attempt &&
  (each.status !== 'canceling' || openCallOf(each) !== undefined);

export const dispatch = fc.constant(
  new Step(
    'dispatch',
    () => true,
    async (model: Model, { db }) => {
      const taken = await takeDueLaunches(db, 100, LONG_SECONDS);
      const due = model.regenerations.filter(isDue);
      const named = (each: { id: string; attempt: number }): string => `${each.id}-a${each.attempt}`;
      agree('launches that are due', taken.map(named).sort(), due.map(named).sort());
      for (const each of due) each.due = false;
    },
  ),
);

export const launched = target.map((chosen) =>
  toAttempt('mark launched', chosen, async (regeneration, attempt, { db }) => {
    await markLaunched(db, regeneration.id, attempt);
    if (stands(regeneration, attempt)) regeneration.launchedAttempt = attempt;
  }),
);

export const postpone = fc.tuple(target, fc.constantFrom(0, LONG_SECONDS)).map(([chosen, delay]) =>
  toAttempt(`postpone by ${delay}`, chosen, async (regeneration, attempt, { db }) => {
    await postponeLaunch(db, regeneration.id, attempt, delay);
    const waits = stands(regeneration, attempt) && regeneration.launchedAttempt < attempt;
    if (waits) regeneration.due = delay === 0;
  }),
);

export const restart = fc
  .tuple(target, fc.constantFrom(0, 0, LONG_SECONDS))
  .map(([chosen, delay]) =>
    toAttempt(`restart in ${delay}`, chosen, async (regeneration, attempt, fixture) =>
      restartAttempt(regeneration, attempt, delay, fixture),
    ),
  );

/** The reconciler replaces the runner of the attempt that it has decided about. */
export async function restartAttempt(
  regeneration: ModelRegeneration,
  attempt: number,
  delay: number,
  { db }: Fixture,
): Promise<void> {
  const mayRun = regeneration.status !== 'canceling' || openCallOf(regeneration) !== undefined;
  const wins = stands(regeneration, attempt) && attempt < regeneration.maxAttempts && mayRun;
  const sequence = await restartRegeneration(db, regeneration.id, attempt, delay);
  if (wins) {
    Object.assign(regeneration, { lease: null, waitingReason: null, due: delay === 0 });
    regeneration.attempt += 1;
    regeneration.fence += 1;
    const { clip, prompt } = regeneration.checkpoint;
    const done = clip !== undefined ? 60 : prompt !== undefined ? 10 : 0;
    addEvent(regeneration, 'REGENERATION_RESTARTED', done);
  }
  agree('restart', sequence, wins ? regeneration.events.length : null);
}

/** The reconciler gives up, or confirms a cancellation for a runner that is gone. */
export const reconcilerEnds = fc.tuple(target, fc.boolean()).map(([chosen, canceled]) =>
  toAttempt(canceled ? 'confirm cancel' : 'give up', chosen, async (regeneration, attempt, { db }) => {
    const wins = stands(regeneration, attempt);
    const ended = canceled
      ? await endRegeneration(
          db,
          { id: regeneration.id, attempt },
          { status: 'canceled', message: '{charged}' },
        )
      : await giveUp(db, regeneration, attempt);
    if (wins) end(regeneration, canceled ? 'canceled' : 'failed', canceled ? null : 'INFRASTRUCTURE', true);
    agree('the end by the reconciler', ended, wins);
  }),
);

/** Ends it as lost; true unless something ended it before. */
export const giveUp = async (
  db: Fixture['db'],
  { id }: ModelRegeneration,
  attempt: number,
): Promise<boolean> =>
  await endRegeneration(
    db,
    { id, attempt },
    { status: 'failed', code: 'INFRASTRUCTURE', message: 'Lost. {charged}', retryable: true },
  );

export const waiting = fc.tuple(target, fc.constantFrom('quota', 'image')).map(([chosen, reason]) =>
  toAttempt(`note waiting for ${reason}`, chosen, async (regeneration, attempt, { db }) => {
    await noteWaiting(db, regeneration.id, attempt, reason, 'It waits.');
    const { lease, status, waitingReason } = regeneration;
    const waits = stands(regeneration, attempt) && lease === null && status !== 'canceling';
    if (!waits || waitingReason === reason) return;
    regeneration.waitingReason = reason;
    addEvent(regeneration, 'REGENERATION_STARTED', regeneration.progress);
  }),
);

export const cancelRequest = fc.record({ of: fc.nat(), user: fc.constantFrom(0, 0, 0, 1) }).map(
  ({ of, user }) =>
    new Step(
      `request cancel(${of}, user ${user})`,
      (model) => model.regenerations.length > 0,
      async (model, { db, users }) => {
        const regeneration = mostly(isActive, model.regenerations, of);
        const status = await requestCancel(db, regeneration.id, users[user]!);
        const isOwner = regeneration.job.owner === user;
        if (isOwner) cancel(regeneration);
        agree('request cancel', status, isOwner ? regeneration.status : null);
      },
    ),
);

function cancel(regeneration: ModelRegeneration): void {
  const { status, launchedAttempt } = regeneration;
  if (status === 'queued' && launchedAttempt === 0) end(regeneration, 'canceled', null, true);
  else if (status === 'queued' || status === 'processing') regeneration.status = 'canceling';
}
