import fc from 'fast-check';
import { appendEvent } from '../../../core/regeneration/events.js';
import {
  claimRegeneration,
  endRegeneration,
  publishRegeneration,
  releaseLease,
  renewLease,
  saveCheckpoint,
} from '../../../core/regeneration/lifecycle.js';
import { holds, isActive, nextName, type Model, type ModelRegeneration, type ModelRunner } from '../model.js';
import { agree, mostly, pick, Step } from '../step.js';
import { addEvent, currentVersion, end, publish } from '../transitions.js';
import type { Fixture } from '../model-fixture.js';
import { admitPlainly } from './admission.js';
import { agreeFenced, byRunner } from './by-runner.js';
import { book, knowsId } from './paid-calls.js';
import { compareReads } from './reads.js';
import { restartAttempt } from './reconciler.js';
import { claimOf } from '../../kit/rows/claim.js';

/** A day: a machine that stands still for minutes in the middle of a sequence must not end a lease. */
const LEASE_SECONDS = 86_400;

const attempts = fc.constantFrom(0, 0, 0, 0, -1, 1);

export const claim = fc.record({ of: fc.nat(), attempt: attempts }).map(
  ({ of, attempt }) =>
    new Step(
      `claim(${of}, ${attempt})`,
      (model) => model.regenerations.length > 0,
      async (model, fixture) =>
        await take(mostly(isActive, model.regenerations, of), attempt, model, fixture),
    ),
);

/** A runner of an attempt claims; `attempt` counts from the row's own. */
export async function take(
  regeneration: ModelRegeneration,
  attempt: number,
  model: Model,
  fixture: Fixture,
): Promise<void> {
  const claimed = await claimRegeneration(
    fixture.db,
    regeneration.id,
    regeneration.attempt + attempt,
    LEASE_SECONDS,
  );
  const stands = isActive(regeneration) && attempt === 0;
  const outcome = !stands ? 'SUPERSEDED' : regeneration.lease === 'live' ? 'HELD' : 'CLAIMED';
  agree('claim', claimed.outcome, outcome);
  if (outcome !== 'CLAIMED') return;
  regeneration.fence += 1;
  if (regeneration.status === 'queued') regeneration.status = 'processing';
  Object.assign(regeneration, { lease: 'live', waitingReason: null });
  regeneration.launchedAttempt = regeneration.attempt;
  const { fence, status } = regeneration;
  agree('fence and status of the claim', fenceAndStatus(claimed), [fence, status]);
  model.runners.push({ regeneration, fence, crashed: false, call: null, externalId: null });
  const claimants = model.runners.filter((runner) => runner.regeneration === regeneration);
  await compareReads(model, fixture, claimants);
}

/** A runner is lost, or only thought to be, and another one takes over. */
export const replace = fc.nat().map(
  (choice) =>
    new Step(
      `replace(${choice})`,
      (model) => leased(model).length > 0,
      async (model, fixture) => {
        const regeneration = pick(leased(model), choice);
        await expireLease(regeneration, fixture);
        await restartAttempt(regeneration, regeneration.attempt, 0, fixture);
        await take(regeneration, 0, model, fixture);
      },
    ),
);

const fenceAndStatus = (claimed: Awaited<ReturnType<typeof claimRegeneration>>): unknown[] =>
  claimed.outcome === 'CLAIMED' ? [claimed.claim.fence, claimed.status] : [];

const EVENTS = ['TEMPLATE_MATCHED', 'PROMPT_MODIFIED', 'VIDEO_GENERATING', 'RECOMPOSING'] as const;

export const emit = fc
  .tuple(fc.nat(), fc.constantFrom(...EVENTS), fc.nat({ max: 99 }))
  .map(([choice, type, progress]) =>
    byRunner(`emit ${type} ${progress}`, choice, async (runner, _, { db }) => {
      const { regeneration, fence } = runner;
      const sequence = await appendEvent(db, claimOf(regeneration.id, fence), {
        type,
        progress,
        message: 'x',
      });
      const predicted = holds(runner) ? addEvent(regeneration, type, progress) : null;
      agreeFenced('an event', runner, sequence, predicted);
    }),
  );

export const heartbeat = fc.nat().map((choice) =>
  byRunner('heartbeat', choice, async (runner, _, { db }) => {
    const { regeneration, fence } = runner;
    const status = await renewLease(db, claimOf(regeneration.id, fence), LEASE_SECONDS);
    agreeFenced('a heartbeat', runner, status, holds(runner) ? regeneration.status : 'lost');
    if (holds(runner)) regeneration.lease = 'live';
  }),
);

/** It is stopped, or fails unexpectedly, and releases its lease. */
export const release = fc.tuple(fc.nat(), fc.boolean()).map(([choice, giveBack]) =>
  byRunner(`release, attempt given back: ${giveBack}`, choice, async (runner, _, { db }) => {
    const { regeneration, fence } = runner;
    await releaseLease(db, claimOf(regeneration.id, fence), { giveBack });
    if (!holds(runner)) return;
    regeneration.lease = 'expired';
    regeneration.maxAttempts += giveBack ? 1 : 0;
  }),
);

const leased = (model: Readonly<Model>): ModelRegeneration[] =>
  model.regenerations.filter(({ lease }) => lease === 'live');

/** Time passes without a heartbeat. */
export const expire = fc.nat().map(
  (choice) =>
    new Step(
      `expire(${choice})`,
      (model) => leased(model).length > 0,
      async (model, fixture) => await expireLease(pick(leased(model), choice), fixture),
    ),
);

async function expireLease(regeneration: ModelRegeneration, { db }: Fixture): Promise<void> {
  await db.$executeRaw`UPDATE clip_regenerations SET lease_until = clock_timestamp() - interval '1 second'
    WHERE id = ${regeneration.id}::uuid`;
  regeneration.lease = 'expired';
}

/** The process is gone for good. A runner that is only replaced stays, and tries to write. */
export const crash = fc.nat().map((choice) =>
  byRunner('crash', choice, async (runner) => {
    runner.crashed = true;
  }),
);

/** A finished step that costs nothing; a paid one is kept when its call is settled. */
export const checkpoint = fc.tuple(fc.nat(), fc.constantFrom('prompt', 'video')).map(([choice, step]) =>
  byRunner(`checkpoint ${step}`, choice, async (runner, model, { db }) => {
    const { regeneration, fence } = runner;
    const name = nextName(model, step);
    const patch = step === 'prompt' ? { prompt: { text: name } } : { video: { key: name } };
    const write = { patch, stage: step === 'prompt' ? 'prompt_generator' : 'composer' } as const;
    const saved = await saveCheckpoint(db, claimOf(regeneration.id, fence), {
      ...write,
      api: 'own',
      costUsd: '0',
    });
    agreeFenced('a checkpoint', runner, saved, holds(runner));
    if (holds(runner)) Object.assign(regeneration.checkpoint, patch);
  }),
);

export const complete = fc
  .nat()
  .map((choice) =>
    byRunner('complete', choice, async (runner, model, fixture) => await publishBy(runner, model, fixture)),
  );

async function publishBy(runner: ModelRunner, model: Model, { db }: Fixture): Promise<void> {
  const { regeneration, fence } = runner;
  const { job, clip, base, status } = regeneration;
  const clipKey = regeneration.checkpoint.clip?.key ?? nextName(model, 'clip');
  const videoKey = nextName(model, 'final');
  const made = { originalClipKey: 'original', clipKey, clipSha256: 'abc', thumbnailKey: null };
  const keys = regeneration.restores === null ? { ...made, videoKey } : { videoKey };
  const published = await publishRegeneration(db, claimOf(regeneration.id, fence), {
    ...keys,
    message: 'Done!',
  });
  const wins = holds(runner) && status === 'processing' && currentVersion(job, clip) === base;
  agreeFenced('a publication', runner, published, wins);
  if (wins) publish(regeneration, new Map([[clip, clipKey]]), videoKey);
}

/** A change from its admission to its publication. */
export const publishedChange = fc.record({ job: fc.nat({ max: 1 }), clip: fc.nat({ max: 1 }) }).map(
  ({ job, clip }) =>
    new Step(
      `change clip ${clip} of job ${job}`,
      (model) => model.jobs[job]!.status !== 'regenerating',
      async (model, fixture) => {
        const before = model.regenerations.length;
        await admitPlainly({ job, clip, retry: null }, model, fixture);
        // Not if the hourly limit is reached.
        if (model.regenerations.length > before) await runToEnd(model.regenerations.at(-1)!, model, fixture);
      },
    ),
);

/** What is queued runs to its publication. */
export const runThrough = fc.nat().map(
  (choice) =>
    new Step(
      `run through(${choice})`,
      (model) => queuedOf(model).length > 0,
      async (model, fixture) => await runToEnd(pick(queuedOf(model), choice), model, fixture),
    ),
);

const queuedOf = (model: Readonly<Model>): ModelRegeneration[] =>
  model.regenerations.filter(({ status, lease }) => status === 'queued' && lease === null);

async function runToEnd(regeneration: ModelRegeneration, model: Model, fixture: Fixture): Promise<void> {
  await take(regeneration, 0, model, fixture);
  await publishBy(model.runners.at(-1)!, model, fixture);
}

const ENDINGS = [null, 'VIDEO_MODEL_FAILED', 'CONTENT_REJECTED'] as const;

/** It fails, or confirms a cancellation; what it has left open at the provider is canceled there first. */
export const runnerEnds = fc.tuple(fc.nat(), fc.constantFrom(...ENDINGS)).map(([choice, code]) =>
  byRunner(code ?? 'confirm cancel by the runner', choice, async (runner, model, fixture) => {
    if (knowsId(runner)) await book(runner, 'canceled', model, fixture);
    const { regeneration, fence } = runner;
    const wins = holds(runner);
    const ended = await endRegeneration(
      fixture.db,
      claimOf(regeneration.id, fence),
      code === null
        ? { status: 'canceled', message: '{charged}' }
        : { status: 'failed', code, message: 'It failed. {charged}', retryable: true },
    );
    agreeFenced('an end', runner, ended, wins);
    if (wins) end(regeneration, code === null ? 'canceled' : 'failed', code, false);
  }),
);
