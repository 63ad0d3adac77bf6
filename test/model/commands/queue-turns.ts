import fc from 'fast-check';
import {
  askAboutQueuedChange,
  startQueuedChange,
  takeDueQueuedChanges,
} from '../../../core/queue/queue-changes.js';
import { isDearer } from '../../../core/queue/queued-change.js';
import { changesRequest } from '../../kit/rows/admit-changes.js';
import { LIMITS } from '../../kit/rows/admit.js';
import { price } from '../../kit/rows/queue-request.js';
import type { Fixture } from '../model-fixture.js';
import { usd, type Model, type ModelStarter } from '../model.js';
import { dueOf, leave, nextOf, unchanged } from '../queue.js';
import { agree, mostly, pick, Step } from '../step.js';
import { activeOf, currentVersion, end } from '../transitions.js';
import { insertAdmitted, outcomeOf } from './admission.js';
import { publishClips } from './batches.js';
import { amounts, reword, waiting } from './queue.js';
import { giveUp } from './reconciler.js';
import { take } from './runner.js';

/** Longer than any sequence takes: what is held is not due again within it. */
const LONG_SECONDS = 3600;

/** A server takes what is due; it may start it much later, or never. */
export const turn = fc.constant(
  new Step(
    'take what is due of queues',
    () => true,
    async (model: Model, fixture) => void (await takeDue(model, fixture)),
  ),
);

async function takeDue(model: Model, { db }: Fixture): Promise<ModelStarter[]> {
  const due = dueOf(model.jobs);
  const taken = await takeDueQueuedChanges(db, 100, LONG_SECONDS);
  agree('changes that are due', taken.map(({ id }) => id).sort(), due.map(({ queued }) => queued.id).sort());
  const starters = due.map(({ job, queued }) => {
    queued.isHeld = true;
    return { job, ...queued };
  });
  model.starters.push(...starters);
  return starters;
}

/** The server that took them has died. */
export const holdsPass = fc.constant(
  new Step(
    'holds pass',
    (model) => waiting(model).some(({ queued }) => queued.isHeld),
    async (model: Model, { db }) => {
      const ids = model.jobs.map(({ id }) => id);
      await db.queuedChange.updateMany({ where: { jobId: { in: ids } }, data: { heldUntil: new Date(0) } });
      for (const { queued } of waiting(model)) queued.isHeld = false;
    },
  ),
);

const startChoices = fc.record({
  ...{ of: fc.nat(), estimate: amounts },
  budgetUsd: fc.constantFrom('50', '50', '50', '50', '1.5'),
  perJobPerHour: fc.constantFrom(5, 5, 5, 1),
});
type StartChoices = typeof startChoices extends fc.Arbitrary<infer T> ? T : never;

/** A server starts what it took, now or long ago. */
export const startQueued = startChoices.map(
  (chosen) =>
    new Step(
      `start(${JSON.stringify(chosen)})`,
      ({ starters }) => starters.length > 0,
      async (model, fixture) => {
        const starter = mostly((each) => unchanged(each) !== undefined, model.starters, chosen.of);
        await startOrAsk(starter, chosen, model, fixture);
      },
    ),
);

const HOW = ['at once', 'at once', 'at once', 'once it is reworded', 'later'] as const;

/** What runs ends, where something waits for it; a server takes what is due and starts it. */
export const serve = fc.tuple(startChoices, fc.constantFrom(...HOW)).map(
  ([chosen, how]) =>
    new Step(
      `serve the queues ${how}(${JSON.stringify(chosen)})`,
      (model) => waiting(model).length > 0,
      async (model, fixture) => {
        await endOneWaitedFor(chosen.of, model, fixture);
        if (how === 'later') return;
        for (const starter of await takeDue(model, fixture)) {
          if (how === 'once it is reworded') await reword(unchanged(starter)!, starter, fixture);
          await startOrAsk(starter, chosen, model, fixture);
        }
      },
    ),
);

async function endOneWaitedFor(of: number, model: Model, { db }: Fixture): Promise<void> {
  const running = activeOf(model).filter(({ job }) => job.queue.length > 0);
  if (running.length === 0) return;
  const regeneration = pick(running, of);
  agree('an end that is waited for', await giveUp(db, regeneration, regeneration.attempt), true);
  end(regeneration, 'failed', 'INFRASTRUCTURE', true);
}

/** As the api does: it asks about a higher price or a refusal, and starts the rest. */
async function startOrAsk(
  starter: ModelStarter,
  chosen: StartChoices,
  model: Model,
  fixture: Fixture,
): Promise<void> {
  // Two clips are free, as in batches.ts.
  const estimate = starter.clips.length > 1 ? 0 : chosen.estimate;
  if (isDearer(price(usd(estimate)), price(usd(starter.quoted)))) await ask(starter, estimate, fixture);
  else await start(starter, { ...chosen, estimate }, model, fixture);
}

async function ask(starter: ModelStarter, asked: number | null, { db }: Fixture): Promise<void> {
  const stands = unchanged(starter);
  const answer = await askAboutQueuedChange(db, starter, 'Well?', asked === null ? null : price(usd(asked)));
  agree('a question', answer, stands !== undefined);
  if (stands === undefined) return;
  Object.assign(stands, { state: 'ASKS', asked, isHeld: false });
  stands.revision += 1;
}

async function start(
  starter: ModelStarter,
  { estimate, budgetUsd, perJobPerHour }: StartChoices,
  model: Model,
  fixture: Fixture,
): Promise<void> {
  const { job, id, clips, inputHash } = starter;
  const [clip] = clips as [number];
  const limits = { ...LIMITS, budgetUsd, perJobPerHour };
  const key = starter.key ?? `queue-${id}`;
  const total = usd(estimate);
  const estimatedCost = { languageModel: '0', video: total, recomposition: '0', total, known: true };
  const changes = clips.map((clipIndex) => ({
    ...{ clipIndex, baseVersionNumber: currentVersion(job, clipIndex), estimatedCost },
  }));
  const wanted = { idempotencyKey: key, inputHash, estimatedCost };
  const request = changesRequest(fixture.users[job.owner]!, job.id, changes, wanted);
  const asked = {
    ...{ user: job.owner, job, clip, base: currentVersion(job, clip), key, inputHash, estimate, limits },
    retryOf: null,
  };
  const stands = unchanged(starter);
  const mayStart = stands !== undefined && nextOf(job) === stands;
  const predicted = mayStart ? outcomeOf(model, asked) : 'MOVED_ON';
  const answer = await startQueuedChange(fixture.db, starter, request, limits);
  agree('the start of a queued change', answer.outcome, predicted);
  if (!mayStart) return;
  if ('regenerationId' in answer) leave(job, stands);
  if (answer.outcome === 'REGENERATION_IN_PROGRESS') stands.isHeld = false;
  else if (answer.outcome !== 'ADMITTED' && answer.outcome !== 'REPLAYED') await ask(starter, null, fixture);
  if (answer.outcome !== 'ADMITTED') return;
  const regeneration = insertAdmitted(model, asked, job, answer.regenerationId);
  if (clips.length === 1) return;
  await take(regeneration, 0, model, fixture);
  await publishClips(regeneration, false, model, fixture);
}
