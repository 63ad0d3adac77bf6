import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { admitRegeneration, type AdmissionLimits } from '../../../core/regeneration/admission.js';
import { admissionRequest, LIMITS } from '../../kit/rows/admit.js';
import { isActive, nextName, usd, type Model, type ModelJob, type ModelRegeneration } from '../model.js';
import { agree, pick, Step } from '../step.js';
import { addEvent, counted, currentVersion } from '../transitions.js';
import type { Fixture } from '../model-fixture.js';

interface Asked {
  user: number;
  /** null: a job that is not there. */
  job: ModelJob | null;
  clip: number;
  base: number;
  key: string | null;
  inputHash: string;
  estimate: number;
  retryOf: ModelRegeneration | null;
  limits: AdmissionLimits;
}

interface Choices {
  user: number;
  job: number;
  clip: number;
  staleBase: boolean;
  key: 'none' | 'new' | 'used';
  inputHash: string;
  estimate: number;
  retry: number | null;
  budgetUsd: string;
  perJobPerHour: number;
  perUserPerHour: number;
  clipsPerUserPerHour: number;
  activePerUser: number;
}

const choices: fc.Arbitrary<Choices> = fc.record({
  user: fc.constantFrom(0, 0, 0, 1),
  job: fc.nat({ max: 4 }),
  clip: fc.nat({ max: 1 }),
  staleBase: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  key: fc.constantFrom('none', 'none', 'new', 'used'),
  inputHash: fc.constantFrom('hash', 'hash', 'other'),
  estimate: fc.constantFrom(0, 1000, 4000, 8000),
  retry: fc.option(fc.nat()),
  budgetUsd: fc.constantFrom('50', '50', '50', '2.5'),
  perJobPerHour: fc.constantFrom(5, 5, 2),
  perUserPerHour: fc.constantFrom(30, 30, 3),
  clipsPerUserPerHour: fc.constantFrom(120, 120, 2),
  activePerUser: fc.constantFrom(10, 10, 10, 1),
});

/** Anybody asks for anything. */
export const admission = choices.map((chosen) => {
  const name = `admit(${JSON.stringify(chosen)})`;
  return new Step(name, possibleIn(chosen), async (model, fixture) => {
    await admit(ask(model, chosen), model, fixture);
  });
});

/** The owner asks for what nothing stands against. */
export const plainAdmission = fc.record({ job: fc.nat({ max: 1 }), retry: fc.option(fc.nat()) }).map(
  (chosen) =>
    new Step(
      `admit plainly(${JSON.stringify(chosen)})`,
      (model) => model.jobs[chosen.job]!.status !== 'regenerating',
      async (model, fixture) => await admitPlainly(chosen, model, fixture),
    ),
);

/** Asks as the api does for its user. */
export async function admitPlainly(
  chosen: Pick<Choices, 'job' | 'retry'> & Partial<Pick<Choices, 'clip'>>,
  model: Model,
  fixture: Fixture,
): Promise<void> {
  const plain = {
    user: 0,
    clip: 0,
    staleBase: false,
    key: 'new',
    inputHash: 'hash',
    estimate: 8000,
  } as const;
  const { perJobPerHour, perUserPerHour, clipsPerUserPerHour, activePerUser, budgetUsd } = LIMITS;
  const limits = { budgetUsd, perJobPerHour, perUserPerHour, clipsPerUserPerHour, activePerUser };
  await admit(ask(model, { ...plain, ...limits, ...chosen }), model, fixture);
}

const possibleIn =
  ({ key }: Choices) =>
  (model: Readonly<Model>): boolean =>
    key !== 'used' || model.regenerations.length > 0;

function ask(model: Model, chosen: Choices): Asked {
  const { user, clip, inputHash, estimate, budgetUsd, perJobPerHour, perUserPerHour } = chosen;
  const { clipsPerUserPerHour, activePerUser } = chosen;
  const job = model.jobs[chosen.job] ?? null;
  const current = job === null ? 1 : currentVersion(job, clip);
  const keys = {
    none: () => null,
    new: () => nextName(model, 'key'),
    used: () => pick(model.regenerations, chosen.job + estimate).key,
  };
  // A retry of takes makes takes: of those that are missing.
  const retryable = model.regenerations.filter(({ isTakes }) => !isTakes);
  const retryOf = chosen.retry === null || retryable.length === 0 ? null : pick(retryable, chosen.retry);
  const limits = {
    ...LIMITS,
    ...{ budgetUsd, perJobPerHour, perUserPerHour, clipsPerUserPerHour, activePerUser },
  };
  const key = keys[chosen.key]();
  return {
    user,
    job,
    clip,
    base: current + (chosen.staleBase ? 1 : 0),
    key,
    inputHash,
    estimate,
    retryOf,
    limits,
  };
}

async function admit(asked: Asked, model: Model, fixture: Fixture): Promise<void> {
  const { user, job, estimate, limits } = asked;
  const total = usd(estimate);
  const answer = await admitRegeneration(
    fixture.db,
    admissionRequest(fixture.users[user]!, job?.id ?? randomUUID(), {
      ...{ clipIndex: asked.clip, idempotencyKey: asked.key, inputHash: asked.inputHash },
      baseVersionNumber: asked.base,
      estimatedCost: { languageModel: '0', video: total, recomposition: '0', total, known: true },
      retryOf: asked.retryOf?.id ?? null,
    }),
    limits,
  );
  const known = sameKey(model, asked);
  agree('admission', answer.outcome, outcomeOf(model, asked));
  if (answer.outcome === 'REPLAYED') agree('the same key', answer.regenerationId, known?.id);
  if (answer.outcome === 'RATE_LIMITED') {
    agree('retryAfter', answer.retryAfterSeconds > 3500, hourlyLimitHolds(model, asked));
  }
  if (answer.outcome === 'ADMITTED') insertAdmitted(model, asked, job!, answer.regenerationId);
}

const sameKey = (model: Model, { user, key }: Asked): ModelRegeneration | undefined =>
  model.regenerations.find((each) => key !== null && each.job.owner === user && each.key === key);

/** The rules of admission, in the order in which they answer. */
export function outcomeOf(model: Model, asked: Asked): string {
  const { user, job, clip, base, estimate, limits } = asked;
  const known = sameKey(model, asked);
  if (known !== undefined) return known.inputHash === asked.inputHash ? 'REPLAYED' : 'IDEMPOTENCY_KEY_REUSED';
  if (job === null) return 'NOT_FOUND';
  if (job.owner !== user) return 'FORBIDDEN';
  if (job.status === 'regenerating') return 'REGENERATION_IN_PROGRESS';
  if (job.status === 'processing') return 'JOB_NOT_COMPLETED';
  if (currentVersion(job, clip) !== base) return 'QUOTE_STALE';
  if (hourlyLimitHolds(model, asked)) return 'RATE_LIMITED';
  const active = model.regenerations.filter((each) => each.job.owner === user && isActive(each));
  if (active.length >= limits.activePerUser) return 'RATE_LIMITED';
  const budget = Number(limits.budgetUsd) * 10_000;
  return estimate > 0 && job.total + job.reserved + estimate > budget ? 'BUDGET_EXCEEDED' : 'ADMITTED';
}

/** What is free is stopped by no limit of an hour. A change is one clip. */
function hourlyLimitHolds(model: Model, { user, job, estimate, limits }: Asked): boolean {
  const { perJobPerHour, perUserPerHour, clipsPerUserPerHour } = limits;
  if (estimate === 0) return false;
  return (
    counted(model, user, job!.id) >= perJobPerHour ||
    counted(model, user, null) >= Math.min(perUserPerHour, clipsPerUserPerHour)
  );
}

/** What an admission makes of the model. */
export function insertAdmitted(
  model: Model,
  asked: Omit<Asked, 'user' | 'job'>,
  job: ModelJob,
  id: string,
): ModelRegeneration {
  const { clip, base, key, inputHash, estimate, retryOf, limits } = asked;
  const reusable =
    retryOf?.restores === null && retryOf.job === job && retryOf.clip === clip && retryOf.base === base;
  const { video: _, ...checkpoint } = reusable ? retryOf.checkpoint : {};
  const regeneration: ModelRegeneration = {
    ...{
      id,
      job,
      clip,
      base,
      restores: null,
      isTakes: false,
      key,
      inputHash,
      reserved: estimate,
      checkpoint,
    },
    ...{ status: 'queued', attempt: 1, launchedAttempt: 0, maxAttempts: 5, fence: 0, lease: null, due: true },
    ...{ waitingReason: null, cost: 0, progress: 0, errorCode: null, events: [], calls: [] },
  };
  job.status = 'regenerating';
  job.reserved += estimate;
  job.budget = Number(limits.budgetUsd) * 10_000;
  addEvent(regeneration, 'REGENERATION_STARTED', 0);
  model.regenerations.push(regeneration);
  return regeneration;
}
