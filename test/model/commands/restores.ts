import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { restoreCut, type RestoreRequest } from '../../../core/history/restore-cut.js';
import type { Fixture } from '../model-fixture.js';
import { forget, keptVideo, planRestore, type AskedRestore } from '../history.js';
import { nextName, type Model, type ModelJob, type ModelRegeneration, type ModelRestore } from '../model.js';
import { agree, pick, Step } from '../step.js';
import { addEvent, currentVersion, publish } from '../transitions.js';

interface Choices extends AskedRestore {
  user: number;
  job: number;
  expects: 'anything' | 'what is there' | 'what was there';
  key: 'none' | 'new' | 'used';
}

const ACTIONS = ['UNDO', 'UNDO', 'UNDO', 'REDO', 'REDO', 'CLIP', 'CLIP', 'VIDEO', 'VIDEO'] as const;

const choices: fc.Arbitrary<Choices> = fc.record({
  user: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
  job: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4),
  action: fc.constantFrom(...ACTIONS),
  clip: fc.nat({ max: 1 }),
  number: fc.integer({ min: 1, max: 6 }),
  expects: fc.constantFrom(
    'anything',
    'anything',
    'what is there',
    'what is there',
    'what is there',
    'what was there',
  ),
  key: fc.constantFrom('none', 'none', 'none', 'none', 'new', 'new', 'used'),
});

/** Somebody goes back to something, or tries to. */
export const restore = choices.map(
  (chosen) =>
    new Step(
      `restore(${JSON.stringify(chosen)})`,
      ({ regenerations }) => chosen.key !== 'used' || regenerations.length > 0,
      async (model, fixture) => await ask(chosen, model, fixture),
    ),
);

async function ask(chosen: Choices, model: Model, { db, users }: Fixture): Promise<void> {
  const { action, clip, number, user } = chosen;
  const job = model.jobs[chosen.job] ?? null;
  const key = keyOf(chosen, model);
  const expected = job === null ? null : expectedBy(chosen, job);
  const request: RestoreRequest = {
    ...{
      userId: users[user]!,
      jobId: job?.id ?? randomUUID(),
      action,
      clipIndex: clip,
      versionNumber: number,
    },
    ...{ expectedVersion: expected, idempotencyKey: key, inputHash: 'restore', deadlineSeconds: 600 },
  };
  const answer = await restoreCut(db, request);
  const known = model.regenerations.find(
    (each) => key !== null && each.job.owner === user && each.key === key,
  );
  const plan = refusalOf(known, job, user) ?? conflict(chosen, job!, expected) ?? planRestore(job!, chosen);
  if (typeof plan === 'string') return agree('a restore', answer.outcome, plan);
  const kept = keptVideo(job!, plan.footage);
  agree('a restore', answer.outcome, kept === null ? 'ADMITTED' : 'COMPLETED');
  if (!('regenerationId' in answer)) return;
  const { footage: _, ...restores } = plan;
  const regeneration = insert(model, answer.regenerationId, job!, restores, key);
  if (kept === null) job!.status = 'regenerating';
  else publish(regeneration, new Map(), kept);
}

function keyOf({ key, job, number }: Choices, model: Model): string | null {
  if (key === 'used') return pick(model.regenerations, job + number).key;
  return key === 'new' ? nextName(model, 'key') : null;
}

const shown = ({ action, clip }: Choices, job: ModelJob): number =>
  action === 'CLIP' ? currentVersion(job, clip) : (job.videos.at(-1)?.number ?? 1);

function expectedBy(chosen: Choices, job: ModelJob): number | null {
  if (chosen.expects === 'anything') return null;
  return shown(chosen, job) - (chosen.expects === 'what was there' ? 1 : 0);
}

function refusalOf(known: ModelRegeneration | undefined, job: ModelJob | null, user: number): string | null {
  if (known !== undefined) return known.inputHash === 'restore' ? 'REPLAYED' : 'IDEMPOTENCY_KEY_REUSED';
  if (job === null) return 'NOT_FOUND';
  if (job.owner !== user) return 'FORBIDDEN';
  if (job.status === 'regenerating') return 'REGENERATION_IN_PROGRESS';
  return job.status === 'processing' ? 'JOB_NOT_COMPLETED' : null;
}

const conflict = (chosen: Choices, job: ModelJob, expected: number | null): string | null =>
  expected !== null && expected !== shown(chosen, job) ? 'VERSION_CONFLICT' : null;

function insert(
  model: Model,
  id: string,
  job: ModelJob,
  restores: ModelRestore,
  key: string | null,
): ModelRegeneration {
  const clip = Math.min(...Object.keys(restores.clips).map(Number));
  const regeneration: ModelRegeneration = {
    ...{
      id,
      job,
      clip,
      restores,
      isTakes: false,
      key,
      base: currentVersion(job, clip),
      inputHash: 'restore',
      reserved: 0,
    },
    ...{ status: 'queued', attempt: 1, launchedAttempt: 0, maxAttempts: 5, fence: 0, lease: null, due: true },
    ...{ waitingReason: null, cost: 0, progress: 0, errorCode: null, events: [], calls: [], checkpoint: {} },
  };
  addEvent(regeneration, 'REGENERATION_STARTED', 0);
  model.regenerations.push(regeneration);
  return regeneration;
}

/** The collector passes: older final videos are given up. What any cut needs stays, and is named. */
export const collect = fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 3 })).map(
  ([index, most]) =>
    new Step(
      `collect(${index}, ${most})`,
      () => true,
      async (model, { db }) => {
        const job = model.jobs[index]!;
        await db.$queryRaw`SELECT forget_old_videos(${job.id}::uuid, ${most}::int)`;
        forget(job, most);
        const [row] = await db.$queryRaw<{ gone: number }[]>`
          SELECT count(*)::int AS gone FROM video_version_records WHERE job_id = ${job.id}::uuid AND NOT is_restorable`;
        agree('versions that cannot be restored', row?.gone, 0);
      },
    ),
);
